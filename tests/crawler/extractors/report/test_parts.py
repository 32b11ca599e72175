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
