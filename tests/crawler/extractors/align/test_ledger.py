"""What was found for each cell: stated twice with different numbers it is withdrawn."""

from decimal import Decimal

import pytest

from crawler.extractors.align.ledger import Ledger
from crawler.extractors.grid import Placed
from forms import Measure
from storage.records import At, State

M = Measure("t3", "granted", "natural_person")


def put(ledger: Ledger, text: str, table: int | None = 0, **more: object) -> None:
    ledger.put_row("t3", "granted", {"natural_person": Placed(text, 3, 4, 1, 1)}, table, **more)  # type: ignore[arg-type]


def only(ledger: Ledger) -> tuple[Decimal | None, State, str | None]:
    cell = ledger.cells[M]
    return cell.value, cell.state, cell.raw


def test_a_number_is_kept_with_its_place() -> None:
    ledger = Ledger()
    put(ledger, "12", 5, likeness=0.9)
    cell = ledger.cells[M]
    assert (cell.value, cell.state, cell.raw, cell.at, cell.match) == (12, State.REPORTED, "12", At(5, 3, 4), 0.9)
    assert cell.ocr is None


def test_a_turned_table_tells_places_as_its_source_has_them() -> None:
    ledger = Ledger(turned=True)
    put(ledger, "12")
    assert ledger.cells[M].at == At(0, 4, 3)


@pytest.mark.parametrize(
    ("text", "state"),
    [("", State.BLANK), ("-", State.DASH), ("/", State.SLASH), ("无", State.NONE_WORD), ("1 2", State.UNREADABLE)],
)
def test_what_is_no_number_is_kept_as_its_state(text: str, state: State) -> None:
    ledger = Ledger()
    put(ledger, text)
    assert only(ledger) == (None, state, text)


def test_a_column_that_the_form_does_not_have_is_nobodys() -> None:
    ledger = Ledger()
    ledger.put_row("t3", "granted", {"elsewhere": Placed("1", 0, 0, 1, 1)}, 0)
    assert ledger.cells == {}


def test_the_same_number_twice_is_no_contradiction() -> None:
    ledger = Ledger()
    put(ledger, "12")
    put(ledger, "12", 1)
    assert only(ledger) == (12, State.REPORTED, "12")
    assert ledger.warnings == []


def test_two_numbers_for_one_cell_leave_none_and_say_so() -> None:
    ledger = Ledger()
    put(ledger, "12")
    put(ledger, "13", 1)
    assert only(ledger) == (None, State.MISSING, None)
    assert M in ledger.lost
    assert ledger.warnings == ["t3.granted.natural_person: stated twice, as '12' and as '13'; taken as missing"]
    put(ledger, "13", 2)
    assert only(ledger)[1] is State.MISSING


def test_an_exact_label_beats_a_forgiven_one() -> None:
    for order in ((0.8, None), (None, 0.8)):
        ledger = Ledger()
        for text, likeness in zip(("12", "13") if order[0] else ("13", "12"), order, strict=True):
            put(ledger, text, likeness=likeness)
        assert only(ledger)[0] == 13


def test_two_forgiven_labels_beat_each_other() -> None:
    ledger = Ledger()
    put(ledger, "12", likeness=0.8)
    put(ledger, "13", likeness=0.9)
    assert only(ledger)[1] is State.MISSING


@pytest.mark.parametrize("texts", [("12", ""), ("", "12")])
def test_a_number_beats_a_blank_of_a_table_that_says_nothing_else(texts: tuple[str, str]) -> None:
    ledger = Ledger()
    for table, text in enumerate(texts):
        put(ledger, text, table)
    ledger.weigh_blanks()
    assert only(ledger)[0] == 12


@pytest.mark.parametrize("texts", [("12", ""), ("", "12")])
def test_a_number_is_given_up_where_a_table_that_prints_others_leaves_it_blank(texts: tuple[str, str]) -> None:
    ledger = Ledger()
    for table, text in enumerate(texts):
        put(ledger, text, table)
        ledger.put_row("t3", "partial", {"total": Placed("7", 1, 1, 1, 1)}, table)
    ledger.weigh_blanks()
    assert only(ledger)[1] is State.MISSING
    assert M in ledger.lost
    assert any("blank in one table" in warning for warning in ledger.warnings)


