# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Lists whose pages are turned by sending a form."""

import pytest

from crawler.platforms import Tally, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page, rows

URL = "https://www.example.gov.cn/xxgk/List.aspx?ClassID=57"
REPORTS = [(f"Show.aspx?ID={n}", f"示例区第{n}局2023年政府信息公开工作年度报告", "2024-01-20") for n in range(4)]


def _aspx(pager: str, number: int = 1) -> str:
    return page(
        f"<form method='post' action='List.aspx?ClassID=57'><input type='hidden' name='__VIEWSTATE' value='dDw{number}='>"
        "<input type='hidden' name='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''>"
        f"<input type='submit' name='search' value='搜索'>{rows(*REPORTS)}<div class='pager'>{pager}</div></form>"
    )


def _turns(body: str) -> list[tuple[int | None, dict[str, str]]]:
    return [(ask.page, dict(ask.form)) for ask in read_listing(body, URL).further]


def test_the_pager_of_asp_net_sends_the_state_of_its_page_back() -> None:
    pager = "<a href=\"javascript:__doPostBack('Pager','2')\">2</a> <a href=\"javascript:__doPostBack('Pager','3')\">3</a> <a href=\"javascript:__doPostBack('Pager','2')\">下一页</a>"
    state = {"__VIEWSTATE": "dDw1=", "__EVENTTARGET": "Pager"}
    assert _turns(_aspx(pager)) == [(n, {**state, "__EVENTARGUMENT": str(n)}) for n in (2, 3)]
    ask = read_listing(_aspx(pager), URL).further[0]
    assert (ask.method, ask.url, ask.interface) == ("POST", URL, False)


def test_pages_between_those_that_are_named_are_known_by_their_number() -> None:
    pager = "共5页 <a href=\"javascript:__doPostBack('Grid','Page$2')\">2</a>"
    arguments = [(number, form["__EVENTARGUMENT"]) for number, form in _turns(_aspx(pager))]
    assert arguments == [(n, f"Page${n}") for n in (2, 3, 4, 5)]


def test_a_next_page_without_a_number_is_the_next() -> None:
    ((number, form),) = _turns(_aspx("<a href=\"javascript:__doPostBack('btnNext','')\">下一页</a>"))
    assert (number, form["__EVENTTARGET"], form["__EVENTARGUMENT"]) == (2, "btnNext", "")


_BY_ID = "document.getElementById('no').value=n; document.f.submit();"


@pytest.mark.parametrize(
    "function",
    [
        _BY_ID,
        "document.f.pageNo.value = n; document.f.submit()",
        "var f = document.forms[0]; f.pageNo.value=n; f.submit();",
        "$('#no').val(n); $('#f').submit();",
        "$(\"input[name='pageNo']\").val(n); $('form').submit();",
    ],
)
@pytest.mark.parametrize("method", ["post", "get"])
def test_a_function_that_sets_a_field_and_submits_turns_the_pages(function: str, method: str) -> None:
    body = page(
        f"<script>function goPage(n){{ if (n < 1) {{ return; }} {function} }}</script>{rows(*REPORTS)}"
        f"<form name='f' id='f' method='{method}' action='list.jsp'><input type='hidden' name='cid' value='9'><input type='hidden' id='no' name='pageNo' value='1'></form>"
        "<div class='page'>第1页/共3页 <a href='javascript:goPage(2)'>下一页</a> <a href='javascript:goPage(3)'>末页</a></div>"
    )
    asks = read_listing(body, "https://www.example.gov.cn/gk/list.jsp?cid=9").further
    address = "https://www.example.gov.cn/gk/list.jsp"
    if method == "post":
        assert [(ask.url, ask.form) for ask in asks] == [(address, (("cid", "9"), ("pageNo", n))) for n in "23"]
    else:
        assert asks[0].url == f"{address}?cid=9&pageNo=2"


@pytest.mark.parametrize(
    "pager",
    [
        "<script>function goPage(n){ load(n); }</script><a href='javascript:goPage(2)'>下一页</a>",
        "<script>function goPage(n){ document.f.other.value=n; document.f.submit(); }</script><a href='javascript:goPage(2)'>下一页</a>",
    ],
)
def test_a_function_that_sends_no_form_of_the_page_leaves_the_next_page_unknown(pager: str) -> None:
    step = read_listing(page(rows(*REPORTS) + f"<div class='page'>{pager}</div>"), URL)
    assert (step.further, step.verdict) == ((), Verdict.UNKNOWN_PAGINATION)


def test_a_form_that_goes_to_another_server_is_not_sent() -> None:
    pager = "<a href=\"javascript:__doPostBack('Pager','2')\">下一页</a>"
    assert _turns(_aspx(pager).replace("List.aspx?ClassID=57'", "https://elsewhere.example.com/x'")) == []


def test_a_page_is_asked_for_once_whatever_the_state_that_asks_for_it() -> None:
    pager = "<a href=\"javascript:__doPostBack('Pager','{}')\">{}</a> <a href=\"javascript:__doPostBack('Pager','{}')\">{}</a>"
    tally = Tally.begin(URL).take(read_listing(_aspx(pager.format(2, 2, 3, 3)), URL))
    asked: list[int | None] = []
    while True:
        ask, tally = tally.next()
        if ask is None:
            break
        asked.append(ask.page)
        tally = tally.take(read_answer(_aspx(pager.format(2, 2, 3, 3), number=ask.page or 0), ask, URL))
    assert asked == [2, 3]
