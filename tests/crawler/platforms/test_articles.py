"""The pager under an article names its other pages; what stands beside it does not."""

import pytest

from crawler.platforms import article_parts

ROOT = "https://www.example.gov.cn"
FIRST = f"{ROOT}/info/1021/18003.htm"


def parts(pager: str, url: str = FIRST, first: str = "") -> list[str]:
    body = f"<h1>2023年政府信息公开工作年度报告</h1><div id='zoom'><p>一、总体情况</p></div>{pager}"
    return [ask.url.removeprefix(ROOT) for ask in article_parts(body, url, first)]


def test_numbers_under_an_article_are_its_pages_in_order():
    pager = "<span>1</span><a href='18003_3.htm'>[3]</a><a href='18003_2.htm'>2</a><a href='18003_2.htm'>下一页</a>"
    assert parts(pager) == ["/info/1021/18003_2.htm", "/info/1021/18003_3.htm"]


def test_numbers_that_count_from_nought_in_the_address_are_pages_too():
    assert parts("<a href='18003.htm'>1</a><a href='18003_1.htm'>2</a>") == ["/info/1021/18003_1.htm"]


def test_a_later_page_names_those_after_it():
    named = parts("<a href='18003.htm'>上一页</a><a href='18003_3.htm'>下一页</a>", f"{FIRST[:-4]}_2.htm", FIRST)
    assert named == ["/info/1021/18003_3.htm"]


def test_a_page_field_in_the_query_names_pages():
    url = f"{ROOT}/show.asp?id=1207"
    assert parts("<a href='show.asp?id=1207&amp;page=2'>下一页</a>", url) == ["/show.asp?id=1207&page=2"]


@pytest.mark.parametrize(
    "pager",
    [
        "<a href='18004.htm'>下一篇</a>",
        "<a href='18004.htm'>下一页</a>",
        "<a href='18003_2.htm'>2023年政府信息公开工作年度报告（附表）</a>",
        "<a href='18003_2.htm'>7</a>",
        "<a href='18003_2.pdf'>2</a>",
        "<a href='/gknb/index_2.html'>2</a><a href='/gknb/index_2.html'>下一页</a>",
    ],
)
def test_another_article_a_named_link_and_a_list_are_no_pages_of_it(pager):
    assert parts(pager) == []


def test_a_trap_of_pages_has_an_end():
    pager = "".join(f"<a href='18003_{n}.htm'>{n}</a>" for n in range(2, 99))
    assert len(parts(pager)) == 30
