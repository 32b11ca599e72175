"""``nianbao query``: SQL that can only read."""

import csv
import sys
from typing import TYPE_CHECKING

import click

from nianbao.cli import show
from nianbao.cli.database import NOTHING, database

if TYPE_CHECKING:
    from storage.sql import Answer

MOST_ROWS = 1_000_000
"""They are held in memory; for more there is the export."""


@click.command()
@click.argument("statement", metavar="SQL")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How rows are printed; json is one object a line.",
)
@click.option(
    "--limit",
    metavar="ROWS",
    type=click.IntRange(1, MOST_ROWS),
    default=1000,
    show_default=True,
    help="At most this many rows.",
)
@click.option(
    "--seconds",
    metavar="SECONDS",
    type=click.FloatRange(0.01, 3600),
    default=30.0,
    show_default=True,
    help="At most this long.",
)
def query(statement: str, shape: str, limit: int, seconds: float) -> None:
    """Ask the database in SQL, read-only.

    One SELECT. The views cells, reports and findings have the columns of the export.
    """
    from storage import queries
    from storage.sql import ask

    with database() as engine:
        answer = ask(engine, statement, limit=limit, seconds=seconds)
        with queries.snapshot(engine) as connection:
            is_empty = queries.stock(connection).is_empty
    _print(answer, shape)
    if answer.cut:
        show.warn(f"only the first {show.counted(limit, 'row')}; --limit ROWS gives more")
    if is_empty:
        show.warn(NOTHING)


def _print(answer: "Answer", shape: str) -> None:
    if shape == "json":
        for row in answer.rows:
            show.line(dict(zip(answer.columns, row, strict=True)))
        return
    rows = [[_plain(value) for value in row] for row in answer.rows]
    if shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([answer.columns, *rows])
    else:
        show.table(answer.columns, rows)
        show.say(f"{show.counted(len(rows), 'row')}.")


def _plain(value: object) -> object:
    """Numbers without exponents, times in ISO 8601; a float as Python and JSON write it."""
    return value if value is None or isinstance(value, str | int | float) else show.plain(value)
