# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Lists that a page's own script fetches."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms import Verdict, detect, read_answer, read_listing
from crawler.platforms.scripts.fetched import answer
from crawler.platforms.step import Ask
from tests.crawler.platforms.shell import page, rows

URL = "https://www.example.gov.cn/xxgk/gknb/"
ROOT = "https://www.example.gov.cn"


def _asked(script: str) -> list[tuple[str, str, dict[str, str]]]:
    step = read_listing(page(f"<ul id='list'></ul><script>{script}</script>"), URL)
    return [(ask.method, ask.url.removeprefix(ROOT), dict(ask.form)) for ask in step.further]


@pytest.mark.parametrize(
    ("script", "request_"),
    [
        (
            "var id='8a80'; $.ajax({ url: '/api/list', type: 'POST', data: { channelId: id, pageNo: n, pageSize: 12 } })",
            ("POST", "/api/list", {"channelId": "8a80", "pageNo": "1", "pageSize": "12"}),
        ),
        ("$.ajax({url:'list.json', data:{page:0,size:20}})", ("GET", "/xxgk/gknb/list.json?page=0&size=20", {})),
        ("$.getJSON('/api/info/list?cid=7&pageIndex=' + n, show)", ("GET", "/api/info/list?cid=7&pageIndex=1", {})),
        ("$.get('/xxgk/data/ndbg.xml?r=' + Math.random(), show)", ("GET", "/xxgk/data/ndbg.xml", {})),
        ("$.post('/api/list', { cid: '7', curPage: p }, show)", ("POST", "/api/list", {"cid": "7", "curPage": "1"})),
        ("axios.get('/api/articles', { params: { pageNum: this.no, pageSize: this.size } })", ("GET", "/api/articles?pageNum=1&pageSize=15", {})),
        ("fetch('/data/list.json').then(show)", ("GET", "/data/list.json", {})),
        (
            "$.get('/count/list?id=1'); const base = '/api'; $.get(base + '/news/list', {page: 1})",
            ("GET", "/api/news/list?page=1", {}),
        ),
    ],
)  # fmt: skip
def test_the_call_is_read_from_the_script(script: str, request_: tuple[str, str, dict[str, str]]) -> None:
    assert _asked(script) == [request_]


@pytest.mark.parametrize(
    "script",
    [
        "$.get('/visit/count?id=1')",
        "$.post('/api/list', { cid: '7' })",  # asks for no page: it may be meant to change something
        "$.ajax({ url: '/api/list', data: JSON.stringify(form) })",
        "$.ajax({ url: api + '/list', data: { page: 1 } })",
        "$.ajax({ url: '/api/list', data: { page: 1, key: secret() } })",
        "$.get('https://elsewhere.example.com/list?page=1')",
    ],
)
def test_what_the_page_does_not_state_or_other_servers_have_is_not_asked_for(script: str) -> None:
    assert _asked(script) == []


def test_a_page_with_a_list_of_its_own_is_read_as_it_stands() -> None:
    entries = [
        (f"./202401/t20240120_{n}.html", f"示例区第{n}局2023年政府信息公开工作年度报告", "2024-01-20") for n in range(4)
    ]
    body = page(rows(*entries) + "<script>$.get('/api/list?page=1')</script>")
    assert detect(body, URL) == "generic"


def _answer(records: list[dict[str, object]], **more: object) -> str:
    return json.dumps({"data": {"rows": records, **more}}, ensure_ascii=False)


_ASK = Ask(f"{ROOT}/api/list", "POST", (("cid", "7"), ("pageNo", "1")), "ajax", interface=True, base=URL, page=1)


def test_the_first_answer_tells_how_many_pages_there_are() -> None:
    records = [{"title": f"第{n}局2023年政府信息公开工作年度报告", "url": f"d{n}.html"} for n in range(10)]
    step = read_answer(_answer(records, total=25), _ASK)
    assert [(ask.page, dict(ask.form)["pageNo"]) for ask in step.further] == [(2, "2"), (3, "3")]
    assert (len(step.links), step.expected, step.pages) == (10, 25, 3)
    assert step.links[0].url == f"{URL}d0.html"
    assert read_answer(_answer(records, total=25), step.further[0]).further == ()


def test_systems_that_count_from_0_and_ask_by_address_are_turned_as_well() -> None:
    ask = Ask(f"{ROOT}/api/list?page=0&size=1", platform="ajax", interface=True, base=URL, page=1)
    step = read_answer(_answer([{"title": "某局年报", "url": "a.html"}], total=3), ask)
    assert [each.url for each in step.further] == [f"{ROOT}/api/list?page={n}&size=1" for n in (1, 2)]


def test_a_record_without_an_address_leads_where_the_script_writes() -> None:
    script = """$.ajax({url:'/api/list',data:{page:1},success:function(r){ h += '<a href="/d/' + v.id + '.html">' + v.title; }})"""
    (ask,) = read_listing(page(f"<script>{script}</script>"), URL).further
    assert ask.opens == "/d/{id}.html"
    records: list[dict[str, object]] = [{"id": 40, "title": "某局年报"}, {"title": "没有编号的年报"}]
    assert [link.url for link in read_answer(_answer(records), ask).links] == [f"{ROOT}/d/40.html"]


def test_answers_in_xml_and_in_markup_are_read_too() -> None:
    xml = "<?xml version='1.0'?><rss><channel><title>年报</title><link>/</link><item><title><![CDATA[某局2023年年报]]></title><link>/nb/1.shtml</link><pubDate>2024-01-22</pubDate></item></channel></rss>"
    (link,) = read_answer(xml, _ASK).links
    assert (link.url, link.title, str(link.listed)) == (f"{ROOT}/nb/1.shtml", "某局2023年年报", "2024-01-22")
    assert not read_answer(xml.replace("<rss>", "<!DOCTYPE a [<!ENTITY b 'x'>]><rss>"), _ASK).links
    entry = ("/nb/202401/1.html", "示例区民政局2023年政府信息公开工作年度报告", "2024-01-20")
    assert [each.url for each in read_answer(rows(entry), _ASK).links] == [f"{ROOT}/nb/202401/1.html"]


@pytest.mark.parametrize("body", ["", '{"code": 500}', "<p>系统错误</p>", "[1, 2]"])
def test_an_answer_that_is_no_list_is_incomplete(body: str) -> None:
    assert read_answer(body, _ASK).verdict is Verdict.INCOMPLETE


def test_a_list_that_says_it_is_empty_is_empty() -> None:
    assert read_answer(_answer([], total=0), _ASK).verdict is Verdict.EMPTY


@given(st.text(max_size=200))
def test_any_answer_is_a_list_or_none(body: str) -> None:
    answer(body, _ASK)


@given(st.text(alphabet="$.ajax({url:'/list',data:{page:1}})+var a='b'; \n", max_size=200))
def test_any_script_asks_for_something_or_nothing(script: str) -> None:
    _asked(script)
