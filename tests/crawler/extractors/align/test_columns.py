"""Which value cell of a row belongs to which column: what is certain is taken, and nothing else."""

import pytest

from crawler.extractors.align.columns import NOTHING, Heading, Match, Row, match, padding_of
from crawler.extractors.document import Span
from crawler.extractors.grid import Placed

ABC = ("a", "b", "c")


def headings(*keys: str | None, at: tuple[int, ...] = ()) -> list[Heading]:
    return [Heading(key, Placed(key or "x", 0, at[n], 1, 1) if at else None) for n, key in enumerate(keys)]


def row(*texts: str, line: int = 1, start: int = 1, labels: int = 1, numbered: bool = False) -> Row:
    cells = tuple(Placed(text, line, start + n, 1, 1) for n, text in enumerate(texts))
    return Row(f"row{line}", cells, line, labels, None, numbered)


def wide(line: int, *cells: tuple[str, int, int]) -> Row:
    """Cells by text, grid column and width."""
    return Row(f"row{line}", tuple(Placed(text, line, column, 1, width) for text, column, width in cells), line)


def texts(found: Match) -> dict[str, str]:
    return {key: cell.text for key, cell in found.cells.items()}


def test_as_many_cells_as_headings_are_theirs_in_order() -> None:
    (found,) = match([row("1", "", "3")], headings(*ABC), spanned=True)
    assert texts(found) == {"a": "1", "b": "", "c": "3"}
    assert found.rule == "order"


def test_a_heading_that_the_form_does_not_have_takes_its_cell_along() -> None:
    (found,) = match([row("1", "2", "3")], headings("a", None, "c"), spanned=True)
    assert texts(found) == {"a": "1", "c": "3"}


@pytest.mark.parametrize("count", [2, 4, 5])
def test_a_row_with_more_or_fewer_numbers_than_headings_is_nobodys(count: int) -> None:
    assert match([row(*"12345"[:count])], headings(*ABC), spanned=True) == [NOTHING]


def test_a_column_of_units_that_no_heading_has_is_left_out() -> None:
    found = match([row("单位件", "1", "2", "3"), row("单位条", "4", "5", "6", line=2)], headings(*ABC), spanned=True)
    assert [texts(one) for one in found] == [{"a": "1", "b": "2", "c": "3"}, {"a": "4", "b": "5", "c": "6"}]
    assert found[0].rule.startswith("padding left out")


def test_words_beside_a_heading_that_may_be_theirs_are_no_padding() -> None:
    rows = [row("件", "1", "2", ""), row("条", "4", "5", "", line=2)]
    assert match(rows, headings("a", None, "c"), spanned=True) == [NOTHING, NOTHING]


def test_words_under_a_heading_of_their_own_do_not_make_room_for_a_number_too_many() -> None:
    rows = [row("件", "5"), row("件", "6", "7", line=2)]
    assert [texts(found) for found in match(rows, headings(None, "b"), spanned=True)] == [{"b": "5"}, {}]


def test_blank_cells_at_the_end_of_every_row_are_padding() -> None:
    found = match([row("1", "2", "3", ""), row("4", "5", "6", "", line=2)], headings(*ABC), spanned=True)
    assert texts(found[1]) == {"a": "4", "b": "5", "c": "6"}


def test_none_is_a_value_and_no_remark() -> None:
    assert match([row("无", "1", "2", "3")], headings(*ABC), spanned=True) == [NOTHING]


def test_neighbours_merged_in_one_row_are_read_as_the_other_rows_are_drawn() -> None:
    whole = wide(1, ("1", 1, 1), ("2", 2, 1), ("3", 3, 1))
    blank = wide(2, ("", 1, 2), ("6", 3, 1))
    assert texts(match([whole, blank], headings(*ABC), spanned=True)[1]) == {"a": "", "b": "", "c": "6"}


def test_a_number_over_two_columns_is_neithers() -> None:
    whole = wide(1, ("1", 1, 1), ("2", 2, 1), ("3", 3, 1))
    merged = wide(2, ("5", 1, 2), ("6", 3, 1))
    assert texts(match([whole, merged], headings(*ABC), spanned=True)[1]) == {"c": "6"}


def test_a_row_merged_otherwise_than_any_other_is_nobodys() -> None:
    whole = wide(1, ("1", 1, 1), ("2", 2, 1), ("3", 3, 1))
    longer = wide(2, ("5", 1, 1), ("6", 2, 3))
    assert match([whole, longer], headings(*ABC), spanned=True)[1] == NOTHING


def test_cells_exactly_under_their_headings_are_read_where_rows_are_too_short() -> None:
    given = [wide(1, ("1", 1, 1), ("3", 3, 1))]
    found = match(given, headings(*ABC, at=(1, 2, 3)), spanned=True)
    assert texts(found[0]) == {"a": "1", "c": "3"}
    assert found[0].rule == "under the headings"


