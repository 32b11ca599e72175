"""Second: the archived answer is read, if it is what was asked for and not the same as last time."""

from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.items import Fetched
from crawler.pipelines.intake import read_capture
from crawler.run import Run
from storage.records import FetchOutcome


class Extract:
    """Reads reports and attachments in the keeping thread; documents of strangers may one day need a process."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Extract":
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Adds the reading."""
        if item.capture is None or item.exchange is None or item.outcome is not FetchOutcome.FETCHED:
            return item
        keeping = Run.of(self._crawler).keeping
        return replace(item, reading=await keeping.do(read_capture, item.capture, item.exchange.body, item.page))
