"""What sums tell against a reading of 表三."""

import pytest

import forms
from crawler.extractors.align.applicants import ORDER
from crawler.extractors.align.columns import Match
from crawler.extractors.align.sums import add_up, ends_in_its_sum, has_totals, have_slid, is_shifted, spoilt
from crawler.extractors.grid import Placed


def row(*texts: str) -> dict[str, Placed]:
    return {key: Placed(text, 0, n, 1, 1) for n, (key, text) in enumerate(zip(ORDER, texts, strict=True))}


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (("2", "0", "1", "0", "0", "0", "3"), True),
        (("2", "0", "1", "0", "0", "0", "4"), False),
        (("2", "", "1", "/", "", "", "3"), True),
        (("0", "0", "0", "0", "0", "0", ""), True),
        (("0", "0", "0", "0", "0", "1", ""), False),
        (("", "", "", "", "", "", ""), True),
        (("", "", "", "", "", "", "1"), False),
    ],
)
def test_a_row_adds_up_where_its_parts_make_its_total_or_it_prints_neither(texts: tuple[str, ...], whole: bool) -> None:
    assert add_up(row(*texts)) is whole


@pytest.mark.parametrize(("printed", "most"), [(0, False), (1, False), (2, False), (3, True), (4, True)])
def test_rows_print_their_totals_where_more_than_half_of_them_do(printed: int, most: bool) -> None:
    texts = ["1", "", "", "", "", ""]
    rows = [Match(row(*texts, "1" if n < printed else ""), "order") for n in range(4)]
    assert has_totals(rows) is most


@pytest.mark.parametrize(
    ("texts", "shifted"),
    [
        (("1", "0", "0", "0", "0", "1", ""), True),
        (("1", "0", "0", "0", "0", "1", "0"), True),
        (("1", "0", "0", "0", "0", "1", "2"), False),
        (("1", "0", "0", "0", "1", "1", "0"), False),
        (("0", "0", "0", "0", "0", "0", "0"), False),
        (("1", "0", "-", "0", "0", "1", "0"), False),
    ],
)
def test_a_row_may_have_slid_where_its_total_is_blank_or_0_and_its_last_part_as_much_as_all(
    texts: tuple[str, ...], shifted: bool
) -> None:
    assert is_shifted(row(*texts)) is shifted


SLID = (("3", "3", "", "", "", "", ""), ("1", "2", "3", "", "", "", ""))


def test_blanks_were_left_out_where_the_last_numbers_of_two_rows_are_the_sums_of_the_others() -> None:
    rows = [Match(row(*texts), "order") for texts in SLID]
    blank, alone = (Match(row(text, *[""] * 6), "order") for text in ("", "5"))
    assert have_slid([*rows, blank, alone])
    assert not have_slid([rows[0], blank, alone])
    assert not have_slid([*rows, Match(row("1", "", "", "", "", "2", ""), "order")])
    assert not have_slid([Match(row(*texts[:6], "6"), "order") for texts in SLID])
    assert [ends_in_its_sum(one.cells) for one in (*rows, blank, alone)] == [True, True, False, False]
    assert not ends_in_its_sum(row("0", "0", "", "", "", "", ""))


OUTCOMES = [r.key for r in forms.table("t3").descendants("results", "a2021")]
ALL = ["new_received", "carried_in", *OUTCOMES, "results_total", "carried_out"]


def whole(**changed: tuple[str, ...]) -> dict[str, Match]:
    """A table in which everything adds up: every outcome came once by each kind of applicant, nothing was carried."""
    count = len(OUTCOMES)
    rows = {key: ["1"] * 6 + ["6"] for key in OUTCOMES}
    rows |= {key: [str(count)] * 6 + [str(6 * count)] for key in ("new_received", "results_total")}
    rows |= {key: ["0"] * 7 for key in ("carried_in", "carried_out")}
    return {key: Match(row(*changed.get(key, rows[key])), "order") for key in ALL}


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("granted", ("", "1", "1", "3", "1", "1", "6")),  # one blank, and two columns are wrong
        ("granted", ("4", "1", "1", "3", "1", "1", "6")),  # no total, and two columns are wrong
        ("results_total", ("1", "9", "9", "9", "9", "9", "99")),
        ("new_received", ("1", "9", "9", "9", "9", "9", "99")),
        ("carried_out", ("2", "2", "0", "0", "0", "0", "3")),
    ],
)
def test_a_row_is_spoilt_where_two_columns_do_not_add_up_either(key: str, texts: tuple[str, ...]) -> None:
    assert spoilt(whole()) == frozenset()
    assert spoilt(whole(**{key: texts})) == {key}


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("granted", ("2", "1", "1", "1", "1", "1", "6")),  # a misprint: one column
        ("granted", ("1", "1", "1", "1", "1", "1", "7")),  # the total alone
        ("granted", ("2", "3", "1", "1", "1", "1", "9")),  # makes its total
        ("granted", ("4", "1", "-", "3", "1", "1", "6")),  # nobody knows what the mark stands for
        ("granted", ("4", "1", "1", "3", "1", "1", "")),
        ("results_total", ("", "", "", "", "", "", "99")),  # only the total was filled in
    ],
)
def test_other_rows_are_as_they_were_printed(key: str, texts: tuple[str, ...]) -> None:
    assert spoilt(whole(**{key: texts})) == frozenset()


def test_where_most_rows_do_not_make_their_totals_the_report_was_made_so() -> None:
    wrong = dict.fromkeys(OUTCOMES[: len(ALL) // 2 + 1], ("2", "2", "1", "1", "1", "1", "6"))
    assert spoilt(whole(**wrong)) == frozenset()


def test_without_all_outcomes_or_with_a_cell_missing_nothing_is_spoilt() -> None:
    rows = whole(granted=("4", "1", "1", "3", "1", "1", "6"))
    assert spoilt({key: one for key, one in rows.items() if key != "partial"}) == frozenset()
    assert spoilt({key: one for key, one in rows.items() if key != "results_total"}) == frozenset()
    cells = dict(rows["partial"].cells)
    del cells["total"]
    assert spoilt(rows | {"partial": Match(cells, "order")}) == frozenset()


def test_blanks_tell_nothing_where_most_rows_have_some() -> None:
    some = dict.fromkeys(OUTCOMES[: len(ALL) // 2 + 1], ("1", "1", "1", "1", "", "2", "6"))
    assert spoilt(whole(**some)) == frozenset()
