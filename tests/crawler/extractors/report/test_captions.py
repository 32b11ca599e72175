"""Lines and tables of an earlier year, which a report shows for comparison."""

import pytest

from crawler.extractors.document import Paragraph, Span, Table
from crawler.extractors.report.captions import lines_of

TABLE = Table(0, ((Span("甲"), Span("1")),))


def kept(*lines: str, year: int | None = 2024) -> list[str]:
    found = lines_of([Paragraph(line) if line else TABLE for line in lines], year)
    return [block.text if isinstance(block, Paragraph) else "" for block in found]


@pytest.mark.parametrize("caption", ["2023年", "2023年情况：", "（2022年度）", "上年：", "去年同期情况"])
@pytest.mark.parametrize("end", ["2024年：", "本年：", "本年度，本机关公开信息3条。", "三、收到和处理情况"])
def test_lines_below_an_earlier_year_are_left_out_until_something_else_begins(caption: str, end: str) -> None:
    lines = ("甲：1", caption, "甲：2", "一、本年新收政府信息公开申请数量", "（一）予以公开", "乙：3", end, "甲：4")
    assert kept(*lines) == ["甲：1", end, "甲：4"]


def test_tables_are_told_by_their_own_captions() -> None:
    assert kept("2023年", "甲：2", "", "甲：3") == [""]


@pytest.mark.parametrize("line", ["2024年", "2025年", "2023年与2024年", "2023年1月1日", "上年结转政府信息公开申请数量"])
def test_other_words_of_years_leave_lines_where_they_are(line: str) -> None:
    assert kept(line, "甲：2") == [line, "甲：2"]


def test_without_a_year_only_words_for_last_year_count() -> None:
    assert kept("2023年", "甲：2", "上年：", "甲：3", year=None) == ["2023年", "甲：2"]
