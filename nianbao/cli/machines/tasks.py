"""``nianbao tasks``: what workers do, have to do, and could not do."""

import os
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import click

from nianbao.cli import options, show
from nianbao.cli.machines import need_queue

if TYPE_CHECKING:
    from nianbao.worker.listing import Row
    from storage.settings import Settings

_MOST = 50
"""Shown to people; the closing line has the sums."""


class _Failed(click.IntRange):
    """The number of a task, or all of them."""

    def __init__(self) -> None:
        super().__init__(1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """As click asks for it."""
        return value if value == "all" else super().convert(value, param, ctx)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also what is done.")
@click.option("--retry", metavar="NUMBER", type=_Failed(), help="Have a task that failed tried again; all: every one.")
@options.as_json
def tasks(everything: bool, retry: int | Literal["all"] | None, as_json: bool) -> None:
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


def _retry(settings: "Settings", which: int | Literal["all"]) -> None:
    from nianbao.worker.deferring import retry, retry_all

    if which == "all":
        number = retry_all(settings)
        show.say(
            f"{number:,} {'task is' if number == 1 else 'tasks are'} tried again." if number else "None has failed."
        )
    else:
        retry(settings, which)
        show.say(f"Task {which} is tried again.")


def _shown(row: "Row") -> list[object]:
    state = row.state
    if state == "doing" and row.heard is None:
        state = "doing, worker gone"
    if row.due is not None and row.due > datetime.now(UTC):
        state = f"{state}, from {_clock(row.due)}"
    return [row.number, row.task, row.about, state, row.attempts, _clock(row.since), row.lock]


def _clock(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if at else ""
