# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Addresses that a page's own functions put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.scripts.called import called, find_openers
from crawler.platforms import ListPage


@pytest.mark.parametrize(
    ("source", "script", "address"),
    [
        ("function show(id){ window.open('detail.jsp?id=' + id); }", "show('7029')", "detail.jsp?id=7029"),
        ("function show(id,t){ if(t){x();} open(\"/d/\"+id+'.html','_blank') }", "return show(7029, 'a');", "/d/7029.html"),
        ("var root = '/web'; function go(c,d){ location.href = root + '/' + c + '/' + d + '/' }", "go('nb','2024')", "/web/nb/2024/"),
        ("show = function(id){ location.replace('/a/' + id) }", "javascript:show('9')", "/a/9"),
        ("function show(id){ window.open('detail.jsp?id=' + id); }", "hide('7029')", None),
        ("function show(id){ window.open('detail.jsp?id=' + id); }", "show(this)", None),
        ("function show(id){ window.open('detail.jsp?id=' + id); }", "show('')", None),
        ("function show(id){ window.open(base + id); }", "show('7029')", None),
        ("function show(id){ if (location.href == 'a/' + id) x(); }", "show('7029')", None),
        ("function show(id){ window.open('about.html'); }", "show('7029')", None),
        ("function show(id){ window.open('javascript:x/' + id); }", "show('7029')", None),
    ],
)  # fmt: skip
def test_a_call_opens_what_its_function_says(source: str, script: str, address: str | None) -> None:
    found = called(script, find_openers(f"<script>{source}</script>"))
    assert (found[0] if found else None) == address


def test_columns_opened_by_a_function_are_links_of_the_page() -> None:
    body = "<script>function column(id){ location.href='list.jsp?cid='+id }</script><a href='#' onclick=\"column('105')\">公开年报</a>"
    assert [(link.url, link.title) for link in ListPage(body, "http://www.shili.gov.cn/gk/").links] == [
        ("http://www.shili.gov.cn/gk/list.jsp?cid=105", "公开年报")
    ]


@given(st.text(alphabet="function open(a){location.href='x/'+a;} \n\"", max_size=200), st.text(max_size=50))
def test_any_script_opens_something_or_nothing(source: str, script: str) -> None:
    called(script, find_openers(source))
