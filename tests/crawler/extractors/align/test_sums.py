"""What sums tell against a reading of 表三."""

import pytest

import forms
from crawler.extractors.align.applicants import ORDER
from crawler.extractors.align.columns import Match
from crawler.extractors.align.doubts.sums import (
    add_up,
    are_vouched_for,
    doubtful,
    ends_in_its_sum,
    has_totals,
    have_slid,
    is_shifted,
    spoilt,
)
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


SLID = (("1", "1", "", "", "", "", ""), ("3", "3", "", "", "", "", ""), ("1", "2", "3", "", "", "", ""))


def test_blanks_were_left_out_where_the_last_numbers_of_two_rows_are_the_sums_of_the_others() -> None:
    rows = [Match(row(*texts), "order") for texts in SLID]
    blank, alone = (Match(row(text, *[""] * 6), "order") for text in ("", "5"))
    assert have_slid([*rows, blank, alone])
    assert have_slid([*rows[:2], blank, alone])
    assert not have_slid([rows[0], blank, alone])
    assert doubtful(list("abcde"), [*rows, blank, alone]) == set("abc")
    assert doubtful(list("abcd"), [rows[0], rows[1], alone, Match(row("1", "2", "", "", "", "", ""), "order")]) == set()
    assert not have_slid([*rows[1:], Match(row("1", "", "", "", "", "2", ""), "order")])
    assert not have_slid([Match(row(*texts[:6], "6"), "order") for texts in SLID])
    assert [ends_in_its_sum(one.cells) for one in (*rows, blank, alone)] == [True, True, True, False, False]
    assert not ends_in_its_sum(row("0", "0", "", "", "", "", ""))


OUTCOMES = [r.key for r in forms.table("t3").descendants("results", "a2021")]
ALL = ["new_received", "carried_in", *OUTCOMES, "results_total", "carried_out"]


def whole(**changed: tuple[str, ...]) -> dict[str, Match]:
    """A table in which everything adds up: every outcome came once by each kind of applicant, and two were carried."""
    count = len(OUTCOMES)
    rows = {key: ["1"] * 6 + ["6"] for key in OUTCOMES}
    rows |= {key: [str(count)] * 6 + [str(6 * count)] for key in ("new_received", "results_total")}
    rows |= {key: ["2"] * 6 + ["12"] for key in ("carried_in", "carried_out")}
    return {key: Match(row(*changed.get(key, rows[key])), "order") for key in ALL}


@pytest.mark.parametrize(
    ("key", "texts"),
    [
        ("granted", ("", "1", "1", "3", "1", "1", "6")),  # one blank, and two columns are wrong
        ("granted", ("4", "1", "1", "3", "1", "1", "6")),  # no total, and two columns are wrong
        ("results_total", ("1", "9", "9", "9", "9", "9", "99")),
        ("new_received", ("1", "9", "9", "9", "9", "9", "99")),
        ("carried_out", ("2", "2", "0", "0", "0", "0", "3")),
        ("granted", ("", "", "3", "1", "1", "3", "6")),
        ("results_total", ("", "", *[str(len(OUTCOMES))] * 4, str(6 * len(OUTCOMES)))),
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
        ("granted", ("4", "1", "1", "3", "1", "1", "0")),
        ("carried_out", ("3", "2", "2", "2", "2", "2", "12")),
        ("carried_in", ("2", "2", "2", "2", "2", "3", "12")),
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


def test_half_of_the_rows_are_not_most() -> None:
    """Of 25 rows one is left out, so that half of them can be wrong, or have a blank."""
    rows = whole()
    del rows["carried_in"]
    keys = list(rows)[1:]
    wrong = {key: Match(row("2", "2", "1", "1", "1", "1", "6"), "order") for key in keys[:12]}
    assert spoilt(rows | wrong) == frozenset()
    del wrong[keys[0]]
    assert spoilt(rows | wrong) == set(wrong)
    gapped = {"granted": Match(row("1", "1", "1", "2", "", "1", "6"), "order")}
    sparse = {key: Match(row("3", "3", "", "", "0", "0", "6"), "order") for key in OUTCOMES[2:13]}
    assert spoilt(rows | gapped | sparse) == frozenset()
    del sparse[OUTCOMES[2]]
    assert spoilt(rows | gapped | sparse) == {"granted"}


def test_columns_that_row_7_leaves_blank_do_not_tell() -> None:
    blank = ("", "", *[str(len(OUTCOMES))] * 4, str(4 * len(OUTCOMES)))
    spoils = ("3", "3", "1", "1", "1", "1", "6")
    assert spoilt(whole(granted=spoils, results_total=blank)) == frozenset()
    assert spoilt(whole(granted=spoils)) == {"granted"}


def test_row_7_is_told_of_by_the_outcomes_where_nothing_is_said_of_what_was_carried() -> None:
    rows = whole(results_total=("1", "9", "9", "9", "9", "9", "99"))
    del rows["carried_in"]
    assert spoilt(rows) == {"results_total"}


def test_a_row_whose_cells_are_not_all_known_leaves_everything_as_it_is() -> None:
    for key in ("carried_out", "results_total", "partial"):
        rows = whole(granted=("4", "1", "1", "3", "1", "1", "6"))
        rows[key] = Match({k: cell for k, cell in rows[key].cells.items() if k != "lp_other"}, "order")
        assert spoilt(rows) == frozenset()


def test_a_row_stated_twice_tells_nothing_of_others() -> None:
    rows = whole(granted=("4", "1", "1", "3", "1", "1", "6"))
    keys, matches = list(rows), list(rows.values())
    assert doubtful(keys, matches) == {"granted"}
    assert doubtful([*keys, "partial"], [*matches, rows["partial"]]) == frozenset()


def test_sums_vouch_for_a_whole_legible_table_only() -> None:
    assert are_vouched_for(whole())
    count = len(OUTCOMES)
    for key, texts in (
        ("granted", ("1", "1", "1", "1", "1", "1 1", "6")),
        ("granted", ("2", "1", "1", "1", "1", "1", "6")),
        ("results_total", (*[str(count)] * 6, "")),
        ("results_total", (*[str(count)] * 6, "7")),
    ):
        assert not are_vouched_for(whole(**{key: texts}))
    rows = whole()
    assert not are_vouched_for({key: one for key, one in rows.items() if key != "partial"})
    assert not are_vouched_for({key: one for key, one in rows.items() if key != "results_total"})


@pytest.mark.parametrize("text", ["1¹", "1 1", "1件", "①", "壹"])
def test_what_is_no_number_in_digits_breaks_nothing(text: str) -> None:
    for texts in ((text, *["1"] * 5, "6"), (*["1"] * 6, text), ("", text, *["1"] * 5)):
        assert spoilt(whole(granted=texts)) <= {"granted"}
        assert doubtful(ALL, list(whole(granted=texts).values())) <= {"granted"}
