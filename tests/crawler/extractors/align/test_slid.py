"""Which cells of 表四 are certain where its row may have lost one."""

import pytest

from crawler.extractors.align.doubts.slid import ORDER, doubtful
from crawler.extractors.grid import Placed

ROW = ["1", "2", "3", "4", "10", "5", "6", "7", "8", "26", "9", "10", "11", "12", "42"]


def doubted(texts: list[str]) -> set[int]:
    cells = {key: Placed(text, 0, n, 1, 1) for n, (key, text) in enumerate(zip(ORDER, texts, strict=True))}
    return {ORDER.index(key) for key in doubtful(cells)}


NOUGHTS = [*"0204600707", *"10001"]


@pytest.mark.parametrize("whole", [ROW, NOUGHTS])
@pytest.mark.parametrize("lost", range(14))
@pytest.mark.parametrize("filling", ["", "0"])
def test_a_row_filled_up_at_its_end_is_certain_only_before_the_lost_cells_group(
    whole: list[str], lost: int, filling: str
) -> None:
    slid = [*whole[:lost], *whole[lost + 1 :], filling]
    found = doubted(slid)
    if filling and lost >= 10:
        assert found == set()  # one group that does not add up may be a misprint
    elif slid == [*whole[:-1], filling]:
        assert found <= {14}
    else:
        assert {n for n in range(15) if slid[n] != whole[n]} <= found
        assert not found & set(range(lost // 5 * 5))


def _makes_total(texts: list[str]) -> bool:
    *parts, total = (int(text or "0") for text in texts)
    return sum(parts) == total


def test_of_a_total_that_may_be_lost_and_a_blank_at_the_end_nothing_is_known() -> None:
    assert doubted(["1", "0", "0", "0", "0", *["0"] * 9, ""]) == {4, 14}


@pytest.mark.parametrize("whole", [ROW, NOUGHTS])
@pytest.mark.parametrize("lost", range(14))
def test_a_row_filled_up_at_its_beginning_is_certain_only_behind_it(whole: list[str], lost: int) -> None:
    slid = ["", *whole[:lost], *whole[lost + 1 :]]
    found = doubted(slid)
    if all(_makes_total(slid[n : n + 5]) for n in range(0, 15, 5)):
        assert found == set()  # noughts have moved, and nothing tells
        return
    assert {n for n in range(15) if slid[n] != whole[n]} <= found
    assert not found & set(range(lost // 5 * 5 + 5, 15))


@pytest.mark.parametrize(
    "texts",
    [
        ROW,
        [*ROW[:14], "43"],  # a misprint
        ["", *ROW[1:4], "9", *ROW[5:]],  # adds up as it is
        [*[""] * 15],
        ["1", "0", "0", "0", "1", *["0"] * 9, ""],
        ["", "2", "-", "4", *ROW[5:], "7"],
    ],
)
def test_rows_that_add_up_or_that_no_lost_cell_explains_are_certain(texts: list[str]) -> None:
    assert doubted(texts) == set()


def test_a_row_that_is_not_whole_is_left_alone() -> None:
    assert doubtful({ORDER[0]: Placed("", 0, 0, 1, 1)}) == frozenset()
