"""A short label counts only where its row is due."""

import pytest

from crawler.extractors.align.progress import Progress

ORDER = [f"r{n}" for n in range(8)]


@pytest.fixture
def begun() -> Progress:
    progress = Progress(ORDER)
    progress.begin(0)
    return progress


def test_no_row_is_due_before_a_heading() -> None:
    progress = Progress(ORDER)
    assert not progress.is_due("r0", 0)
    assert not progress.is_ahead("r0")


def test_rows_are_due_in_their_order_only(begun: Progress) -> None:
    begun.took("r2", 0)
    assert [key for key in ORDER if begun.is_due(key, 0)] == ORDER[2:]
    assert [key for key in ORDER if begun.is_ahead(key)] == ORDER[3:]


def test_a_row_right_behind_itself_is_stated_twice_also_where_it_is_the_last(begun: Progress) -> None:
    begun.took("r7", 0)
    assert begun.is_again("r7", 0)
    assert [key for key in ORDER if begun.is_due(key, 0)] == ["r7"]
    assert not any(begun.is_due(key, 1) or begun.is_again(key, 1) for key in ORDER)


def test_in_the_next_table_only_the_next_three_rows_are_due(begun: Progress) -> None:
    begun.took("r2", 0)
    assert [key for key in ORDER if begun.is_due(key, 1)] == ["r3", "r4", "r5"]


def test_after_the_last_row_none_is_due_until_headings_come_again(begun: Progress) -> None:
    begun.took("r7", 0)
    assert not begun.open
    assert not begun.is_due("r0", 0)
    begun.begin(1)
    assert begun.is_due("r0", 1)


def test_headings_printed_again_in_an_open_table_do_not_begin_it_anew(begun: Progress) -> None:
    begun.took("r3", 0)
    begun.begin(1)
    assert not begun.is_due("r3", 1)
    assert begun.is_due("r7", 1)


def test_only_the_last_row_closes_the_table(begun: Progress) -> None:
    begun.took("r6", 0)
    assert begun.open
    assert begun.is_due("r7", 1)
