"""Letters of a PDF and the cells of its ruled tables that they belong to."""

import pytest

from crawler.extractors import numbers
from crawler.extractors.document import Table
from crawler.extractors.readers.pages.assembly import blocks_of
from crawler.extractors.readers.pages.joining import Box, Part, table_of_parts
from crawler.extractors.readers.pages.sheet import Line, Sheet
from crawler.extractors.readers.pdf.letters import Letter
from crawler.extractors.readers.pdf.lines import words
from crawler.extractors.readers.pdf.tables import table_of
from storage.records import State

_EDGE = 40.0
BOXES = [(x, y, x + _EDGE, y + 20) for y in (0.0, 20.0) for x in (0.0, _EDGE)]


def letters(text: str, right: float, top: float) -> list[Letter]:
    """A text of letters ten wide that ends at ``right``."""
    start = right - 10 * len(text)
    return [Letter(mark, start + 10 * i, start + 10 * (i + 1), top, top + 10) for i, mark in enumerate(text)]


@pytest.mark.parametrize("mark", ["）", "、", "。"])
def test_a_mark_that_hangs_over_the_edge_belongs_to_the_word_that_it_closes(mark: str) -> None:
    label = letters(f"不补正{mark}", _EDGE + 8, 25)
    number = letters("3", _EDGE + 18, 25)
    part, outside = table_of(BOXES, [*letters("行许", 30, 5), *letters("总计", 70, 5), *label, *number], 0, layer=False)
    assert part is not None
    assert [cell.text for cell in part.cells] == ["行许", "总计", f"不补正{mark}", "3"]
    assert outside == []


def test_a_number_that_runs_into_the_next_cell_stays_unread() -> None:
    part, _ = table_of(
        BOXES, [*letters("行许", 30, 5), *letters("总计", 70, 5), *letters("1234", 60, 25)], 0, layer=False
    )
    assert part is not None
    assert not any(cell.text.isdigit() for cell in part.cells)


def test_a_number_that_runs_off_the_paper_stays_unread() -> None:
    total = letters("2394", 60, 25)
    cut = [letter._replace(hidden=letter.left >= 40, off=letter.left >= 40) for letter in total]
    part, _ = table_of(BOXES, [*letters("行许", 30, 5), *letters("12", 70, 5), *cut], 0, layer=False)
    assert part is not None
    assert [cell.text for cell in part.cells][:2] == ["行许", "12"]
    assert not any(cell.text.isdigit() for cell in part.cells[2:])


@pytest.mark.parametrize("shift", [-4.5, 4.5])
def test_a_digit_off_the_foot_of_those_before_it_is_the_mark_of_a_footnote(shift: float) -> None:
    number = letters("793", 30, 10)
    mark = Letter("1", 30, 37, 10.4 + shift, 20 + shift)
    assert words([*number, mark]) == "793¹"
    assert words([*number, mark._replace(top=10.4, bottom=20)]) == "7931"


def test_a_small_digit_behind_a_dash_is_the_mark_of_a_footnote() -> None:
    dash = Letter("-", 0, 10, 10, 20)
    marks = [Letter(mark, 10 + 4 * i, 14 + 4 * i, 10, 16) for i, mark in enumerate("12")]
    assert words([dash, *marks]) == "-¹²"
    assert words([dash, *letters("12", 30, 10)]) == "-12"


def test_digits_of_other_columns_may_stand_a_little_higher() -> None:
    assert words([*letters("12", 20, 10), *letters("34", 70, 13)]) == "12 34"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("35", "73"), "3573"),
        (("25", "36", "0"), "25360"),
        (("3", "73"), "3 73"),
        (("35", "件"), "35 件"),
        (("35", "7\u3000\u3000"), "357"),
        (("  ", "35", "73¹"), "3573¹"),
    ],
)
def test_a_number_as_long_as_its_cell_goes_on_in_the_next_line(lines: tuple[str, ...], text: str) -> None:
    boxes = [(0.0, 0.0, 30.0, 60.0), (30.0, 0.0, 60.0, 60.0)]
    found = [letter for i, line in enumerate(lines) for letter in letters(line, 25, 5 + 15 * i)]
    part, _ = table_of(boxes, found, 0, layer=False)
    assert part is not None
    assert part.cells[0].text == text


