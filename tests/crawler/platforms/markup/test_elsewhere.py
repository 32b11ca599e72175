# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""What a page of reports has elsewhere: whole lists behind its boxes, and frames."""

import pytest

from crawler.platforms import Verdict, read_listing
from tests.crawler.platforms.shell import REPORTS, page, rows

URL = "https://www.example.gov.cn/xxgk/gknb/index.html"
FOLDER = "https://www.example.gov.cn/xxgk/gknb/"


def box(more: str, head: str = "") -> str:
    return page(f"<div class='box'>{head}{rows(*REPORTS)}{more}</div>")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<h3>2023年</h3>", "2023年政府信息公开年报"),
        ("<h3>教育局</h3>", "教育局政府信息公开年报"),
        ("<h3>部门信息公开年报</h3>", "部门信息公开年报"),
        ("<h3>最新发布</h3>", "政府信息公开年报"),
    ],
)
def test_the_whole_list_behind_a_box_is_a_column(head: str, name: str) -> None:
    step = read_listing(box("<a href='all/'>更多</a>", head), URL)
    assert [(link.url, link.title) for link in step.columns] == [(f"{FOLDER}all/", name)]
    assert step.verdict is Verdict.COMPLETE


@pytest.mark.parametrize("href", ["index_1.html", "index_2.html"])
def test_what_leads_to_the_next_page_turns_it(href: str) -> None:
    step = read_listing(box(f"<a href='{href}'>更多</a>"), URL)
    assert ([ask.url for ask in step.further], step.columns) == ([FOLDER + href], ())


def test_a_box_whose_rest_cannot_be_told_is_no_complete_list() -> None:
    dead = "<a href='javascript:;'>更多</a>"
    assert read_listing(box(dead), URL).verdict is Verdict.UNKNOWN_PAGINATION
    assert read_listing(box(f"{dead}<p>共4条记录</p>"), URL).verdict is Verdict.COMPLETE
    news = "<div><ul><li><a href='/a.html'>我区召开会议</a></li></ul><a href='javascript:;'>更多</a></div>"
    assert read_listing(page(rows(*REPORTS) + news), URL).verdict is Verdict.COMPLETE


@pytest.mark.parametrize(
    ("frame", "found"),
    [
        ("<iframe src='list.html'></iframe>", ["list.html"]),
        ("<iframe src='about:blank' data-src='list.html'></iframe>", ["list.html"]),
        ("<iframe id='f'></iframe><script>$('#f').attr('src', 'list.html'); i.src = '/a.png';</script>", ["list.html"]),
        ("<script>x.src = 'list.html'</script>", []),
        ("<iframe src='list.html' width='0'></iframe><iframe src='/top.html'></iframe>", []),
        ("<iframe src='list.html' style='display:none'></iframe><iframe src='https://x.gov.cn/list.html'></iframe>", []),
    ],
)  # fmt: skip
def test_frames_beside_entries_that_are_no_reports(frame: str, found: list[str]) -> None:
    news = rows(*((f"/n/t20240{n}01_5.html", f"我区召开第{n}次会议部署工作", f"2024-0{n}-01") for n in range(1, 6)))
    assert [link.url for link in read_listing(page(news + frame), URL).frames] == [FOLDER + name for name in found]
    assert not read_listing(page(rows(*REPORTS) + frame), URL).frames
