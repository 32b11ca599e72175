"""``nianbao night``: the scheduled night."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.crawling.crawl import progress
from nianbao.cli.crawling.digest import print_digest
from nianbao.cli.machines import need_queue

if TYPE_CHECKING:
    from storage.settings import Settings

_NOT_ALL = 3
_STOPPED = 130


@click.command()
@options.nightly
@click.option("--defer", is_flag=True, help="Let workers do it; its other options are theirs then.")
@options.as_json
def night(registry: Path | None, webhook: str | None, releases: Path | None, defer: bool, as_json: bool) -> None:
    """Crawl what is due, and tell what came of it.

    Sites are due daily from January to March, weekly to June, monthly afterwards; failed walks are tried again with
    growing pauses. Lists are read each time, known reports in rotation. Safe to start at any time: a night that
    was missed or killed is caught up, and a second one at once ends with a sentence. The exit status is 3 when some
    site could not be reached or refused.
    """
    import crawler.downloads  # noqa: F401 – first, as for a crawl
    from nianbao.digest import record
    from nianbao.operations.night import run_night
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    if defer:
        _defer(settings)
        return
    with progress() as on_page:
        done = run_night(
            settings,
            now=lambda: datetime.now(UTC),
            registry=registry,
            webhook=webhook or None,
            releases=releases,
            on_page=on_page,
        )
    told = done.told
    if as_json:
        released = str(told.released) if told.released else None
        about = {"known": done.known, "due": list(done.due), "waiting": done.waiting, "release": released}
        show.line({**record(told.digest), **about})
    else:
        print_digest(told.digest)
        waiting = f", {done.waiting:,} more the next night" if done.waiting else ""
        show.say(f"{len(done.due):,} of {show.counted(done.known, 'site')} were due{waiting}. Digest in {told.folder}")
        if told.released:
            show.say(f"Release of this month in {told.released}")
    for sentence in told.spoilt:
        show.warn(sentence)
    if done.crawled.stopped:
        sys.exit(_STOPPED)
    if not done.crawled.all_reached:
        sys.exit(_NOT_ALL)


def _defer(settings: "Settings") -> None:
    need_queue()
    from nianbao.worker.deferring import defer_night

    show.say(f"Task {defer_night(settings)} begins the night: see nianbao tasks.")
