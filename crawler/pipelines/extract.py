"""Second: the archived answer is read, if it is what was asked for and not the same as last time."""

import asyncio
import logging
from dataclasses import replace

from scrapy.crawler import Crawler

from crawler.confined import Struck
from crawler.confined.work import is_read_here, read_body, refused
from crawler.extractors.readers.html import Page
from crawler.items import Fetched
from crawler.keeping import Keeping
from crawler.pipelines.articles import Article, find, may_be_one
from crawler.pipelines.intake import doubtful, holds_report
from crawler.run import Run
from crawler.second_opinion import find as find_office
from crawler.second_opinion import hear
from storage.errors import StorageError
from storage.records import Capture, FetchOutcome, Reading

logger = logging.getLogger(__name__)


class Extract:
    """Reads pages in the keeping thread, and documents in a process that has a limit for everything.

    What a reader refuses LibreOffice is asked, if installed; in a thread of its own, so that nothing waits for it.
    Articles in several pages are read one after the other: what is stored last is shown, so an article as it was
    before its last page came may not be read after it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._office = find_office()
        self._one_opinion = asyncio.Lock()
        self._one_article = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Extract":
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Adds the reading."""
        if item.capture is None or item.exchange is None or item.outcome is not FetchOutcome.FETCHED:
            return item
        if not holds_report(item.capture):
            return item
        body = item.exchange.body
        keeping = Run.of(self._crawler).keeping
        if may_be_one(item.capture, body):
            async with self._one_article:
                article = await self._article(keeping, item.capture, body)
                if article is not None:
                    return replace(item, reading=await self._read_article(keeping, article), article=article)
        reading = await self._read(keeping, item.capture, body, item.page)
        if self._office is not None and (doubted := doubtful(item.capture, body, reading)):
            async with self._one_opinion:
                (reading,) = await asyncio.to_thread(hear, self._office, [doubted])
        return replace(item, reading=reading)

    async def _article(self, keeping: Keeping, capture: Capture, body: bytes) -> Article | None:
        """The article that the page is one of, where there are several. Only its row tells its pages of it."""
        await keeping.do(keeping.writer.record_capture, capture, keeping.run)
        try:
            return await keeping.do(find, keeping.writer, capture, body, keeping.body)
        except (StorageError, OSError) as error:
            logger.warning("%s is read without the other pages of its article: %s", capture.url, error)
            return None

    async def _read_article(self, keeping: Keeping, article: Article) -> Reading:
        capture, body, further = article.capture, article.body, article.further
        try:
            work = keeping.confined.submit(read_body, capture, body, None, further)
            return await asyncio.wrap_future(work)
        except Struck as struck:
            return refused(capture, body, struck.kind, struck.message)

    async def _read(self, keeping: Keeping, capture: Capture, body: bytes, page: Page | None) -> Reading:
        """A page that the spider has parsed is not parsed again."""
        if is_read_here(body, capture.content_type):
            return await keeping.do(read_body, capture, body, page)
        try:
            return await asyncio.wrap_future(keeping.confined.submit(read_body, capture, body))
        except Struck as struck:
            return refused(capture, body, struck.kind, struck.message)
