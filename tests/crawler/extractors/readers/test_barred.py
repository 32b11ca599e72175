"""Lines with bars between their cells."""

import pytest

from crawler.extractors.document import Paragraph, Table
from crawler.extractors.readers.characters import barred
from crawler.extractors.readers.html import Page


@pytest.mark.parametrize(
    ("lines", "rows", "spanned"),
    [
        (["| 规章 | 1 |", "| | 2 |"], [["规章", "1"], ["", "2"]], True),
        (["| 规章 | 1 |", "| 2 |"], [["规章", "1"], ["2"]], False),
        (["规章 | 1", " | 2"], [["规章", "1"], ["", "2"]], False),
        (["规章 | 1 |", "甲 | |"], [["规章", "1"], ["甲", ""]], False),
        (["规章 | 1", "甲 | "], [["规章", "1"], ["甲", ""]], False),
    ],
)
def test_a_bar_at_the_end_of_every_line_is_the_edge_and_of_some_an_empty_cell(
    lines: list[str], rows: list[list[str]], spanned: bool
) -> None:
    table = barred.table(0, lines)
    assert [[span.text for span in row] for row in table.rows] == rows
    assert table.spanned == spanned


def test_a_menu_is_no_table_and_pictures_keep_their_places() -> None:
    menu = "<p>首页 | 概况 | 公开</p>"
    rows = "".join(f"<p>| {text} | 1 | 2 |</p>" for text in ("信息内容", "规章", "行政许可", "行政处罚", "行政强制"))
    source = f"<body>{menu}<p>二、情况</p><img src=a.png>{rows}<img src=b.png><p>五、问题</p>{menu * 4}</body>"
    document = Page(source.encode()).document()
    assert [isinstance(block, Table) for block in document.blocks[:4]] == [False, False, True, False]
    assert document.blocks[3:5] == (Paragraph("五、问题"), Paragraph("首页 | 概况 | 公开"))
    assert document.pictures == (1, 2)