def test_cells_beside_their_headings_are_nobodys() -> None:
    given = [wide(1, ("1", 2, 1), ("3", 4, 1))]
    assert match(given, headings(*ABC, at=(1, 2, 3)), spanned=True) == [NOTHING]


def test_a_row_blank_from_end_to_end_is_blank_in_every_column() -> None:
    (found,) = match([wide(1, ("", 1, 3))], headings(*ABC), spanned=True)
    assert texts(found) == {"a": "", "b": "", "c": ""}
    assert found.rule == "blank"


def test_a_blank_row_that_is_too_short_says_nothing() -> None:
    assert match([wide(1, ("", 1, 2))], headings(*ABC), spanned=True) == [NOTHING]


def test_a_number_in_a_cell_that_reaches_down_is_the_first_rows_where_the_next_has_its_own() -> None:
    first = Row("first", (Placed("1", 1, 1, 2, 1), Placed("2", 1, 2, 1, 1)), 1)
    second = Row("second", (Placed("3", 2, 2, 1, 1),), 2)
    found = match([first, second], headings("a", "b"), spanned=True)
    assert texts(found[0]) == {"b": "2"}


# ------------------------------------------------------------------ one column


def test_of_a_single_column_the_one_number_is_taken() -> None:
    (found,) = match([row("5", "")], headings("a"), spanned=True)
    assert (texts(found), found.rule) == ({"a": "5"}, "only value")


def test_of_a_single_column_two_numbers_are_nobodys() -> None:
    assert match([row("5", "6")], headings("a"), spanned=True) == [NOTHING]
    assert match([row("5", "5")], headings("a"), spanned=True) == [NOTHING]


def test_the_same_number_twice_in_flattened_text_is_one_merged_cell() -> None:
    assert texts(match([row("5", "5")], headings("a"), spanned=False)[0]) == {"a": "5"}


def test_a_single_column_merged_over_rows_is_nobodys() -> None:
    merged = Row("first", (Placed("5", 1, 1, 2, 1),), 1)
    assert match([merged], headings("a"), spanned=True) == [NOTHING]


def test_a_single_heading_without_a_key_gives_nothing() -> None:
    assert texts(match([row("5")], headings(None), spanned=True)[0]) == {}


# ------------------------------------------------------------------ flattened


def test_a_flattened_row_with_a_number_in_every_column_is_certain() -> None:
    (found,) = match([row("1", "2", "3")], headings(*ABC), spanned=False, keeps_blanks=False)
    assert texts(found) == {"a": "1", "b": "2", "c": "3"}


def test_a_flattened_row_with_a_blank_is_not_certain_where_blanks_may_have_been_dropped() -> None:
    rows = [row("1", "2", "3"), row("4", "5", "", line=2)]
    found = match(rows, headings(*ABC), spanned=False, keeps_blanks=False)
    assert texts(found[0]) == {"a": "1", "b": "2", "c": "3"}
    assert found[1] == NOTHING


def test_flattened_rows_filled_up_at_the_end_are_read_from_the_front() -> None:
    full = Row("row1", row("1", "2", "3").values, 1, 2)
    filled = Row("row2", row("4", "5", "6", "", line=2).values, 2, 1)
    found = match([full, filled], headings(*ABC), spanned=False)
    assert texts(found[1]) == {"a": "4", "b": "5", "c": "6"}
    assert "filled up at the end" in found[1].rule


def test_readings_that_disagree_leave_the_cell_out() -> None:
    first = wide(1, ("1", 2, 1), ("2", 3, 1), ("3", 4, 1))._replace(labels=2)
    second = wide(2, ("", 1, 1), ("4", 2, 1), ("5", 3, 1), ("6", 4, 1))
    found = match([first, second], headings(*ABC, at=(2, 3, 4)), spanned=False)
    assert texts(found[1]) == {"a": "4", "b": "5", "c": "6"}


def padded(*texts: str) -> tuple[Row, Row]:
    """A row with two labels and three numbers, and one with a label and four cells: lines of one width."""
    return row("1", "2", "3", labels=2), row(*texts, line=2)


def test_in_lines_of_one_width_a_last_number_that_is_not_there_makes_the_row_uncertain() -> None:
    assert match(padded("4", "5", "", ""), headings(*ABC), spanned=False)[1] == NOTHING
    inner = match(padded("4", "", "6", ""), headings(*ABC), spanned=False)[1]
    assert (texts(inner), inner.rule) == ({"a": "4", "b": "", "c": "6"}, "order and filled up at the end")


def test_in_lines_of_many_widths_a_last_number_may_be_blank() -> None:
    found = match([row("1", "2", ""), row("4", "5", line=2)], headings(*ABC), spanned=False)
    assert (texts(found[0]), found[0].rule) == ({"a": "1", "b": "2", "c": ""}, "order")
    assert found[1] == NOTHING


