"""What commands print: an aligned table and a closing sentence for people, one JSON object a line for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 10_000
"""Columns assumed where the output is no terminal: a row must stay a row for grep."""


def line(record: Mapping[str, Any]) -> None:
    """One JSON object on one line of standard output, Chinese as it is."""
    click.echo(json.dumps(record, ensure_ascii=False, default=plain))


def plain(value: object) -> str | int | float | None:
    """JSON of values it has no type for: numbers as exact decimal strings, times in ISO 8601, bytes in hexadecimal."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return value.hex()
    return str(value)


def console() -> "Console":
    """Standard output for people. Made anew each time: tests and pipes exchange the stream."""
    from rich.console import Console

    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDE, highlight=False, emoji=False)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> None:
    """An aligned table; the columns named in ``right`` stand right, as numbers do. Prints nothing without rows."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        drawn.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text("" if value is None else str(value)) for value in row))
    if drawn.row_count:
        console().print(drawn)


def say(sentence: str) -> None:
    """A line for people."""
    click.echo(sentence)


def warn(sentence: str) -> None:
    """A line on standard error, for what went wrong beside the result."""
    click.echo(f"nianbao: {' '.join(sentence.split())}", err=True)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 report``, ``1,204 reports``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
