"""``nianbao worker``: takes tasks on this machine."""

import logging
import os
import sys
from pathlib import Path

import click

from nianbao.cli import options
from nianbao.cli.machines import need_queue

_NIGHT = "0 17 * * *"
"""One o'clock in China; a crontab of the queue goes by UTC."""


@click.command()
@click.option(
    "--concurrency",
    metavar="N",
    type=click.IntRange(1),
    help="Tasks that need a processor; by default one a processor.",
)
@click.option(
    "--crawls",
    metavar="N",
    type=click.IntRange(0),
    default=8,
    show_default=True,
    help="Sites crawled at once; 0: none.",
)
@click.option("--night", metavar="CRON", default=_NIGHT, show_default=True, help="When nights begin, in UTC.")
@click.option("--no-night", is_flag=True, help="Begin no nights: another worker does.")
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
@options.nightly
def worker(
    *,
    concurrency: int | None,
    crawls: int,
    night: str,
    no_night: bool,
    once: bool,
    registry: Path | None,
    webhook: str | None,
    releases: Path | None,
) -> None:
    """Take tasks on this machine, beside any number of other workers.

    They crawl what is due of a night, and read again, on any machines that share a PostgreSQL database and the archive.
    No host is asked by two at once. What a worker had begun when it died is taken up by another. It ends when it is
    told to (SIGTERM, Ctrl-C): takes no more, waits for a while, and hands back what is not done.
    """
    need_queue()
    from nianbao.operations.again.rereading import processes
    from nianbao.worker.plan import Place, Plan
    from nianbao.worker.running import run
    from storage.settings import Settings

    _check(night)
    listen()
    place = Place(Settings.from_environment(os.environ), registry, webhook or None, releases)
    run(place, Plan(concurrency or processes(), crawls, None if no_night else night, once))


def _check(cron: str) -> None:
    from croniter import croniter

    if not croniter.is_valid(cron):
        raise click.UsageError(f"{cron} is no time of a crontab: write minute, hour, day, month, weekday")


def listen() -> None:
    """A line for each task on standard error, unless NIANBAO_LOG asks for JSON."""
    if logging.root.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    ours = logging.getLogger("nianbao")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    for theirs in ("procrastinate", "psycopg.pool"):
        logging.getLogger(theirs).setLevel(logging.CRITICAL)  # what they say of a task is said by us in a line
