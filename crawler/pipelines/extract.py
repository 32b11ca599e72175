"""Second: the archived answer is read, if it is what was asked for and not the same as last time."""

import asyncio
from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.items import Fetched
from crawler.pipelines.intake import doubtful, read_capture
from crawler.run import Run
from crawler.second_opinion import find, hear
from storage.records import FetchOutcome


class Extract:
    """Reads reports and attachments in the keeping thread; what a reader refuses LibreOffice is asked, if installed.

    It is asked in a thread of its own, so that the archive does not wait for it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._office = find()
        self._one_at_a_time = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Extract":
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Adds the reading."""
        if item.capture is None or item.exchange is None or item.outcome is not FetchOutcome.FETCHED:
            return item
        keeping = Run.of(self._crawler).keeping
        body = item.exchange.body
        reading = await keeping.do(read_capture, item.capture, body, item.page)
        if self._office is not None and (refused := doubtful(item.capture, body, reading)):
            async with self._one_at_a_time:
                (reading,) = await asyncio.to_thread(hear, self._office, [refused])
        return replace(item, reading=reading)
