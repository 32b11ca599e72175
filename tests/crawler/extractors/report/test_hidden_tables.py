"""Tables that a page does not show: left out where it shows others like them, read where it does not."""

import pytest

from crawler.extractors.readers.html import Page
from crawler.extractors.reading import read_document
from crawler.extractors.report.unseen import without_copies

ROWS = ("规章", "行政许可", "自然人")


def table(number: str) -> str:
    return "<table>" + "".join(f"<tr><td>{label}</td><td>{number}</td></tr>" for label in ROWS) + "</table>"


def shown(body: str) -> list[str]:
    document = without_copies(Page(f"<html><body>{body}</body></html>".encode()).document())
    return [found.rows[0][1].text for found in document.tables]


@pytest.mark.parametrize("how", ['style="display:none"', 'style="color:red; DISPLAY : none;"', "hidden"])
def test_a_hidden_table_goes_where_one_like_it_is_shown(how: str) -> None:
    hidden = f"<div {how}><p>上一年</p><section>{table('9')}</section></div>"
    assert shown(table("1") + hidden) == ["1"]
    assert shown(hidden + "<img src='a.png'>" + table("1")) == ["1"]
    assert shown(f"<div {how}>{table('1')}</div><div {how}>{table('9')}</div>") == ["1", "9"]


def test_hidden_tables_stay_where_those_that_are_shown_are_empty_or_of_something_else() -> None:
    hidden = f"<div hidden>{table('9')}</div>"
    assert shown(table("") + hidden) == ["", "9"]
    other = table("1").replace("规章", "自然人").replace("行政许可", "姓名")
    assert shown(other + hidden) == ["1", "9"]
    assert shown(table("1") + "<div style='visibility:visible'>" + table("9") + "</div>") == ["1", "9"]


def test_what_is_left_out_is_told_and_pictures_keep_their_places() -> None:
    body = f"<p>甲</p>{table('1')}<div hidden>{table('9')}</div><p>乙</p><img src='a.png'><p>丙</p>"
    whole = Page(f"<html><body>{body}</body></html>".encode()).document()
    document = without_copies(whole)
    assert any("table 1 is hidden" in note for note in document.notes)
    assert len(document.blocks) == len(whole.blocks) - 1
    assert [document.blocks[n] for n in document.pictures] == [whole.blocks[n] for n in whole.pictures]


REQUESTS = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>3</td></tr></table>"


@pytest.mark.parametrize(("year", "count"), [(2023, 1), (2022, 2)])
def test_a_report_that_a_page_shows_and_hides_once_more_is_one(year: int, count: int) -> None:
    def titled(year: int) -> str:
        return f"<h1>示例区教育局{year}年政府信息公开工作年度报告</h1><p>全文如下。</p>{REQUESTS}"

    for body in (f"<div hidden>{titled(year)}</div>{titled(2023)}", f"{titled(2023)}<div hidden>{titled(year)}</div>"):
        page = Page(f"<html><body>{body}</body></html>".encode())
        found = read_document(page.document(), "0" * 64).reports
        assert sorted(report.year or 0 for report in found) == sorted({2023, year})
        assert len(found) == count
