# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Lists that a page's own script fetches."""

import json
import re

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
        ("fetch(`/api/list?c=${cid}&page=${n}`); const cid = '7'", ("GET", "/api/list?c=7&page=1", {})),
        ("axios({url:'/api/list', params:{offset:(n-1)*8, limit:8}})", ("GET", "/api/list?offset=0&limit=8", {})),
        ("$.ajax({url:'/api/list', data:'cid=7&pageNo=' + n})", ("GET", "/api/list?cid=7&pageNo=1", {})),
        ("var q = {cid:7, page:1}; $.post('/api/list', q, show)", ("POST", "/api/list", {"cid": "7", "page": "1"})),
        ("$.post('/api/list', $.param({cid:7, page:1}))", ("POST", "/api/list", {"cid": "7", "page": "1"})),
        ("new Vue({data:{cid:'7'}}); axios.get('/api/list', {params:{cid:this.cid, page:1}})", ("GET", "/api/list?cid=7&page=1", {})),
        ("x.open('GET', '/api/list?page=' + n); x.send()", ("GET", "/api/list?page=1", {})),
        ("$('#box').load('list_data.html?page=1')", ("GET", "/xxgk/gknb/list_data.html?page=1", {})),
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
        "window.open('/api/list?page=1')",
        "$.ajax({ url: '/api/list', type: 'DELETE', data: { page: 1 } })",
        "$.ajax({ url: api + '/list', data: { page: 1 } })",
        "$.ajax({ url: '/api/list', data: { page: 1, key: secret() } })",
        "$.get('https://elsewhere.example.com/list?page=1')",
    ],
)
def test_what_the_page_does_not_state_or_other_servers_have_is_not_asked_for(script: str) -> None:
    assert _asked(script) == []


@pytest.mark.parametrize(
    ("script", "body"),
    [
        ("$.ajax({url:'/api/list', type:'POST', contentType:'application/json', data: JSON.stringify({c:'7', pageNum:1})})", {"c": "7", "pageNum": 1}),
        ("fetch('/api/list', {method:'POST', headers:{'Content-Type':'application/json'}, body:JSON.stringify({c:7, page:n})})", {"c": 7, "page": 1}),
        ("axios.post('/api/list', {query:{c:7}, page:{pageNo:1, pageSize:10}})", {"query": {"c": 7}, "page": {"pageNo": 1, "pageSize": 10}}),
        ("var q = {c:7, pageNo:1}; axios({url:'/api/list', method:'post', data:q})", {"c": 7, "pageNo": 1}),
    ],
)  # fmt: skip
def test_a_body_of_json_is_sent_as_such(script: str, body: dict[str, object]) -> None:
    (ask,) = read_listing(page(f"<script>{script}</script>"), URL).further
    assert (ask.method, ask.form, json.loads(ask.json)) == ("POST", (), body)


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


_ROWS: list[dict[str, object]] = [
    {"title": f"第{n}局2023年政府信息公开工作年度报告", "url": f"d{n}.html"} for n in range(10)
]


def test_a_list_without_a_total_is_asked_for_page_by_page() -> None:
    (second,) = read_answer(_answer(_ROWS), _ASK).further
    assert (second.page, dict(second.form)["pageNo"], second.perhaps) == (2, "2", False)
    short = Ask(f"{ROOT}/api/list?page=2&size=20", platform="ajax", interface=True, base=URL, page=2)
    (third,) = read_answer(_answer(_ROWS), short).further
    assert (third.url, third.perhaps) == (f"{ROOT}/api/list?page=3&size=20", True)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ('{"rows": []}', Verdict.EMPTY),
        ('{"code": 200, "data": {"list": [], "hasNext": false}}', Verdict.EMPTY),
        ('{"success": true, "data": null}', Verdict.EMPTY),
        ('{"code": 500, "data": null}', Verdict.INCOMPLETE),
        ('{"code": 500}', Verdict.INCOMPLETE),
        ("<p>系统错误</p>", Verdict.INCOMPLETE),
    ],
)
def test_behind_the_last_page_is_an_empty_list_and_no_error(body: str, verdict: Verdict) -> None:
    (second,) = read_answer(_answer(_ROWS), _ASK).further
    assert read_answer(body, second).verdict is verdict


