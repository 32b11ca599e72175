"""Third: capture, reports and the end of the request become rows, in one transaction.

A page's state in the database moves with its end only, so that a crawl killed before it asks for the page again as if
it had never been there.
"""

from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.items import Fetched
from crawler.run import Run
from storage.records import Stored


class Store:
    """Writes through ``storage.writer``, the only way into the tables of reports."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Store":
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Adds what became of its reports."""
        run = Run.of(self._crawler)
        return await run.keeping.do(_store, run, item)


def _store(run: Run, item: Fetched) -> Fetched:
    keeping = run.keeping
    with keeping.writer.together():
        stored: tuple[Stored, ...] = ()
        capture = None
        if item.capture is not None:
            capture = keeping.writer.record_capture(item.capture, keeping.run)
            if item.reading is not None:
                stored = keeping.writer.store(item.reading, capture, at=item.at)
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
