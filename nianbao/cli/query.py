"""``nianbao query``: SQL that can only read."""

import csv
import sys
from typing import TYPE_CHECKING

import click

from nianbao.cli import show
from nianbao.cli.database import database

if TYPE_CHECKING:
    from storage.sql import Answer


@click.command()
@click.argument("statement", metavar="SQL")
@click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table", help="How rows are printed."
)
@click.option("--limit", metavar="ROWS", type=click.IntRange(1), default=1000, help="At most this many rows.")
@click.option("--seconds", metavar="SECONDS", type=click.FloatRange(0.01), default=30.0, help="At most this long.")
def query(statement: str, shape: str, limit: int, seconds: float) -> None:
    """Ask the database in SQL, read-only."""
    from storage.sql import ask

    with database() as engine:
        answer = ask(engine, statement, limit=limit, seconds=seconds)
    _print(answer, shape)
    if answer.cut:
        show.warn(f"only the first {limit} rows; --limit ROWS gives more")


def _print(answer: "Answer", shape: str) -> None:
    if shape == "json":
        for row in answer.rows:
            show.line(dict(zip(answer.columns, row, strict=True)))
    elif shape == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([answer.columns, *answer.rows])
    else:
        show.table(answer.columns, answer.rows)
        show.say(f"{show.counted(len(answer.rows), 'row')}.")
