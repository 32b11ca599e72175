# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Lists and menus that a page holds as data."""

import json
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms import Verdict, read_listing
from tests.crawler.platforms.shell import REPORTS, page, rows

URL = "https://www.example.gov.cn/xxgk/gknb/"
ROOT = "https://www.example.gov.cn"
TITLES = [f"示例区第{n}局2023年政府信息公开工作年度报告" for n in range(1, 4)]
RECORDS = [
    {"id": 40 + n, "title": title, "url": f"/nb/content_{40 + n}.html", "fbrq": f"2024-01-1{n}"}
    for n, title in enumerate(TITLES)
]
PATHS = [record["url"] for record in RECORDS]
JSON = json.dumps(RECORDS, ensure_ascii=False)
NEWS = rows(*((f"/n/t20240{n}01_5.html", f"我区召开第{n}次会议部署工作", f"2024-0{n}-01") for n in range(1, 6)))


def found(content: str) -> list[str]:
    return [link.url.removeprefix(ROOT) for link in read_listing(page(content), URL).links if "content_" in link.url]


@pytest.mark.parametrize(
    "content",
    [
        f"<script>var list = {JSON};</script>",
        f"<script>window.__DATA__ = {{'page': 1, list: {JSON}, total: n}}</script>",
        f"<script>var all = {{'2022': {json.dumps(RECORDS[:1])}, '2023': {json.dumps(RECORDS[1:])}}};</script>",
        f"<script>var list = JSON.parse('{json.dumps(RECORDS, ensure_ascii=False)}');</script>",
        f"<script>render({JSON})</script>",
        f"<script type='application/json'>{json.dumps({'data': {'rows': RECORDS}})}</script>",
        f"<textarea style='display:none'>{escape(JSON)}</textarea>",
        f"<div data-list='{escape(JSON)}'></div>",
        f"<textarea hidden>{escape(rows(*((r['url'], r['title'], r['fbrq']) for r in RECORDS)))}</textarea>",
        f"<script type='text/template'>{rows(*((r['url'], r['title'], r['fbrq']) for r in RECORDS))}</script>",
        f"<script>var list = {json.dumps([[r['title'], r['url'], r['fbrq']] for r in RECORDS], ensure_ascii=False)};</script>",
        "<script>" + "".join(f"list.push(new Item('{r['title']}', '{r['url']}', 7));" for r in RECORDS) + "</script>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["", NEWS], ids=["alone", "beside news"])
def test_what_a_page_holds_is_listed(content: str, beside: str) -> None:
    assert found(beside + content) == PATHS


def test_dates_are_held_too_and_a_record_without_an_address_leads_where_its_script_writes() -> None:
    numbered = [{name: value for name, value in record.items() if name != "url"} for record in RECORDS]
    script = f"var list = {json.dumps(numbered)}; h += '<a href=\"/nb/content_' + v.id + '.html\">';"
    step = read_listing(page(f"<script>{script}</script>"), URL)
    assert [(link.url, str(link.listed)) for link in step.links] == [
        (f"{ROOT}{p}", f"2024-01-1{n}") for n, p in enumerate(PATHS)
    ]


def test_reports_that_are_held_join_those_that_are_shown() -> None:
    step = read_listing(page(rows(*REPORTS) + f"<script>var list = {JSON};</script>"), URL)
    assert len([link for link in step.links if not link.beside]) == len(REPORTS) + len(RECORDS)
    other = json.dumps([{"title": "示例区召开会议部署重点工作", "url": "/n/content_9.html"}], ensure_ascii=False)
    assert not found(rows(*REPORTS) + f"<script>var list = {other};</script>")


@pytest.mark.parametrize(
    "script",
    [
        "d.add(1,0,'教育局','/jyj/');d.add(2,0,'2023年','/2023/');",
        "aux = insFld(root, gFld(\"教育局\", \"/jyj/\")); insDoc(aux, gLnk('S', '2023年', '/2023/'));",
        "var menu = new Array(['教育局','1','/jyj/'],['2023年','2','/2023/']);",
        "var zNodes = [{name:'教育局', href:'/jyj/', children:[{name:'2023年', href:'/2023/'}]}];",
    ],
)  # fmt: skip
def test_a_tree_of_columns_is_a_menu(script: str) -> None:
    step = read_listing(page(f"<script>{script}</script>"), URL)
    assert {(link.title, link.url.removeprefix(ROOT)) for link in step.menu} == {
        ("教育局", "/jyj/"),
        ("2023年", "/2023/"),
    }


def test_a_column_that_only_has_a_menu_is_no_page_that_was_not_understood() -> None:
    body = page("<script>d.add(1,0,'示例区教育局','/jyj/');d.add(2,0,'示例区财政局','/czj/');</script>")
    step = read_listing(body, URL)
    assert (step.verdict, len(step.columns)) == (Verdict.COMPLETE, 2)


@given(st.text(alphabet="var a=[{'title':'年报','url':'/a/'}];()<>\n", max_size=200))
def test_any_script_holds_something_or_nothing(script: str) -> None:
    found(f"<script>{script}</script><textarea>{script}")
