"""``nianbao tasks``: what workers do, have to do, and could not do."""

import os
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.machines import need_queue

if TYPE_CHECKING:
    from nianbao.worker.listing import Row
    from storage.settings import Settings

_MOST = 50
"""Shown to people; the closing line has the sums."""


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also what is done.")
@click.option("--retry", metavar="NUMBER", type=click.IntRange(1), help="Have a task that failed tried again.")
@options.as_json
def tasks(everything: bool, retry: int | None, as_json: bool) -> None:
    """List what workers do and have to do.

    What is being done first, then what waits, then what failed.
    """
    need_queue()
    from nianbao.cli.database import database
    from nianbao.worker.listing import counts, rows
    from nianbao.worker.queue import need_postgres
    from storage import queries
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    need_postgres(settings)
    if retry is not None:
        _retry(settings, retry)
        return
    with database() as engine, queries.snapshot(engine) as connection:
        if as_json:
            for row in rows(connection, everything=everything):
                show.line(asdict(row))
            return
        show.table(
            ["task", "what", "about", "state", "tries", "since", "lock"],
            [_shown(row) for row in rows(connection, everything=everything, most=_MOST)],
            right=("task", "tries"),
        )
        of_tasks = (
            f"{task}: {', '.join(f'{number:,} {state}' for state, number in of.items())}"
            for task, of in counts(connection).items()
        )
        show.say("; ".join(of_tasks) or "There are no tasks.")


def _retry(settings: "Settings", number: int) -> None:
    from nianbao.worker.deferring import retry

    retry(settings, number)
    show.say(f"Task {number} is tried again.")


def _shown(row: "Row") -> list[object]:
    state = row.state
    if state == "doing" and row.heard is None:
        state = "doing, worker gone"
    if row.due is not None and row.due > datetime.now(UTC):
        state = f"{state}, from {_clock(row.due)}"
    return [row.number, row.task, row.about, state, row.attempts, _clock(row.since), row.lock]


def _clock(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if at else ""
