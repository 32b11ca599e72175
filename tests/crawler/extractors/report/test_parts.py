"""Where a document that holds several reports is cut."""

import pytest

from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.report.parts import split

TABLE = Table(0, ((Span("一、本年新收政府信息公开申请数量"), Span("3")),))


def _document(*blocks):
    return Document("text/html", tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks))


@pytest.mark.parametrize(
    "head", [["示例区教育局", "2023年政府信息公开工作年度报告"], ["示例区教育局2023年政府信息公开工作年度报告"]]
)
def test_the_name_of_an_attached_file_ends_a_report_and_begins_none(head):
    link = "示例区教育局2024年政府信息公开工作年度报告 .doc"
    first, second = split(
        _document("示例区教育局2024年政府信息公开工作年度报告", TABLE, link, "主办:示例区", *head, TABLE)
    )
    assert first.blocks[2:] == (Paragraph(link), Paragraph("主办:示例区"))
    assert second.blocks == (*map(Paragraph, head), TABLE)


def test_where_nothing_else_is_a_title_the_name_of_a_file_is_one():
    link = "示例区教育局2023年政府信息公开工作年度报告.doc"
    _, second = split(_document("示例区教育局2024年政府信息公开工作年度报告", TABLE, link, TABLE))
    assert second.blocks == (Paragraph(link), TABLE)


INDICATORS = Table(0, ((Span("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）"), Span("条"), Span("3")),))


def test_reports_with_tables_of_indicators_are_cut_by_them():
    titles = [f"示例区教育局{year}年政府信息公开工作年度报告" for year in (2017, 2016)]
    first, second = split(_document(titles[0], INDICATORS, titles[1], INDICATORS))
    assert (first.blocks[0].text, second.blocks[0].text) == tuple(titles)
    first, second = split(_document(titles[0], INDICATORS, "示例区教育局2019年政府信息公开工作年度报告", TABLE))
    assert second.blocks[-1] == TABLE


def test_a_table_of_indicators_beside_that_of_requests_begins_no_report():
    titles = [f"示例区教育局{year}年政府信息公开工作年度报告" for year in (2023, 2022)]
    found = split(
        _document(titles[0], INDICATORS, "三、收到和处理", TABLE, titles[1], INDICATORS, "三、收到和处理", TABLE)
    )
    assert [part.blocks[0].text for part in found] == titles
    part = Table(0, ((Span("其中：全文电子化的主动公开信息数"), Span("3")),))
    assert len(split(_document(titles[0], part, titles[1], part))) == 1
