"""Lines and tables of an earlier year, which a report shows for comparison."""

import pytest

from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.report.captions import lines_of, without_other_years

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


def left(*blocks: str | int, year: int = 2024) -> list[int]:
    """The tables that are left; a number stands for a table."""
    row = ((Span("结果维持"), Span("1")),)
    document = Document(
        "text/html", tuple(Paragraph(block) if isinstance(block, str) else Table(block, row) for block in blocks)
    )
    return [table.index for table in without_other_years(document, year).tables]


@pytest.mark.parametrize(
    "between", ["单位：件", "（计量单位：件）", "续表", "- 3 -", "（一）行政复议", "行政诉讼情况："]
)
def test_a_caption_is_that_of_the_table_below_the_unit_and_of_those_that_go_on_from_it(between: str) -> None:
    assert left(0, "附：2023年情况", between, 1, between, 2, 3) == [0]
    assert left("附：2023年情况", 1, "2024年情况", between, 2, "附：2023年情况", 3, "本年度情况如下", 4) == [2, 4]
    assert left("附：2023年情况", "四、行政复议、行政诉讼情况", between, 1) == [1]


def test_local_tables_of_two_years_are_cut_to_this_one_and_those_of_all_years_so_far_are_kept() -> None:
    def columns(*names: str) -> list[str]:
        rows = (tuple(map(Span, ("指标名称", *names))), tuple(map(Span, ("申请总数", "1", "2"))))
        found = without_other_years(Document("text/html", (Table(0, rows),)), 2011)
        return [span.text for span in found.tables[0].rows[-1]] if found.tables else []

    assert columns("2011年", "2010年") == ["申请总数", "1"]
    assert columns("2010年度", "2011年度") == ["申请总数", "2"]
    assert columns("2011年", "历年累计") == ["申请总数", "1", "2"]