def test_words_among_cells_that_fill_up_a_line_make_it_nobodys() -> None:
    assert match(padded("4", "五件", "6", ""), headings(*ABC), spanned=False)[1] == NOTHING
    assert match(padded("4", "5", "6", "7"), headings(*ABC), spanned=False)[1] == NOTHING


@pytest.mark.parametrize(("count", "rule"), [(2, ""), (3, "order"), (5, "blank")])
def test_a_flattened_row_of_blanks_is_blank_where_it_is_long_enough(count: int, rule: str) -> None:
    found = match([row(*[""] * count), row("1", "2", "3", "4", line=2)], headings(*ABC), spanned=False)[0]
    assert found.rule == rule
    assert texts(found) == ({"a": "", "b": "", "c": ""} if rule else {})


def test_flattened_numbers_under_their_headings_are_read_behind_the_labels_only() -> None:
    given = [row("1", "", "3", "", start=2, labels=2), row("", "5", "6", "", line=2, start=2, labels=2)]
    found = match(given, headings(*ABC, at=(2, 3, 4)), spanned=False)
    assert {one.rule for one in found} == {"order and under the headings"}
    assert texts(found[1]) == {"a": "", "b": "5", "c": "6"}
    beside = match([row("1", "", "3", "", start=2, labels=3)], headings(*ABC, at=(2, 3, 4)), spanned=False)
    assert "under the headings" not in beside[0].rule


def test_a_grid_with_fewer_columns_than_headings_takes_no_blank_beside_a_label_for_a_value() -> None:
    def row(labels: int, *values: str) -> Row:
        return Row("r", tuple(Placed(text, 0, labels + n, 1, 1) for n, text in enumerate(values)), 0, labels)

    short = [row(1, "", "1", "2"), row(2, "3", "4"), row(2, "5", "6"), row(2, "7", "8")]
    whole = [row(1, "", "1", "2", "3"), *(row(2, "4", "5", "6") for _ in range(3))]
    assert match(short, headings(*ABC), spanned=False) == [NOTHING] * 4
    assert [texts(found)["a"] for found in match(whole, headings(*ABC), spanned=False)] == ["1", "4", "4", "4"]


@pytest.mark.parametrize("beside", ["", "甲"])
def test_where_labels_are_filled_up_a_shorter_row_may_have_its_label_for_a_number(beside: str) -> None:
    """In each row but the last a blank, or the label again, stands before three numbers; the last has lost one."""
    rows = [row(beside, *"123"), row(beside, *"456", line=2), row(beside, *"78", line=3)]
    assert [texts(one) for one in match(rows, headings(*ABC), spanned=True)] == [
        {"a": "1", "b": "2", "c": "3"},
        {"a": "4", "b": "5", "c": "6"},
        {},
    ]
    whole = match([*rows[:2], row(*"789", line=3)], headings(*ABC), spanned=True)
    assert texts(whole[2]) == {"a": "7", "b": "8", "c": "9"}


def test_where_labels_are_not_filled_up_a_first_number_may_be_blank() -> None:
    rows = [row(*"123", start=2, labels=2), row("", *"56", line=2), row(*"7890", line=3)]
    assert texts(match(rows, headings(*ABC), spanned=True)[1]) == {"a": "", "b": "5", "c": "6"}


@pytest.mark.parametrize(("texts_", "found"), [(("1", "", "2", "3"), {}), (("", "1", "2", "3"), {"a": "1"})])
def test_a_blank_within_a_row_or_two_is_no_padding(texts_: tuple[str, ...], found: dict[str, str]) -> None:
    for rows in ([row(*texts_)], [row(*texts_), row(*texts_, line=2)]):
        assert texts(match(rows, headings(*ABC), spanned=True)[0]).items() >= found.items()
        assert bool(match(rows, headings(*ABC), spanned=True)[0].cells) is bool(found)
    third = match([row(*texts_, line=n) for n in range(1, 4)], headings(*ABC), spanned=True)[2]
    assert texts(third) == {"a": "1", "b": "2", "c": "3"}


def test_blanks_at_the_end_of_all_rows_are_none_of_a_row_of_which_the_last_numbers_are_blank() -> None:
    last = row("1", "", "", "", "")
    assert match([last], headings(*ABC, at=(1, 2, 3)), spanned=True) == [NOTHING]
    (found,) = match([last], headings(*ABC, at=(1, 2, 3)), spanned=True, padding=2)
    assert texts(found) == {"a": "1", "b": "", "c": ""}
    assert match([last], headings(*ABC), spanned=True, padding=2) == [NOTHING]  # headings of another table
    assert match([row("1", "", "", "", "5")], headings(*ABC, at=(1, 2, 3)), spanned=True, padding=2) == [NOTHING]


