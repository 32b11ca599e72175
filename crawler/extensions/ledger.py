"""The ledger: a row for each run, closed with Scrapy's statistics, and one for each walk as soon as it has ended."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.run import WALK_ENDED, Run
from crawler.sites import Agency, Site
from storage.archive.contents import notes
from storage.records import Registered, RegisteredAgency, Walk

_log = logging.getLogger(__name__)


class Ledger:
    """Opens the run before the first request and closes it after the last page is stored."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._pending: set[asyncio.Task[None]] = set()
        crawler.signals.connect(self.begin, signals.spider_opened)
        crawler.signals.connect(self.end_walk, WALK_ENDED)
        crawler.signals.connect(self.end, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Ledger":
        return cls(crawler)

    async def begin(self) -> None:
        """A run that was killed has no end, and shows. One that cannot be noted asks for nothing."""
        run = Run.of(self._crawler)
        try:
            await self._open(run)
        except Exception as error:  # noqa: BLE001 – whatever it is, whoever began the run says it
            run.failure = error
            _log.warning("nothing can be kept, so nothing is asked: %s", error)

    async def _open(self, run: Run) -> None:
        await run.keeping.begin(run.keeping.clock())
        for site in run.sites:
            agencies = run.agencies_of(site.code)
            if bool(agencies) or await run.keeping.do(run.keeping.writer.has_agencies, site.code):
                registered = _registered(site, agencies)
                await run.keeping.do(run.keeping.archive.note, notes.AGENCIES, notes.agencies_note(registered))
                await run.keeping.do(run.keeping.writer.record_agencies, registered)

    def end_walk(self, site: str) -> None:
        """A site has come to its end while others go on."""
        run = Run.of(self._crawler)
        task = asyncio.ensure_future(self._record(run.conclude(site, run.keeping.clock())))
        self._pending.add(task)
        task.add_done_callback(self._recorded)

    def _recorded(self, task: asyncio.Task[None]) -> None:
        self._pending.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            run = Run.of(self._crawler)
            run.failure = run.failure or error
            _log.warning("a walk cannot be noted: %s", error)

    async def _record(self, walk: Walk) -> None:
        keeping = Run.of(self._crawler).keeping
        await keeping.do(keeping.archive.note, notes.WALK, notes.walk_note(walk))
        await keeping.do(keeping.writer.record_walk, walk, keeping.run)

    async def end(self) -> None:
        """Walks that were stopped on their way have a verdict too. Why it cannot be closed says who began the run."""
        run = Run.of(self._crawler)
        try:
            await self._close(run)
        except Exception as error:  # noqa: BLE001 – as in begin
            run.failure = run.failure or error
            _log.warning("the run cannot be closed: %s", error)
        finally:
            await run.keeping.close()

    async def _close(self, run: Run) -> None:
        await asyncio.gather(*self._pending, return_exceptions=True)
        now = run.keeping.clock()
        if run.failure is None:
            for site in run.walks.keys() - run.verdicts.keys():
                await self._record(run.conclude(site, now))
            stats = _plain(self._crawler.stats.get_stats())
            await run.keeping.end(now, stats, {site.code for site in run.sites})


def _registered(site: Site, agencies: Iterable[Agency]) -> Registered:
    """What the site files of a district say of agencies, for database and archive."""
    named = (RegisteredAgency(a.name, a.valid_from, a.valid_to, a.replaces) for a in agencies)
    return Registered(site.id, site.code, site.name, tuple(named))


def _plain(stats: dict[str, Any]) -> dict[str, Any]:
    """The statistics as JSON can have them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in stats.items()}