def test_a_mark_that_is_wrapped_is_no_end_of_a_number() -> None:
    mark = [letter._replace(top=35, bottom=40) for letter in letters("7", 25, 35)]
    boxes = [(0.0, 0.0, 30.0, 60.0), (30.0, 0.0, 60.0, 60.0)]
    part, _ = table_of(boxes, [*letters("35", 25, 5), *letters("73", 25, 20), *mark], 0, layer=False)
    assert part is not None
    assert part.cells[0].text == "35 73 7"


def test_two_numbers_in_a_cell_with_room_for_more_stay_two() -> None:
    found = [*letters("35", 40, 5), *letters("73", 40, 20)]
    part, _ = table_of([(0.0, 0.0, 60.0, 40.0), (60.0, 0.0, 90.0, 40.0)], found, 0, layer=False)
    assert part is not None
    assert part.cells[0].text == "35 73"


def part_of(page: int, *rows: tuple[str, ...]) -> Part:
    """A part of a table: a group's label, a row's label, two numbers; every row of one height."""
    edges = (0.0, 40.0, 140.0, 180.0, 220.0)
    cells = [Box(text, edges[i], edges[i + 1], y, 1) for y, row in enumerate(rows) for i, text in enumerate(row)]
    return Part(page, 0.0, 20.0 * len(rows), len(rows), cells)


def rows_of(*parts: Part) -> list[list[str]]:
    return [[span.text for span in row] for row in table_of_parts(0, parts).rows]


def test_a_row_that_the_page_break_cuts_is_one_though_its_group_goes_on() -> None:
    above = part_of(1, ("（四）", "3.补正后申请内容仍不明确", "1", "2"), ("（五）不予", "1.信访举报", "", ""))
    below = part_of(2, ("", "投诉类申请", "3", "4"), ("", "2.重复申请", "5", "6"))
    below.cells[:] = [Box("处理", 0.0, 40.0, 0, 2), *(cell for cell in below.cells if cell.left > 0)]
    assert rows_of(above, below)[1:] == [["（五）不予处理", "1.信访举报投诉类申请", "3", "4"], ["2.重复申请", "5", "6"]]


def test_a_number_that_the_page_break_cuts_stays_unread() -> None:
    above = part_of(1, ("（五）", "1.信访举报", "422", "327"))
    below = part_of(2, ("", "投诉类申请", "", "2"), ("", "2.重复申请", "5", "6"))
    label, first, second = rows_of(above, below)[0][1:]
    assert (label, first) == ("1.信访举报投诉类申请", "422")
    assert numbers.read(second).state is State.UNREADABLE


def test_a_row_without_a_label_at_the_top_of_a_page_holds_the_ends_of_the_numbers_above() -> None:
    above = part_of(1, ("（五）", "1.信访举报投诉类申请", "422", "327"))
    below = part_of(2, ("", "", "", "2"), ("", "2.重复申请", "5", "6"))
    first, second = rows_of(above, below)
    assert first[2] == "422"
    assert numbers.read(first[3]).state is State.UNREADABLE
    assert second[2:] == ["5", "6"]


def test_numbers_below_the_page_break_are_those_of_the_label_above_it() -> None:
    above = part_of(1, ("（三）", "8.属于行政查询事项", "", "7"))
    below = part_of(2, ("", "", "327", ""), ("", "1.本机关不掌握相关政府信息", "5", "6"))
    assert [row[1:] for row in rows_of(above, below)] == [
        ["8.属于行政查询事项", "327", "7"],
        ["1.本机关不掌握相关政府信息", "5", "6"],
    ]


def test_the_ends_of_numbers_are_told_where_their_group_is_cut_as_well() -> None:
    above = part_of(1, ("（三", "1.属于国家秘密", "10", "73"))
    below = part_of(2, ("）不予", "", "3", ""), ("公开", "2.其他法律行政法规禁止公开", "5", "6"))
    first, second = rows_of(above, below)
    assert [numbers.read(text).state for text in first[2:]] == [State.UNREADABLE, State.REPORTED]
    assert second[2:] == ["5", "6"]


def test_a_note_and_headings_that_the_page_break_cuts_are_put_together() -> None:
    above = part_of(1, ("（第一项加第二项之和，", "申请人", "自", "总"))
    below = part_of(2, ("等于第三项）", "情况", "然人", "计"), ("规章", "1", "2", "3"))
    assert rows_of(above, below)[0] == ["（第一项加第二项之和，等于第三项）", "申请人情况", "自然人", "总计"]


def test_a_label_that_goes_on_beside_new_rows_is_one_cell_over_both() -> None:
    above = part_of(1, ("三、本年度办", "（一）予以公开", "1", "2"))
    below = part_of(2, ("理结果", "（二）部分公开", "3", "4"))
    (group, *_), second = table_of_parts(0, (above, below)).rows
    assert (group.text, group.rows) == ("三、本年度办理结果", 2)
    assert [span.text for span in second] == ["（二）部分公开", "3", "4"]


