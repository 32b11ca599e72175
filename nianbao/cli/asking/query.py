"""``nianbao query``: SQL that can only read."""

import csv
import sys
from typing import TYPE_CHECKING

import click

from nianbao.cli import show
from nianbao.cli.database import NOTHING, database

if TYPE_CHECKING:
    from storage.sql import Answer

EVERY = "*"
"""``--describe`` without the name of a view."""
MOST_ROWS = 1_000_000
"""They are held in memory; for more there is the export."""


@click.command()
@click.argument("statement", metavar="SQL", required=False)
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
@click.option(
    "--describe",
    metavar="[VIEW]",
    is_flag=False,
    flag_value=EVERY,
    help="Say which views there are, or which columns a view has, in Chinese and English.",
)
def query(statement: str | None, shape: str, limit: int, seconds: float, describe: str | None) -> None:
    r"""Ask the database in SQL, read-only.

    One SELECT over the views: reports, cells, requests, disputes, indicators, series, agency_history and others. What
    there is to ask is told by --describe, what a view has by --describe VIEW, and both in SQL by the table dictionary.

    \b
    nianbao query --describe requests
    nianbao query "SELECT agency, new_received FROM requests
                   WHERE year = 2024 AND applicant = 'total'"

    The words row, column, table, left and right want quotation marks as columns: SELECT "row" FROM cells. Views are
    explained and questions answered in docs/sql.md.
    """
    from storage import queries
    from storage.sql import ask

    if (statement is None) == (describe is None):
        raise click.UsageError("give one SELECT, or --describe")
    if describe is not None:
        _describe(describe, shape)
        return
    assert statement is not None  # noqa: S101 – one of both is there
    with database() as engine:
        answer = ask(engine, statement, limit=limit, seconds=seconds)
        with queries.snapshot(engine) as connection:
            is_empty = queries.stock(connection).is_empty
    _print(answer, shape)
    if answer.cut:
        show.warn(f"only the first {show.counted(limit, 'row')}; --limit ROWS gives more")
    if is_empty:
        show.warn(NOTHING)


def _describe(view: str, shape: str) -> None:
    from storage import queries
    from storage.sql import Answer

    every = view == EVERY
    shown = ("view", "description_zh", "description_en") if every else queries.ViewRow._fields[1:]
    with database() as engine, queries.snapshot(engine) as connection:
        found = queries.views(connection) if every else queries.columns(connection, view)
        rows = tuple(tuple(getattr(row, name) for name in shown) for row in found)
    _print(Answer(shown, rows, cut=False), shape)


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
    """Numbers without exponents, times in ISO 8601; a float as Python and JSON write it; bytes in hexadecimal."""
    return value if value is None or isinstance(value, str | int | float) else show.plain(value)
