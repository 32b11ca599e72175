# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Pages that lead nowhere as they stand."""

from dataclasses import replace
from typing import cast

from crawler.discovery.links import Column
from crawler.endings import Ending
from crawler.items import Fetched
from crawler.platforms import Ask
from crawler.scope import Resting
from crawler.spiders.opening import open_page
from crawler.spiders.walk import SiteWalk
from crawler.spiders.walk.choices import Wanted, first_errand
from crawler.spiders.walk.unread import Unread
from storage.records import FetchOutcome, Verdict
from tests.crawler.spiders.walking import NOW, paths, site, walk
from tests.district import Answer, listing, page, report

_SHELL = "<div id='app'></div><script src='/js/app.js'></script>"
_TITLE = "示例区教育局2024年政府信息公开工作年度报告"


def _script(text: str) -> Answer:
    return Answer(text.encode(), content_type="application/javascript")


def test_a_page_is_unread_until_something_is_found_of_it() -> None:
    unread = Unread()
    unread.note("a", Column("政府信息公开"), [])
    unread.note("b", Column("政务公开"), [])
    assert (unread.pages, unread.disclosures) == (("a", "b"), ("a",))
    errand = first_errand(site())
    around = [Wanted("c", errand)]
    unread.note("d", Column("政务公开"), around)  # leads on
    unread.note("e", Column("年报", reports=True), [Wanted("c", replace(errand, column=Column("年报", reports=True)))])
    assert unread.pages == ("a", "b")
    unread.note("f", Column("年报", reports=True), around)
    assert unread.disclosures == ("a", "f")
    unread.relieve("f")
    unread.relieve("a")
    assert (unread.pages, unread.disclosures) == (("b",), ())


def test_what_a_file_said_is_remembered_up_to_some_size() -> None:
    unread, ask = Unread(), Ask("http://x.gov.cn/a.js")
    assert unread.file(ask) is None
    unread.keep(ask, "var a;")
    unread.keep(Ask("http://x.gov.cn/b.js"), "x" * 5_000_000)
    assert (unread.file(ask), unread.file(Ask("http://x.gov.cn/b.js"))) == ("var a;", None)


def test_a_file_that_columns_share_is_asked_for_once_and_read_for_each() -> None:
    def column(n: int) -> Answer:
        return page(f"<script>var cid = {n};</script><script src='/js/list.js'></script>", "政府信息公开年报")

    title = "示例区{}2024年政府信息公开工作年度报告"
    api = {
        f"/api/list?cid={n}&page=1": _script(f'{{"total": 1, "rows": [{{"title": "{title.format(name)}", "url": "/nb/content_{n}.html"}}]}}')
        for n, name in ((71, "教育局"), (72, "财政局"))
    }  # fmt: skip
    home = "<a href='/nb/71/'>政府信息公开年报</a><a href='/nb/72/'>部门信息公开年报</a>"
    pages = {
        "/": page(home, "示例区人民政府"),
        "/nb/71/": column(71),
        "/nb/72/": column(72),
        "/js/list.js": _script("$.get('/api/list?cid=' + cid + '&page=' + n, show)"),
        "/nb/content_71.html": report("示例区教育局", 2024),
        "/nb/content_72.html": report("示例区财政局", 2024),
    }
    asked, ended = walk(pages | api)
    assert paths(asked).count("/js/list.js") == 1
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.COMPLETE, 2)


def test_a_file_that_is_not_there_or_tells_nothing_leaves_the_verdict_as_it_was() -> None:
    shell = "<script src='/js/list.js'></script><script src='/js/tree.js'></script>"
    home = {"/": page("<a href='/nb/'>政府信息公开年报</a>", "示例区人民政府"), "/nb/": page(shell, "政府信息公开年报")}
    asked, ended = walk({**home, "/js/tree.js": _script("var a = 1;")})
    assert paths(asked) == ["/", "/nb/", "/js/list.js", "/js/tree.js"]
    assert ended.verdict is Verdict.INCOMPLETE


def test_a_home_page_that_scripts_draw_is_not_empty_and_a_plain_one_is() -> None:
    drawn = walk({"/": page(_SHELL, "示例区人民政府"), "/js/app.js": _script("start()")})[1]
    assert (drawn.verdict, "scripts draw" in drawn.reason) == (Verdict.INCOMPLETE, True)
    plain = walk({"/": page("<a href='/bsfw/'>办事服务</a>", "示例区人民政府")})[1]
    assert plain.verdict is Verdict.EMPTY


def test_a_page_of_disclosure_that_scripts_draw_is_missing_from_what_was_found() -> None:
    home = page("<a href='/zfxxgk/'>政府信息公开</a><a href='/nb/'>部门年报</a>", "示例区人民政府")
    pages = {
        "/": home,
        "/zfxxgk/": page(_SHELL, "政府信息公开"),
        "/js/app.js": Ending(FetchOutcome.NOT_FOUND, "status 404"),
        "/nb/": listing([("/nb/content_7001.html", _TITLE)]),
        "/nb/content_7001.html": report("示例区教育局", 2024),
    }
    ended = walk(pages)[1]
    assert (ended.verdict, ended.counts["documents"]) == (Verdict.INCOMPLETE, 1)
    assert "of disclosure" in ended.reason


class _AtRest:
    """A run that leaves every known document alone."""

    def among(self, links):
        return set(links)


def test_a_page_whose_list_was_fetched_is_read_though_all_its_reports_are_left_alone() -> None:
    fetch = "<div id='app'></div><script>$.get('/api/list?page=' + n, show)</script>"
    column = page(fetch, "政府信息公开年报").body
    rows = (
        '{"total": 1, "rows": [{"title": "示例区教育局2024年政府信息公开工作年度报告", "url": "/nb/content_71.html"}]}'
    )
    walking = SiteWalk(site(start="/nb/"), set(), resting=cast("Resting", _AtRest()))
    (home,) = walking.begin()
    (turn,) = open_page(walking, home.url, home.errand, column, "text/html").wanted
    assert open_page(walking, turn.url, turn.errand, rows.encode(), "application/json").wanted == []
    for each in (home, turn):
        walking.end(Fetched(each.url, FetchOutcome.FETCHED, NOW, each.errand.context))
    ended = walking.conclude(NOW)
    assert (ended.verdict, ended.counts["resting"]) == (Verdict.COMPLETE, 1)
