"""``nianbao crawl``: walk sites, archive, read and store what changed."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show

if TYPE_CHECKING:
    from crawler.items import Fetched
    from nianbao.operations.crawl import Crawled
    from storage.records import Walk

_STOPPED = 130
_NOT_ALL = 3


@click.command()
@click.argument("names", metavar="[SITE]...", nargs=-1)
@options.registry
@options.years
@click.option(
    "--since",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave known reports of an earlier list date alone.",
)
@click.option("--full", is_flag=True, help="Ask for every known page afresh, changed or not.")
@options.as_json
def crawl(
    names: tuple[str, ...],
    registry: Path | None,
    years: tuple[int, ...],
    since: datetime | None,
    full: bool,
    as_json: bool,
) -> None:
    """Crawl sites: archive, extract and store what changed.

    Without a SITE, every site of the registry. A second run asks for every known page again and takes only what
    changed. The exit status is 3 when some site could not be reached or refused; the rest is stored.
    """
    import crawler.downloads  # noqa: F401 – first of all: what it imports looks through all modules that are there
    from crawler.errors import WrongChoice
    from crawler.scope import Scope
    from nianbao.operations.crawl import crawl as run_crawl
    from storage.settings import Settings

    scope = Scope(frozenset(years), since.date() if since else None, full=full)
    settings = Settings.from_environment(os.environ)
    try:
        with progress() as on_page:
            crawled = run_crawl(settings, sites=registry or settings.sites, names=names, scope=scope, on_page=on_page)
    except WrongChoice as error:
        raise click.UsageError(str(error)) from error
    (_print_records if as_json else _print_table)(crawled)
    if crawled.stopped:
        sys.exit(_STOPPED)
    if not crawled.all_reached:
        sys.exit(_NOT_ALL)


@contextmanager
def progress() -> Iterator[Callable[["Fetched"], None] | None]:
    """A line that grows, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    seen = {"pages": 0, "reports": 0}
    with Console(stderr=True).status("starting") as status:

        def note(item: "Fetched") -> None:  # Scrapy hands over what is named here, and no more
            seen["pages"] += 1
            seen["reports"] += sum(stored.change in {"new", "changed"} for stored in item.stored)
            status.update(
                f"{show.counted(seen['pages'], 'page')}, {seen['reports']:,} new or changed "
                f"{'report' if seen['reports'] == 1 else 'reports'}  {item.context.site}"
            )

        yield note


def _print_records(crawled: "Crawled") -> None:
    for walk in crawled.walks:
        show.line(
            {
                "site": walk.site,
                "code": walk.code,
                "verdict": walk.verdict,
                "reason": walk.reason,
                "checked_at": walk.checked_at,
                "counts": dict(walk.counts),
            }
        )


_COUNTED = ("pages", "new", "changed", "unchanged", "failed")


def _print_table(crawled: "Crawled") -> None:
    show.table(["site", "verdict", *_COUNTED, "reason"], [_row(walk) for walk in crawled.walks], right=_COUNTED)
    total = {name: sum(walk.counts.get(name, 0) for walk in crawled.walks) for name in _COUNTED}
    show.say(
        f"{show.counted(len(crawled.walks), 'site')}, {show.counted(total['pages'], 'page')}: "
        f"{show.counted(total['new'], 'new report')}, {total['changed']:,} changed, "
        f"{show.counted(total['unchanged'], 'page')} unchanged, {show.counted(total['failed'], 'request')} failed."
    )
    if crawled.stopped:
        show.say("Stopped before the end; what was fetched is stored, and the next crawl goes on from there.")


def _row(walk: "Walk") -> list[object]:
    return [walk.site, walk.verdict.value, *(f"{walk.counts.get(name, 0):,}" for name in _COUNTED), walk.reason]
