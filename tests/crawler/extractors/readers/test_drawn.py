"""Tables drawn with characters: what stands under what follows from where the lines meet."""

import pytest

from crawler.extractors.document import Span
from crawler.extractors.readers.characters import drawn
from crawler.extractors.readers.html import Page
from crawler.extractors.readers.text import read

MERGED = """\
┌───┬───────┐
│ 甲   │ 申请         │
│      ├───┬───┤
│ 乙   │ 1    │ 2    │
├───┼───┼───┤
│ 丙   │ 3    │      │
└───┴───┴───┘"""
PLAIN = """\
+----+-----+
| A  | 1   |
+----+-----+
| B  | --  |
+----+-----+"""


def _texts(drawing: str) -> list[list[tuple[str, int, int]]]:
    return [[(span.text, span.rows, span.columns) for span in row] for row in drawn.read(drawing.splitlines())]


def test_cells_reach_as_far_as_no_line_is_drawn() -> None:
    assert _texts(MERGED) == [
        [("甲乙", 2, 1), ("申请", 1, 2)],
        [("1", 1, 1), ("2", 1, 1)],
        [("丙", 1, 1), ("3", 1, 1), ("", 1, 1)],
    ]


def test_a_dash_in_a_cell_is_no_line() -> None:
    assert _texts(PLAIN) == [[("A", 1, 1), ("1", 1, 1)], [("B", 1, 1), ("--", 1, 1)]]


@pytest.mark.parametrize(
    "drawing",
    [
        MERGED.replace("│ 3    │      │", "│ 3    │     │"),
        MERGED.replace("├───┼───┼───┤", "├───┼───┼  ─┤"),
        MERGED.replace("│ 乙   │ 1    │ 2    │", "│ 乙   │ 1    │ 2    │\n│      │ 5      2    │"),
        "\n".join(MERGED.splitlines()[1:]),
        PLAIN.replace("| B  | --  |", "| B    | - |"),
        "+--+\n" * 2,
        "┌" + "─" * 2000 + "┐\n" * 3,
    ],
)
def test_a_drawing_whose_edges_do_not_meet_is_none(drawing: str) -> None:
    assert _texts(drawing) == []


def test_numbers_on_two_lines_of_a_cell_do_not_grow_together() -> None:
    rows = drawn.read(PLAIN.replace("| B  | --  |", "| B  | 12  |\n|    | 34  |").splitlines())
    assert rows[1][1] == Span("12 34")


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n说明\n"])
def test_one_drawing_ends_where_the_next_begins(between: str) -> None:
    tables = read(f"标题\n{MERGED}{between}{MERGED}\n完").tables
    assert [len(table.rows) for table in tables] == [3, 3]
    assert [table.index for table in tables] == [0, 1]


@pytest.mark.parametrize("page", ["<pre>{}</pre>", "<PRE class=a><b>{}</b></PRE>", "<td><pre>{}</pre></td>"])
def test_a_page_may_hold_a_drawing(page: str) -> None:
    for source in (MERGED, MERGED.replace("\n", "<br>"), MERGED.replace(" ", "&nbsp;")):
        (table,) = Page(f"<html><body>{page.format(source)}</body></html>".encode()).document().tables
        assert [[span.text for span in row] for row in table.rows][1:] == [["1", "2"], ["丙", "3", ""]]


def test_lines_held_apart_by_blanks_stay_lines() -> None:
    lines = [f"第{n}行    {n}    {n + 1}" for n in range(6)]
    said = Page(f"<pre>{chr(10).join(lines)}</pre>".encode()).document().blocks
    assert [block.text for block in said if not hasattr(block, "rows")] == [" ".join(line.split()) for line in lines]


def test_prose_that_an_editor_wrapped_stays_whole() -> None:
    (block,) = Page("<pre>本机关高度重视\n政府信息公开工作\n及时回应社会关切</pre>".encode()).document().blocks
    assert block == ("本机关高度重视政府信息公开工作及时回应社会关切", False)
