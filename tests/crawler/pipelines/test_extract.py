"""Reading what a crawl brings, with readers that take their time."""

import asyncio
from concurrent.futures import Future
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from crawler.items import Fetched
from crawler.pipelines.extract import Extract
from storage.queries.crawl.articles import Sheet
from storage.records import Capture, Context, Exchange, FetchOutcome, Pointer, Role
from tests.crawler.middlewares.asking import Keeping, crawler

FIRST = "https://www.example.gov.cn/art/t20250120_0.html"
PAGES = [FIRST, *(FIRST.replace(".html", f"_{n}.html") for n in (1, 2))]
BODIES = [
    f'<html><body><h1>2024年年度报告</h1><script>createPageHTML(3, {n}, "t20250120_0", "html");</script>'.encode()
    for n in range(3)
]


class Slow(Keeping):
    """What was recorded, and the documents that wait to be read: the test says when each was."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.waiting: list[Future[Any]] = []
        self.run = 1
        self.writer = SimpleNamespace(record_capture=self._record, sheets=lambda *_: list(self.sheets))
        self.confined = SimpleNamespace(submit=self._submit)

    def body(self, pointer: Pointer) -> bytes:
        return BODIES[pointer.offset]

    def _record(self, capture: Capture, _: int) -> None:
        self.sheets.append(Sheet(len(self.sheets), capture, FIRST))

    def _submit(self, *_: Any) -> "Future[Any]":
        self.waiting.append(Future())
        return self.waiting[-1]


def fetched(number: int) -> Fetched:
    at = datetime(2025, 2, 1, 0, 0, number, tzinfo=UTC)
    context = Context("example", "110101", "示例区", Role.REPORT, parent=FIRST if number else None)
    capture = Capture(PAGES[number], at, 200, "", 0, "text/html", None, None, Pointer("a", number, 1), context)
    exchange = Exchange(PAGES[number], at, 200, (), (("Content-Type", "text/html"),), BODIES[number], context)
    return Fetched(PAGES[number], FetchOutcome.FETCHED, at, context, 200, exchange=exchange, capture=capture)


def test_an_article_as_it_was_is_read_before_it_is_read_with_its_next_page() -> None:
    """Were the second page's reading stored after the third's, the report would be shown without its third page."""

    async def read() -> list[Any]:
        keeping = Slow()
        extract = Extract(crawler(keeping=keeping))
        tasks = [asyncio.ensure_future(extract.process_item(fetched(number))) for number in range(3)]
        for number in range(3):
            while len(keeping.waiting) <= number:
                await asyncio.sleep(0)
            for _ in range(20):
                await asyncio.sleep(0)
            assert len(keeping.waiting) == number + 1
            keeping.waiting[number].set_result(f"reading {number}")
        return await asyncio.gather(*tasks)

    items = asyncio.run(asyncio.wait_for(read(), 20))
    assert [item.reading for item in items] == ["reading 0", "reading 1", "reading 2"]
    assert [sum(leaf.body is not None for leaf in item.article.further) for item in items] == [0, 1, 2]
