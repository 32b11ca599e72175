# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Script files of a page's own server, and pages that scripts draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms import Ask, Verdict, read_answer, read_listing
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.drawn import is_drawn
from tests.crawler.platforms.shell import REPORTS, page, rows

URL = "https://www.example.gov.cn/xxgk/gknb/"
ROOT = "https://www.example.gov.cn"


def asked(content: str) -> list[str]:
    """The files that are asked for one after the other."""
    found, asks = [], read_listing(page(content), URL).files
    while asks:
        found.append(asks[0].url.removeprefix(ROOT))
        asks = asks[0].others
    return found


def test_files_of_the_same_server_are_asked_for_and_no_libraries() -> None:
    sources = [
        "/js/jquery.js",
        "/js/vue.min.js",
        "/js/site.js",
        "menu.js?v=2",
        "https://x.gov.cn/list.js",
        "/js/swiper-bundle.js",
    ]
    scripts = "".join(f"<script src='{source}'></script>" for source in sources)
    assert asked(scripts) == ["/xxgk/gknb/menu.js?v=2", "/js/site.js"]
    assert len(asked("".join(f"<script src='/js/list{n}.js'></script>" for n in range(9)))) == 3


def test_a_page_with_reports_or_a_call_needs_no_file() -> None:
    assert asked(rows(*REPORTS) + "<script src='menu.js'></script>") == []
    assert asked("<script>$.get('/api/list?page=1')</script><script src='menu.js'></script>") == []


def _answer(script: str, said: str = "") -> tuple[list[str], list[str], list[str]]:
    step = read_answer(script, Ask(f"{ROOT}/js/menu.js", platform="script", interface=True, base=URL, said=said))
    return (
        [link.url.removeprefix(ROOT) for link in step.links],
        [link.title for link in step.menu],
        [ask.url.removeprefix(ROOT) for ask in step.further],
    )


@pytest.mark.parametrize(
    ("script", "said", "found"),
    [
        ("document.write(\"<a href='/jyj/'>教育局</a>\");", "", ([], ["教育局"], [])),
        ("document.write('<li><a href=\"/nb/2023/\">2023年</a></li><\\/script>');", "", ([], ["2023年"], [])),
        ("var zNodes=[{name:'教育局',url:'/jyj/'}]", "", ([], ["教育局"], [])),
        ("var l = [['示例区教育局2023年政府信息公开工作年度报告','a/content_1.html']]", "", (["/xxgk/gknb/a/content_1.html"], [], [])),
        ("$.get('/api/list?cid=' + cid + '&page=1', f)", "var cid = 7;", ([], [], ["/api/list?cid=7&page=1"])),
        ("$.get('/api/list?cid=' + cid + '&page=1', f)", "", ([], [], [])),
    ],
)  # fmt: skip
def test_a_file_is_read_as_if_it_stood_in_its_page(script: str, said: str, found: tuple[list[str], ...]) -> None:
    assert _answer(script, said) == found


def test_what_a_page_says_goes_along_to_its_files() -> None:
    (ask,) = read_listing(
        page("<script>var cid = '105'; var n = f(); window.size = 8;</script><script src='list.js'></script>"), URL
    ).files
    assert ask.said == 'var cid = "105";\nvar size = 8;\n'


@pytest.mark.parametrize(
    "content",
    [
        "<div id='app'></div><script src='/js/app.js'></script>",
        "<div id='root'><p>请允许脚本运行</p></div><script>start()</script>",
        "<ul><li v-for='item in list'>{{ item.title }}</li></ul><script>start()</script>",
        "<a href='/zfxxgk/#/nb'>政府信息公开年报</a><script>start()</script>",
        "<a href='#/nb'>政府信息公开年报</a><script>start()</script>",
    ],
)
def test_pages_that_scripts_draw(content: str) -> None:
    assert is_drawn(ListPage(f"<html><body>{content}</body></html>", URL))
    assert read_listing(f"<html><body>{content}</body></html>", URL).verdict is not Verdict.EMPTY


@pytest.mark.parametrize(
    "content",
    [
        "<div id='app'></div>",
        f"<div id='app'>{rows(*REPORTS)}</div><script>start()</script>",
        "<a href='#top'>返回顶部</a><a href='/list?x=#'>年报</a><script>start()</script>",
    ],
)
def test_pages_that_show_what_they_are(content: str) -> None:
    assert not is_drawn(ListPage(f"<html><body>{content}</body></html>", URL))


@given(st.text(alphabet="var a=[['年报','/a/']];document.write(\"<a href=/b/>局</a>\")</script>\n", max_size=200))
def test_any_file_holds_something_or_nothing(script: str) -> None:
    _answer(script)
