"""Where cells stand in the grid: merged rows, and rows under their headings."""

from crawler.extractors.align.columns.shapes import by_headings, merged, shape_of
from crawler.extractors.grid import Placed

WHOLE = [Placed(text, 0, column, 1, 1) for column, text in enumerate("1234")]
SHAPE = shape_of(WHOLE, [1, 2, 3])


def cells(*places: tuple[str, int, int]) -> list[Placed]:
    return [Placed(text, 1, column, 1, width) for text, column, width in places]


def texts(filled: list[Placed | None] | None) -> list[str | None] | None:
    return None if filled is None else [cell and cell.text for cell in filled]


def test_a_shape_has_all_cells_and_those_of_the_headings() -> None:
    assert SHAPE.cells == ((0, 1), (1, 2), (2, 3), (3, 4))
    assert SHAPE.values == ((1, 2), (2, 3), (3, 4))


def test_a_blank_over_two_columns_is_boths_and_a_number_neithers() -> None:
    assert texts(merged(cells(("x", 0, 1), ("", 1, 2), ("9", 3, 1)), SHAPE)) == ["", "", "9"]
    assert texts(merged(cells(("x", 0, 1), ("8", 1, 2), ("9", 3, 1)), SHAPE)) == [None, None, "9"]


def test_a_number_that_reaches_over_what_is_no_value_is_the_values() -> None:
    assert texts(merged(cells(("8", 0, 2), ("7", 2, 1), ("9", 3, 1)), SHAPE)) == ["8", "7", "9"]


def test_blank_cells_beyond_the_end_do_not_matter_and_numbers_do() -> None:
    given = (("x", 0, 1), ("1", 1, 1), ("2", 2, 1), ("3", 3, 1))
    assert texts(merged(cells(*given, ("", 4, 1)), SHAPE)) == ["1", "2", "3"]
    assert merged(cells(*given, ("4", 4, 1)), SHAPE) is None


def test_a_row_that_begins_ends_or_breaks_elsewhere_is_of_no_such_shape() -> None:
    assert merged(cells(("1", 1, 1), ("2", 2, 1), ("3", 3, 1)), SHAPE) is None
    assert merged(cells(("x", 0, 1), ("1", 1, 1), ("2", 2, 1)), SHAPE) is None
    assert merged(cells(("x", 0, 1), ("1", 1, 1), ("3", 3, 1)), SHAPE) is None
    assert merged([], SHAPE) is None


def test_an_edge_that_the_shape_lacks_is_of_another_one() -> None:
    shape = shape_of(cells(("1", 0, 2), ("2", 2, 2)), [0, 1])
    assert merged(cells(("1", 0, 1), ("2", 1, 3)), shape) is None


HEADINGS = cells(("a", 1, 1), ("b", 2, 1), ("c", 3, 1))


def test_rows_that_fill_the_table_are_read_under_their_headings() -> None:
    assert texts(by_headings([cells(("2", 2, 1), ("", 3, 1))], HEADINGS)[0]) == [None, "2", ""]


def test_one_number_beside_its_heading_makes_the_whole_table_uncertain() -> None:
    found = by_headings([cells(("1", 1, 1), ("3", 3, 1)), cells(("5", 4, 1))], HEADINGS)
    assert found == [None, None]


def test_headings_apart_need_numbers_under_both_ends() -> None:
    apart = cells(("a", 1, 1), ("b", 3, 1))
    assert by_headings([cells(("1", 1, 1))], apart) == [None]
    assert texts(by_headings([cells(("1", 1, 1), ("2", 3, 1))], apart)[0]) == ["1", "2"]


def test_headings_where_labels_stand_or_over_each_other_say_nothing() -> None:
    row = cells(("1", 1, 1), ("2", 2, 1), ("3", 3, 1))
    assert by_headings([row], HEADINGS, within=2) == [None]
    assert texts(by_headings([row], HEADINGS, within=1)[0]) == ["1", "2", "3"]
    assert by_headings([row], cells(("a", 1, 2), ("b", 2, 1), ("c", 3, 1))) == [None]
    assert by_headings([row], [None, *HEADINGS[1:]]) == [None]
