"""Which cells of 表四 are certain where its row may have lost one."""

import pytest

from crawler.extractors.align.slid import ORDER, doubtful
from crawler.extractors.grid import Placed

ROW = ["1", "2", "3", "4", "10", "5", "6", "7", "8", "26", "9", "10", "11", "12", "42"]


def doubted(texts: list[str]) -> set[int]:
    cells = {key: Placed(text, 0, n, 1, 1) for n, (key, text) in enumerate(zip(ORDER, texts, strict=True))}
    return {ORDER.index(key) for key in doubtful(cells)}


@pytest.mark.parametrize("lost", [n for n in range(15) if n % 5 < 4])
@pytest.mark.parametrize("filling", ["", "0"])
def test_a_row_filled_up_at_its_end_is_certain_only_before_the_lost_cells_group(lost: int, filling: str) -> None:
    found = doubted([*ROW[:lost], *ROW[lost + 1 :], filling])
    if filling and lost >= 10:
        assert found == set()  # one group that does not add up may be a misprint
    else:
        assert set(range(lost, 15)) <= found
        assert not found & set(range(lost // 5 * 5))


@pytest.mark.parametrize("lost", [n for n in range(15) if n % 5 < 4])
def test_a_row_filled_up_at_its_beginning_is_certain_only_behind_it(lost: int) -> None:
    found = doubted(["", *ROW[:lost], *ROW[lost + 1 :]])
    assert set(range(lost + 1)) <= found
    assert not found & set(range(lost // 5 * 5 + 5, 15))


@pytest.mark.parametrize(
    "texts",
    [
        ROW,
        [*ROW[:14], "43"],  # a misprint
        ["", *ROW[1:4], "9", *ROW[5:]],  # adds up as it is
        [*[""] * 15],
        ["1", "0", "0", "0", "1", *["0"] * 9, ""],
        ["1", "0", "0", "0", "0", *["0"] * 9, ""],  # one total is not printed, and no number put back makes it
        ["", "2", "-", "4", *ROW[5:], "7"],
    ],
)
def test_rows_that_add_up_or_that_no_lost_cell_explains_are_certain(texts: list[str]) -> None:
    assert doubted(texts) == set()


def test_a_row_that_is_not_whole_is_left_alone() -> None:
    assert doubtful({ORDER[0]: Placed("", 0, 0, 1, 1)}) == frozenset()