def test_of_several_lists_those_with_reports_are_turned() -> None:
    script = "$.get('/api/links/list', f); $.get('/api/news/list?page=1', f); $.get('/api/nb/list?page=1', f);"
    (first,) = read_listing(page(f"<script>{script}</script>"), URL).further
    step = read_answer(_answer([{"title": "我区召开会议部署工作", "url": "1.html"}]), first)
    (second,) = step.further
    assert (first.url, second.url) == (f"{ROOT}/api/news/list?page=1", f"{ROOT}/api/nb/list?page=1")
    turn, last = read_answer(_answer(_ROWS), second).further
    assert (turn.url, last.url, last.fruitful) == (f"{ROOT}/api/nb/list?page=2", f"{ROOT}/api/links/list", True)
    assert read_answer('{"code": 500}', last).verdict is Verdict.EMPTY
    assert (
        read_answer('{"code": 500}', Ask(last.url, platform="ajax", interface=True, page=1)).verdict
        is Verdict.INCOMPLETE
    )


def test_entries_that_fill_a_page_may_go_on_where_the_script_fetches_more() -> None:
    entries = [
        (f"./202401/t20240120_{n}.html", f"示例区第{n}局2023年政府信息公开工作年度报告", "2024-01-20") for n in range(8)
    ]

    def further(size: int, more: str = "") -> list[tuple[str, bool]]:
        script = f"<script>$.get('/api/list?page=' + n + '&size={size}', f)</script>"
        step = read_listing(page(rows(*entries) + more + script), URL)
        return [(ask.url.removeprefix(ROOT), ask.perhaps) for ask in step.further]

    assert further(8) == [("/api/list?page=2&size=8", True)]
    assert further(20) == []
    assert further(20, "<button onclick='more()'>加载更多</button>") == [("/api/list?page=1&size=20", False)]


def test_a_place_within_a_single_page_is_no_address() -> None:
    routes: list[dict[str, object]] = [{"title": "教育局2023年政府信息公开工作年度报告", "url": "/#/detail/7"}]
    step = read_answer(_answer(routes), _ASK)
    assert step.verdict is Verdict.INCOMPLETE
    assert "names 1 reports, and no addresses of theirs that can be told" in step.reason


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


@pytest.mark.parametrize(
    ("script", "first"),
    [
        (
            "let cur = 0; async function load(p) { await fetch(`/api/list.do?p=${p}&n=20`); } load(cur); more(() => load(++cur));",
            0,
        ),
        ("var pageNo = 0; $.get('/api/list?pageNo=' + pageNo + '&size=10');", 0),
        ("var pageNo = 0; function more(){ pageNo++; $.get('/api/list?pageNo=' + pageNo + '&size=10'); }", 1),
        ("var page = 1; function load(n){ $.get('/api/list?page=' + n + '&size=10'); } load(page);", 1),
        ("function load(n){ $.get('/api/list?page=' + n + '&size=10'); } load(1);", 1),
    ],
)
def test_a_list_that_counts_its_pages_from_nought_begins_there(script, first):
    ((_, url, _),) = _asked(script)
    assert re.search(rf"(?:\bp|page|pageNo)={first}(?:&|$)", url)


def test_an_address_is_told_by_its_looks_and_the_publisher_with_it():
    record = {
        "bt": "2023年政府信息公开工作年度报告",
        "lj": "/xxgk/2024/a1.html",
        "fbrq": "2024-01-20",
        "fbjg": "示例区教育局",
    }
    (link,) = answer(json.dumps({"d": [record]}), Ask(f"{ROOT}/api/list", interface=True, base=URL, page=1)).links
    assert (link.url, link.agency, str(link.listed)) == (f"{ROOT}/xxgk/2024/a1.html", "示例区教育局", "2024-01-20")
