"""Third: capture, reports and the end of the request become rows, with those of other pages in one transaction.

A page's state in the database moves with its end only, so that a crawl killed before it asks for the page again as if
it had never been there.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from scrapy.crawler import Crawler

from crawler.items import Fetched
from crawler.keeping import Keeping
from crawler.pipelines.articles import keep
from crawler.pipelines.gathering import Gathering
from crawler.run import PAGE_READ, Run
from storage.records import Stored


class Store:
    """Writes through ``storage.writer``, the only way into the tables of reports."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._run = run = Run.of(crawler)
        self._gathering = Gathering(run.keeping, partial(_store_all, run.keeping))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Store":
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Adds what became of its reports. While others are on their way, a page waits for them."""
        self._crawler.signals.send_catch_log(PAGE_READ, page=item)
        return await self._gathering.do(item, may_wait=self._run.away > 0)


def _store_all(keeping: Keeping, items: Sequence[Fetched]) -> list[Fetched]:
    with keeping.together():
        return [_store(keeping, item) for item in items]


def _store(keeping: Keeping, item: Fetched) -> Fetched:
    stored: tuple[Stored, ...] = ()
    capture = None
    if item.capture is not None:
        capture = keeping.writer.record_capture(item.capture, keeping.run)
        if item.reading is not None:
            stored = keep(keeping.writer, capture, item.capture, item.reading, item.article, again=False)
    keeping.writer.record_fetch(
        item.url,
        item.outcome,
        at=item.at,
        context=item.context,
        run=keeping.run,
        status=item.status,
        reason=item.reason,
        capture=capture,
    )
    return replace(item, stored=stored)
