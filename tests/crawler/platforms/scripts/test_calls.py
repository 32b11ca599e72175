# ruff: noqa: E501 – what is read is quoted in the lines in which it stands
"""Calls of libraries that fetch lists, and what the page states of them."""

import pytest

from crawler.platforms import read_answer, read_listing
from crawler.platforms.step import Ask
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/xxgk/gknb/"
ROOT = "https://www.example.gov.cn"


def asked(script: str) -> list[tuple[str, str, str]]:
    step = read_listing(page(f"<div id='list'></div><script>{script}</script>"), URL)
    return [
        (ask.method, ask.url.removeprefix(ROOT), ask.json or "&".join(map("=".join, ask.form))) for ask in step.further
    ]


@pytest.mark.parametrize(
    ("script", "request_"),
    [
        ("table.render({elem:'#t', url:'/api/list', where:{cid:7}, page:true, limit:20})", ("GET", "/api/list?cid=7&page=1&limit=20", "")),
        ("table.render({url:'/api/list', method:'post', contentType:'application/json', page:{curr:1}})", ("POST", "/api/list", '{"page":1,"limit":10}')),
        ("$('#t').bootstrapTable({url:'/api/list', sidePagination:'server', pageSize:5})", ("GET", "/api/list?offset=0&limit=5", "")),
        ("$('#t').datagrid({url:'/api/list', queryParams:{cid:'7'}})", ("POST", "/api/list", "cid=7&page=1&rows=10")),
        ("$('#t').DataTable({serverSide:true, ajax:{url:'/api/list', type:'POST'}, pageLength:25})", ("GET", "/api/list?start=0&length=25", "")),
        ("const a = axios.create({baseURL:'/prod-api'}); http.get('/list', {params:{pageNum:1}})", ("GET", "/prod-api/list?pageNum=1", "")),
        ("axios.defaults.baseURL = '/api'; axios.get('/api/list?page=1')", ("GET", "/api/list?page=1", "")),
        ("var page = 1; $.getJSON('list_' + page + '.json')", ("GET", "/xxgk/gknb/list_1.json", "")),
        ("function load(n){ fetch(`/data/list/${n}`) }", ("GET", "/data/list/1", "")),
    ],
)  # fmt: skip
def test_the_first_page_of_a_list_is_asked_for(script: str, request_: tuple[str, str, str]) -> None:
    assert asked(script) == [request_]


@pytest.mark.parametrize(
    "script",
    [
        "table.render({elem:'#t', data: rows})",
        "new Vue({ render: h => h(App) })",
        "form.render('select')",
        "$('#t').bootstrapTable('refresh')",
        "layer.open({type: 2, content: '/list.html'})",
    ],
)
def test_what_fetches_nothing_is_not_asked(script: str) -> None:
    assert asked(script) == []


def test_numbered_files_are_asked_for_until_one_is_not_there() -> None:
    (first,) = read_listing(page("<script>$.getJSON('list_' + page + '.json')</script>"), URL).further
    answer = '[{"title": "示例区教育局2023年政府信息公开工作年度报告", "url": "1.html"}]'
    (second,) = read_answer(answer, first).further
    assert (second.url, second.perhaps) == (f"{URL}list_2.json", True)
    assert isinstance(second, Ask)
    (third,) = read_answer(answer, second).further
    assert third.url == f"{URL}list_3.json"
