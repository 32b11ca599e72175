"""Tables built of other elements: rows and cells are told by nesting, and nothing else is made a table."""

import pytest

from crawler.extractors.document import Table
from crawler.extractors.readers.html import Page

GRID = """<div class=t><div class=r><div>行政许可</div><div>甲</div><div>乙</div></div>
<div class=r><span>丙</span><span></span><span>2</span></div><ul><li>丁<li>3<li><p>4</p></ul></div>"""


def tables(body: str) -> list[list[list[str]]]:
    blocks = Page(f"<html><body><p>一</p>{body}<p>二</p></body></html>".encode()).document().blocks
    return [[[span.text for span in row] for row in block.rows] for block in blocks if isinstance(block, Table)]


def test_elements_in_rows_are_a_table_and_empty_ones_its_blanks() -> None:
    assert tables(GRID) == [[["行政许可", "甲", "乙"], ["丙", "", "2"], ["丁", "3", "4"]]]


@pytest.mark.parametrize(
    "body",
    [
        GRID.replace("行政许可", "通知公告"),
        GRID.replace("行政许可", "行政许可办理指南"),
        GRID.replace("<li>4", "<li>四").replace("<p>4</p>", "长" * 130),
        GRID.replace("<span>2</span>", "<span><i>2</i><i>3</i></span>"),
        GRID.replace("<ul>", "<table><tr><td>").replace("</ul>", "</table>"),
        GRID.replace("<div class=r><span>丙</span>", "<h3>丙</h3><div class=r>"),
    ],
)
def test_what_else_is_built_that_way_stays_as_it_is(body: str) -> None:
    assert not any("甲" in row for table in tables(body) for row in table)


@pytest.mark.parametrize("hidden", ["style='display:none'", "hidden"])
def test_a_row_that_is_hidden_is_none(hidden: str) -> None:
    more = f"<div {hidden}><div>丙</div><div>9</div><div>9</div></div>"
    assert tables(GRID.replace("<ul>", f"{more}<ul>")) == tables(GRID)


def test_a_cell_says_how_far_it_reaches() -> None:
    wide = GRID.replace("<div>甲</div><div>乙</div>", "<div aria-colspan=2>甲</div>")
    (table,) = Page(wide.replace("<ul>", "<p><span>戊<span>5<span>6</p><ul>").encode()).document().tables
    assert table.rows[0][1].columns == 2
