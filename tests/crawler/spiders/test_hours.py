"""A walk that is still on when the hours of its site file end."""

from dataclasses import replace
from datetime import UTC, datetime, time
from types import SimpleNamespace

from crawler.items import Fetched
from crawler.run import WALK_ENDED, Run
from crawler.scope import Scope
from crawler.sites.record import Hours
from crawler.spiders.annual_reports import AnnualReports
from crawler.spiders.opening import open_page
from storage.records import FetchOutcome, Verdict
from tests.crawler.middlewares.asking import Keeping
from tests.crawler.spiders.walking import NOW, ROOT, site
from tests.district import listing, page, report

_OPEN = datetime(2026, 1, 20, 21, 0, tzinfo=UTC)
"""05:00 of the next day by China's clock."""
_OVER = datetime(2026, 1, 20, 23, 30, tzinfo=UTC)
_NAMES = ("财政局", "教育局", "民政局", "司法局")
_ROWS = [
    (f"/nb/t20250120_{n}.html", f"示例区{name}2024年政府信息公开工作年度报告") for n, name in enumerate(_NAMES)
]  # fmt: skip
_PAGES = {
    "/": page("<a href='/nb/'>政府信息公开年报</a>"),
    "/nb/": listing(_ROWS),
    **{address: report(title[:6], 2024) for address, title in _ROWS},
}


class Engine:
    """Takes requests, and gives their pages when the test says so."""

    def __init__(self, spider: AnnualReports) -> None:
        self.spider = spider
        self.asked: list[str] = []
        self.signals: list[object] = []
        signals = SimpleNamespace(send_catch_log=lambda signal, **_: self.signals.append(signal))
        spider.crawler = SimpleNamespace(engine=self, crawling=True, signals=signals)
        self.waiting = []

    def crawl(self, request) -> None:
        self.asked.append(request.url.removeprefix(ROOT))
        self.waiting.append(request)

    def answer(self) -> None:
        """The next page on its way comes, and all of it is kept."""
        request = self.waiting.pop(0)
        errand, walk = self.spider._errand(request)
        found = _PAGES[request.url.removeprefix(ROOT)]
        opened = open_page(walk, request.url, errand, found.body, found.content_type)
        self.spider._feeds["shili"].put(opened.wanted)
        context = errand.as_role(opened.role).context
        fetched = Fetched(request.url, FetchOutcome.FETCHED, NOW, context)
        self.spider.make_room(fetched)
        self.spider.end_page(fetched)


def begin() -> tuple[AnnualReports, Engine]:
    sites = (replace(site(), hours=Hours(time(20), time(7))),)
    known = SimpleNamespace(documents=lambda _: iter(()))
    spider = AnnualReports(Run(sites, Scope(), {"shili": known}, Keeping()))
    engine = Engine(spider)
    spider.clock = lambda: _OPEN
    spider._feeds["shili"].put(spider.walks["shili"].begin())
    for request in spider._draw("shili"):
        engine.crawl(request)
    return spider, engine


def test_what_is_on_its_way_still_comes_and_nothing_more_is_asked():
    spider, engine = begin()
    engine.answer()
    engine.answer()
    assert len(engine.waiting) == 2, "two reports are on their way, two wait"
    spider.clock = lambda: _OVER
    engine.answer()
    assert len(engine.waiting) == 1
    assert engine.signals == []
    engine.answer()
    assert engine.waiting == []
    assert engine.signals == [WALK_ENDED]
    walk = spider.walks["shili"].conclude(NOW)
    assert (walk.verdict, walk.counts["documents"]) == (Verdict.INCOMPLETE, 2)
    assert walk.reason == "the hours of the site file ended at 07:00 with 2 pages still to come"


def test_a_walk_within_its_hours_comes_to_its_end():
    spider, engine = begin()
    while engine.waiting:
        engine.answer()
    assert (len(engine.asked), spider.walks["shili"].conclude(NOW).verdict) == (6, Verdict.COMPLETE)