def test_a_number_whose_label_is_cut_behind_its_name_is_cut_as_well() -> None:
    above = part_of(1, ("", "（二）部分公开", "10", "3"))
    below = part_of(2, ("", "（区分处理的，只计这一情形，不计其他情形）", "1", ""))
    assert [numbers.read(text).state for text in rows_of(above, below)[0][2:]] == [State.UNREADABLE, State.REPORTED]


def test_a_row_of_names_of_columns_is_cut_as_rows_are() -> None:
    above = part_of(1, ("结", "其", "尚", "总"))
    below = part_of(2, ("果维持", "他结果", "未审结", "计"), ("1", "2", "3", "4"))
    assert rows_of(above, below) == [["结果维持", "其他结果", "尚未审结", "总计"], ["1", "2", "3", "4"]]


def test_footnotes_at_the_end_of_a_page_do_not_end_its_table() -> None:
    above = part_of(1, ("（四）", "1.本机关不掌握相关政府信息", "832", "419"))
    below = part_of(2, ("", "2.没有现成信息需要另行制作", "520", "487"))
    line = Line("1以实际数为准", 700.0, 710.0, 0.0, 60.0, 9.0, 1)
    pages = [Sheet(1, 220.0, 800.0, [line], [above]), Sheet(2, 220.0, 800.0, [], [below])]
    assert [len(block.rows) for block in blocks_of(pages) if isinstance(block, Table)] == [2]
    pages[0].lines = [line._replace(text="以下为续表")]
    assert [len(block.rows) for block in blocks_of(pages) if isinstance(block, Table)] == [1, 1]


def test_headings_that_every_page_repeats_are_there_once() -> None:
    heading = ("项目", "情形", "自然人", "总计")
    parts = [
        part_of(1, heading),
        part_of(2, heading, ("（五）", "1.信访举报投诉类申请", "422", "327")),
        part_of(3, heading, ("", "", "", "2"), ("", "2.重复申请", "5", "6")),
    ]
    found = rows_of(*parts)
    assert [row[2] for row in found] == ["自然人", "422", "5"]
    assert numbers.read(found[1][3]).state is State.UNREADABLE


def test_rows_of_numbers_that_two_pages_begin_with_are_two() -> None:
    row = ("（五）", "1.信访举报投诉类申请", "1", "2")
    assert len(rows_of(part_of(1, row), part_of(2, row))) == 2


def test_rows_on_both_sides_of_a_page_break_stay_apart_where_each_has_its_label() -> None:
    above = part_of(1, ("（三）", "8.属于行政查询事项", "1", "2"))
    below = part_of(2, ("（四）", "1.本机关不掌握相关政府信息", "3", "4"))
    assert [row[2:] for row in rows_of(above, below)] == [["1", "2"], ["3", "4"]]


def test_rows_on_both_sides_of_a_page_break_stay_apart_where_their_group_alone_is_cut() -> None:
    above = part_of(1, ("（四）", "1.本机关不掌握相关政府信息", "832", "419"))
    below = part_of(2, ("无法提供", "2.没有现成信息需要另行制作", "520", "487"))
    assert [row[-2:] for row in rows_of(above, below)] == [["832", "419"], ["520", "487"]]


def test_blank_cells_at_the_top_of_a_page_need_not_meet_those_above() -> None:
    above = part_of(1, ("", "7.属于行政执法案", "641", "648"))
    above.cells[:2] = [Box("7.属于行政执法案", 40.0, 140.0, 0, 1), Box("", 0.0, 40.0, 0, 1)]
    cells = [Box("", 0.0, 20.0, 0, 2), Box("", 20.0, 40.0, 0, 2), Box("卷", 40.0, 140.0, 0, 1)]
    cells += [Box("", 140.0, 180.0, 0, 1), Box("", 180.0, 220.0, 0, 1)]
    cells += [Box(text, left, left + 40, 1, 1) for text, left in (("849", 140.0), ("450", 180.0))]
    cells.append(Box("8.属于行政查询事项", 40.0, 140.0, 1, 1))
    table = rows_of(above, Part(2, 0.0, 40.0, 2, cells))
    assert [[text for text in row if text] for row in table] == [
        ["7.属于行政执法案卷", "641", "648"],
        ["8.属于行政查询事项", "849", "450"],
    ]