def test_money_is_converted_to_the_unit_of_the_form() -> None:
    ledger = Ledger()
    ledger.put_row("t2a", "admin_fees", {"fee_amount": Placed("12345", 1, 1, 1, 1)}, 0, units={"fee_amount": "元"})
    assert [cell.value for cell in ledger.cells.values()] == [Decimal("1.2345")]


def test_a_fraction_of_a_count_is_unreadable() -> None:
    ledger = Ledger()
    put(ledger, "1.5")
    assert only(ledger) == (None, State.UNREADABLE, "1.5")
    ledger = Ledger()
    put(ledger, "2.0")
    assert only(ledger)[0] == 2


def test_a_unit_printed_with_a_number_is_no_part_of_it_and_money_is_no_count() -> None:
    ledger = Ledger()
    put(ledger, "12件")
    assert only(ledger) == (12, State.REPORTED, "12件")
    ledger = Ledger()
    put(ledger, "12万元")
    assert only(ledger) == (None, State.UNREADABLE, "12万元")


def test_a_negative_number_is_kept_and_told() -> None:
    ledger = Ledger()
    put(ledger, "-3")
    assert only(ledger)[0] == -3
    assert ledger.warnings == ["t3.granted.natural_person: a negative number is printed (-3)"]


def test_what_is_lost_is_told_once_and_never_of_a_cell_that_was_found() -> None:
    ledger = Ledger()
    put(ledger, "12")
    ledger.lose([M], "why")
    assert ledger.lost == set()
    other = M._replace(column="total")
    ledger.lose([M, other], "why")
    ledger.lose([other], "why")
    assert ledger.lost == {other}
    assert ledger.warnings == ["t3.granted: why"]


def test_a_printed_row_of_no_form_is_kept_when_it_has_a_label_and_a_number() -> None:
    ledger = Ledger()
    ledger.keep("t2a", [Placed("其他", 2, 0, 1, 1), Placed("7", 2, 1, 1, 1), Placed("", 2, 2, 1, 1)], 2, 4)
    ledger.keep("t2a", [Placed("其他", 3, 0, 1, 1), Placed("无数", 3, 1, 1, 1)], 3, 4)
    ledger.keep("t2a", [Placed("8", 4, 0, 1, 1)], 4, 4)
    (extra,) = ledger.extras
    assert (extra.table, extra.labels, extra.cells, extra.at) == ("t2a", ("其他",), ("7", ""), At(4, 2, 0))


def test_a_grid_without_numbers_is_not_kept() -> None:
    ledger = Ledger()
    ledger.keep_grid([[Placed("项目", 0, 0, 1, 1)]], 0)
    assert ledger.extras == []
    ledger.keep_grid([[Placed("项目", 0, 0, 1, 1)], [Placed("甲", 1, 0, 1, 1), Placed("5", 1, 1, 1, 1)]], 0)
    assert [extra.labels for extra in ledger.extras] == [("项目",), ("甲",)]


def test_another_reading_settles_its_tables_and_their_doubts() -> None:
    ledger, turned = Ledger(), Ledger(turned=True)
    ledger.lose([M], "a doubt")
    ledger.warn("t4: another")
    put(turned, "12")
    ledger.take_over(turned)
    assert only(ledger)[0] == 12
    assert ledger.warnings == ["t4: another"]
    assert ledger.lost == set()


def test_the_rule_and_the_repairs_are_told_when_asked_for() -> None:
    ledger = Ledger(trace=True)
    put(ledger, "12", rule="order", likeness=0.9)
    (step,) = ledger.trace or ()
    assert (step.measure, step.rule, step.repairs) == (M, "order", ("label 90% alike",))


@pytest.mark.parametrize(
    ("text", "state", "value"),
    [
        ("自然人：12", State.REPORTED, 12),
        ("自然人: -", State.DASH, None),
        ("法人：12", State.UNREADABLE, None),
        ("自然人12", State.UNREADABLE, None),
        ("自然人：12 3", State.UNREADABLE, None),
    ],
)
def test_a_cell_that_repeats_its_columns_name_holds_what_stands_behind_it(
    text: str, state: State, value: int | None
) -> None:
    ledger = Ledger()
    put(ledger, text)
    assert only(ledger) == (value, state, text)
