# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns under headings that say what the links below do not."""

from crawler.discovery.columns import ColumnKind, find_columns
from crawler.discovery.columns.headed import find_headed
from crawler.discovery.links import Link
from crawler.platforms.markup.page import ListPage

URL = "https://www.example.gov.cn/gk/"


def _found(body: str) -> list[tuple[str, ColumnKind, int | None, str | None]]:
    page = ListPage(f"<html><body>{body}</body></html>", URL)
    return [
        (each.url.removeprefix(URL), each.kind, each.column.year, each.column.agency)
        for each in find_headed(page.tags, page.base, URL)
    ]


def test_years_below_the_name_of_the_reports():
    body = "<dl><dt>政府信息公开年报</dt><dd><a href='nb/2024/'>2024</a><a href='nb/2023/'>2023年</a></dd>"
    body += "<dt>规章</dt><dd><a href='gz/2024/'>2024</a></dd></dl>"
    assert _found(body) == [("nb/2024/", ColumnKind.YEAR, 2024, None), ("nb/2023/", ColumnKind.YEAR, 2023, None)]


def test_agencies_below_the_name_of_the_reports_and_none_below_another():
    agencies = "<li><a href='{0}/1/'>示例区教育局</a></li><li><a href='{0}/2/'>示例区民政局</a></li>"
    body = f"<div><div class='box-title'>部门政府信息公开年报</div><ul>{agencies.format('nb')}</ul></div>"
    body += f"<div><div class='box-title'>行政执法公示</div><ul>{agencies.format('zf')}</ul></div>"
    assert _found(body) == [
        ("nb/1/", ColumnKind.AGENCY, None, "示例区教育局"),
        ("nb/2/", ColumnKind.AGENCY, None, "示例区民政局"),
    ]


def test_reports_below_the_names_of_agencies():
    part = "<div><h4>示例区{0}局</h4><ul><li><a href='{1}/zn.html'>指南</a></li><li><a href='{1}/nb.html'>年报</a></li></ul></div>"
    assert _found(part.format("教育", 1) + part.format("民政", 2)) == [
        ("1/nb.html", ColumnKind.REPORTS, None, "示例区教育局"),
        ("2/nb.html", ColumnKind.REPORTS, None, "示例区民政局"),
    ]
    assert _found(part.format("教育", 1)) == []


def test_the_disclosure_of_agencies_is_known_by_its_address_and_the_news_of_a_menu_is_no_agency():
    links = [
        Link("https://www.example.gov.cn/mzj/gkmlpt/index", "示例区民政局"),
        Link("https://www.example.gov.cn/mzj/index", "示例区财政局"),
        Link("https://www.example.gov.cn/xw/", "新闻中心"),
    ]
    found = find_columns(links, "https://www.example.gov.cn/")
    assert [(each.kind, each.column.agency) for each in found] == [(ColumnKind.AGENCY, "示例区民政局")]
