"""Lists that promise more than there is, and mazes: read in a time and a room that their length bounds."""

import time

import pytest

from crawler.discovery.markup import make_soup
from crawler.platforms import Ask, ListPage, read_answer, read_listing
from crawler.platforms.step import BOUND

_URL = "http://www.shili.gov.cn/zfxxgk/nb/index.html"
_LINK = "<a href='/art/2023/1/1/art_1_1.html'>某局2023年政府信息公开工作年度报告</a>"


@pytest.mark.parametrize(
    "script",
    [
        "createPageHTML(999999999999, 0, 'index', 'html');",
        "createPageHTML('page_div', 999999999999, 1, 'index', 'shtml', 9);",
        "var countPage = 9999; var currentPage = 0; x = '_' + n + '.html';",
    ],
)
def test_a_pager_that_promises_a_trillion_pages_is_asked_for_no_more_than_any_list(script: str) -> None:
    step = read_listing(f"<ul><li>{_LINK}</li></ul><script>{script}</script>", _URL)
    assert 0 < len(step.further) <= BOUND + 1


def test_an_interface_that_promises_millions_is_asked_for_no_more_either() -> None:
    ask = Ask(f"{_URL}/gkmlpt/api/all/1?page=1&sid=2", platform="gkmlpt", interface=True, base=_URL, page=1)
    step = read_answer('{"total": 9999999, "articles": [{"title": "x", "url": "/a.html"}]}', ask)
    assert len(step.further) == BOUND


@pytest.mark.parametrize(
    "page",
    [
        "<span>x" * 20_000,
        "<ul><li>" * 5_000 + _LINK,
        "<ul><li>" + _LINK * 1_000,
        "<table><tr>" + "<td onclick=\"open('/a/1.html')\">x" * 1_500,
        "<div class=page>" + "".join(f"<a href=/a_{n}.html>{n}</a>" for n in range(3_000)),
    ],
    ids=["spans", "items", "one item", "one row", "pager"],
)
def test_a_maze_of_links_takes_seconds_and_not_minutes(page: str) -> None:
    began = time.process_time()
    read_listing(page, _URL)
    assert isinstance(ListPage(page, _URL).links, tuple)
    assert time.process_time() - began < 5


def test_a_tree_that_is_too_deep_is_an_empty_page_and_one_that_only_leaves_boxes_open_is_not() -> None:
    assert make_soup("<div>" * 5_000 + _LINK).find("a") is None
    assert make_soup(f"<div><p>{_LINK}" * 400).find("a") is not None
