# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Boxes that show the newest of a longer list, and their 更多."""

import pytest

from crawler.discovery.boxes import find_boxes, says_more
from crawler.discovery.markup import make_soup, tags_of
from crawler.platforms import ListPage

LIST = "<ul><li><a href='1.html'>示例区教育局2023年政府信息公开工作年度报告</a></li></ul>"
NEWS = "<ul><li><a href='2.html'>我区召开会议</a></li><li><a href='3.html'>我区召开大会</a></li></ul>"


def boxes(markup: str) -> list[tuple[str, bool]]:
    return [(box.heading, box.reports) for box in find_boxes(tags_of(make_soup(markup)), markup)]


@pytest.mark.parametrize("words", ["更多", "更多>>", "[更多]", "+更多", "查看更多", "查看全部", "more", "MORE>>", "View all", "更多…", "更多年报》"])  # fmt: skip
def test_words_of_a_link_to_a_whole_list(words: str) -> None:
    assert says_more(words)


@pytest.mark.parametrize("words", ["", "更多精彩尽在示例区", "加载更多", "下一页", "全部人员名单", "moreover", "all"])
def test_other_words(words: str) -> None:
    assert not says_more(words)


@pytest.mark.parametrize(
    ("markup", "heading"),
    [
        (f"<div><h3>2023年</h3><a href='a/'>更多</a>{LIST}</div>", "2023年"),
        (f"<div><h3>2023年 <a href='a/'>更多</a></h3>{LIST}</div>", "2023年"),
        (f"<div><div class='tit'><span>教育局</span><a href='a/'>more</a></div>{LIST}</div>", "教育局"),
        (f"<div><h3><a href='a/'>教育局</a></h3>{LIST}<a href='a/'>更多</a></div>", "教育局"),
        (f"<div class='hd'><b>教育局</b><a href='a/'>更多</a></div><div class='bd'>{LIST}</div>", "教育局"),
        (f"<h3>教育局</h3><div>{LIST}<a href='a/'><img alt='更多'></a></div>", "教育局"),
        (f"<table><tr><th>教育局</th></tr><tr><td>{LIST}</td></tr><tr><td><a href='a/'>更多</a></td></tr></table>", "教育局"),
        (f"<div><p>教育局 <a href='a/'>更多</a></p>{LIST}</div>", "教育局"),
        (f"<div><div class='hd'><b>教育局</b><a href='a/'>&gt;&gt;</a></div>{LIST}</div>", "教育局"),
        (f"<div><h3>工作动态</h3>{NEWS}</div><div>{LIST}<a href='a/'>更多</a></div>", ""),
    ],
)  # fmt: skip
def test_a_box_is_named_by_the_heading_above_its_entries(markup: str, heading: str) -> None:
    assert boxes(markup) == [(heading, True)]


def test_a_box_of_news_holds_no_reports_and_a_link_without_a_box_is_none() -> None:
    assert boxes(f"<div><h3>工作动态</h3><a href='a/'>更多</a>{NEWS}</div>") == [("工作动态", False)]
    assert boxes("<div><a href='a/'>更多</a></div>") == []


def test_a_link_called_more_has_the_name_of_its_box() -> None:
    markup = f"<div><h3>政府信息公开年报</h3><a href='a/'>更多</a>{LIST}</div>"
    assert ("http://x.gov.cn/a/", "政府信息公开年报") in [
        (link.url, link.title) for link in ListPage(markup, "http://x.gov.cn/").links
    ]


def test_thousands_of_boxes_take_no_longer_than_some() -> None:
    markup = "<div>" + "<a href='a/'>更多</a><a href='1.html'>年报</a>" * 5000 + "</div>"
    assert len(boxes(markup)) == 60
