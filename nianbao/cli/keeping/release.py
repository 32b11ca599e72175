"""``nianbao release``: a dated folder that can be published and cited."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import show
from nianbao.cli.database import database

if TYPE_CHECKING:
    from storage.release.changes import Counts


def _day(_: click.Context, __: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--date",
    "day",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_day,
    help="The day of the release, 2026-01-20; by default that of the newest capture, by China's clock.",
)
@click.option(
    "--previous",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The release before: what changed since is told.",
)
@click.option("--author", metavar="NAME", help="Who releases it, for the citation.")
def release(folder: Path, day: date | None, previous: Path | None, author: str | None) -> None:
    """Make a dated release that can be cited.

    DIR gets a folder nianbao-DAY with all tables, codebook, coverage, changes, citation and a manifest. The same state
    of the database gives the same bytes. A release is never overwritten.
    """
    from storage.release import AUTHOR
    from storage.release import release as make

    with database() as engine:
        made = make(engine, folder, day, previous, author or AUTHOR)
    told = made.told
    if told.counts is not None:
        show.say(_changed(told.counts))
    missing = f"{told.known.missing:,} of {show.counted(told.known.reports.total(), 'expected report')} missing"
    show.say(f"{made.folder}: {show.counted(told.cited.reports, 'report')}, {missing}.")
    show.say(f"Cite it as: {told.cited.line}")


def _changed(counts: "Counts") -> str:
    total = counts.total
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(total.items())) or "none new or changed"
    return f"Since the release before: reports {kinds}; {show.counted(counts.cells.total(), 'cell')} changed."
