"""Sheets: which rows are lines of text, and which are tables."""

import io

from openpyxl import Workbook

from crawler.extractors.document import Paragraph, Table
from crawler.extractors.readers import sheets


def blocks_of(*rows: tuple[str | int, ...]) -> list[str | list[list[str]]]:
    """Lines as they are, tables as texts by row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    found: list[str | list[list[str]]] = []
    for block in sheets.read(written.getvalue()).blocks:
        if isinstance(block, Table):
            found.append([[span.text for span in row] for row in block.rows])
        else:
            assert isinstance(block, Paragraph)
            found.append(block.text)
    return found


def test_a_caption_alone_among_lines_is_a_line_and_no_table_of_one_cell() -> None:
    lines = ("2023年情况：", "规章本年制发件数：6173件", "规章本年废止件数：2314件")
    assert blocks_of(*((line,) for line in lines)) == list(lines)


def test_a_label_of_a_form_alone_stays_a_table_whose_numbers_were_left_blank() -> None:
    assert blocks_of(("行政许可",), ("规章本年制发件数：6173件",)) == [[["行政许可"]], "规章本年制发件数：6173件"]


def test_a_short_heading_right_above_a_table_stays_its_row() -> None:
    assert blocks_of(("情况",), ("信息内容", "本年处理决定数量"), ("行政许可", 3)) == [
        [["情况", ""], ["信息内容", "本年处理决定数量"], ["行政许可", "3"]]
    ]