@pytest.mark.parametrize(
    ("rows", "padding"),
    [
        ((("a", ""), ("b", "", "")), 1),
        ((("a", ""), (), ("b", "", "")), 1),
        ((("a", "", ""), ("", "", "")), 2),
        ((("a", ""), ("b", "1")), 0),
        ((), 0),
    ],
)
def test_padding_is_what_the_row_with_the_fewest_blanks_at_its_end_has(
    rows: tuple[tuple[str, ...], ...], padding: int
) -> None:
    assert padding_of([[Span(text) for text in row] for row in rows]) == padding
    assert padding_of([[Span("a"), Span("", 1, 2)]]) == padding_of([[Span("a"), Span("", 2)]]) == 0


@pytest.mark.parametrize("word", ["无", "零", "没有", "暂无", "空"])
def test_words_for_nothing_are_values(word: str) -> None:
    rows = [row(word, "1", "2", "3", line=n) for n in range(1, 4)]
    assert match(rows, headings(*ABC), spanned=True) == [NOTHING] * 3


def test_words_and_blanks_beside_a_label_are_left_out_together() -> None:
    rows = [row("甲", "", "1", "2", "3", line=n) for n in range(1, 4)]
    assert [texts(one) for one in match(rows, headings(*ABC), spanned=True)] == [{"a": "1", "b": "2", "c": "3"}] * 3


@pytest.mark.parametrize(
    ("key", "values", "found"),
    [
        ("a", ("", "1", ""), {"a": "1"}),
        ("a", ("", "", ""), {"a": ""}),
        ("a", ("1", "", "2"), {}),
        ("a", (), {}),
        (None, ("1",), {}),
        (None, ("", "1"), {}),
    ],
)
def test_a_column_alone_has_the_one_number_there_is(
    key: str | None, values: tuple[str, ...], found: dict[str, str]
) -> None:
    rows = [row(*values), row("7", "", line=2)]
    (one, _) = match(rows, headings(key), spanned=True)
    assert texts(one) == found
    assert not found or one.cells["a"].column == (2 if "1" in values else 1)


def test_what_the_columns_names_are_decides_whether_words_beside_numbers_are_left_out() -> None:
    rows = [row("件", "1", "2", line=n) for n in range(1, 3)]
    assert [texts(one) for one in match(rows, headings("a", "b"), spanned=True)] == [{"a": "1", "b": "2"}] * 2
    assert match(rows, headings(None, "b"), spanned=True) == [NOTHING] * 2
    assert [texts(one) for one in match(rows, headings("a", "b"), spanned=False)] == [{"a": "1", "b": "2"}] * 2
    assert match(rows, headings(None, "b"), spanned=False) == [NOTHING] * 2


@pytest.mark.parametrize("blank", ["", "9"])
def test_where_labels_are_filled_up_a_longer_row_may_have_a_number_twice(blank: str) -> None:
    """Two blanks stand before the numbers of the first rows, one before those of the last, of which one is twice."""
    rows = [row("", "", *"123", line=n) for n in range(1, 4)]
    longer = row("", blank, "8", "8", start=3, line=4)
    found = match([*rows, longer], headings(*ABC), spanned=True)
    assert texts(found[0]) == {"a": "1", "b": "2", "c": "3"}
    assert texts(found[3]) == ({"a": "9", "b": "8", "c": "8"} if blank else {})


def merged_down(text: str) -> list[Row]:
    """Two rows of three, whose first cell is one that reaches from the first row into the second."""
    shared = Placed(text, 1, 1, 2, 1)
    own = [tuple(Placed(one, line, 2 + n, 1, 1) for n, one in enumerate(pair)) for line, pair in ((1, "12"), (2, "34"))]
    return [Row(f"row{line}", (shared, *cells), line) for line, cells in ((1, own[0]), (2, own[1]))]


@pytest.mark.parametrize(("text", "first"), [("9", {}), ("", {"a": ""})])
def test_a_number_merged_over_two_rows_is_of_neither(text: str, first: dict[str, str]) -> None:
    found = match(merged_down(text), headings(*ABC), spanned=True)
    assert [texts(one) for one in found] == [{**first, "b": "1", "c": "2"}, {**first, "b": "3", "c": "4"}]


def test_two_numbers_in_lines_without_spans_are_no_column_alone() -> None:
    assert match([row("1", "2"), row("7", line=2)], headings("a"), spanned=False)[0] == NOTHING


def test_a_blank_row_below_others_is_blank_in_every_column() -> None:
    rows = [row(*"123"), wide(2, ("", 1, 3)), row(*"456", line=3)]
    found = [texts(one) for one in match(rows, headings(*ABC), spanned=True)]
    assert found == [dict(zip(ABC, "123", strict=True)), dict.fromkeys(ABC, ""), dict(zip(ABC, "456", strict=True))]
