"""Identities of the forms: what holds, what fails, what was not stated, and what nobody can tell."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

import forms
from crawler.extractors import identities
from forms import Measure
from storage.records import Cell, Finding, Outcome, State
from tests.layouts import truth

COLUMN = "natural_person"


def cells(form: str, changes: Mapping[Measure, str | None] | None = None) -> tuple[Cell, ...]:
    """A report that adds up, some of its cells with another number or none."""
    printed: dict[Measure, str | None] = {**truth.make(form, "full"), **(changes or {})}
    found = []
    for measure in forms.asked(form):
        text = printed.get(measure)
        value = None if text is None else Decimal(text)
        found.append(Cell(*measure, value, State.MISSING if text is None else State.REPORTED, text))
    return tuple(found)


def outcomes(found: tuple[Finding, ...], identity: str) -> dict[tuple[str, ...], Outcome]:
    return {tuple(f.bind.values()): f.outcome for f in found if f.identity == identity}


def one(found: tuple[Finding, ...], identity: str, *bound: str) -> Finding:
    (finding,) = (f for f in found if f.identity == identity and tuple(f.bind.values()) == bound)
    return finding


@pytest.mark.parametrize("form", ["a2021", "b2019", "c2014"])
def test_a_report_that_adds_up_fails_nothing(form: str) -> None:
    found = identities.check(form, cells(form), below_city=False)
    assert [f for f in found if f.outcome is Outcome.FAIL and not f.identity.endswith(("_BOUND", "_STOCK"))] == []
    assert len(found) >= 10


def test_an_unknown_form_has_no_identities() -> None:
    assert identities.check("unknown", ()) == ()


def test_what_comes_in_has_to_go_out() -> None:
    right = one(identities.check("a2021", cells("a2021")), "T3_FLOW", COLUMN)
    assert right.outcome is Outcome.PASS
    assert right.left == right.right
    measure = Measure("t3", "new_received", COLUMN)
    more = str(int(truth.make("a2021", "full")[measure]) + 1)
    found = identities.check("a2021", cells("a2021", {measure: more}))
    failing = one(found, "T3_FLOW", COLUMN)
    assert failing.outcome is Outcome.FAIL
    assert failing.left == (right.left or 0) + 1
    assert failing.right == right.right
    assert outcomes(found, "T3_FLOW") == {
        (column.key,): Outcome.FAIL if column.key == COLUMN else Outcome.PASS for column in forms.table("t3").columns
    }
    assert outcomes(found, "T3_COLUMN_SUM")["new_received",] is Outcome.FAIL


def test_a_cell_that_may_be_printed_is_not_taken_as_nothing() -> None:
    measure = Measure("t3", "carried_in", COLUMN)
    known = cells("a2021", {measure: None})
    assert one(identities.check("a2021", known), "T3_FLOW", COLUMN).outcome is Outcome.FAIL
    unsure = one(identities.check("a2021", known, lost={measure}), "T3_FLOW", COLUMN)
    assert unsure.outcome is Outcome.NOT_EVALUATED


def test_an_unreadable_cell_is_not_taken_as_nothing() -> None:
    measure = Measure("t3", "carried_in", COLUMN)
    known = tuple(c._replace(value=None, state=State.UNREADABLE) if c[:3] == measure else c for c in cells("a2021"))
    assert one(identities.check("a2021", known), "T3_FLOW", COLUMN).outcome is Outcome.NOT_EVALUATED


def test_a_blank_is_nothing_where_the_others_add_up_without_it() -> None:
    changes = {Measure("t3", row, COLUMN): "0" for row in ("carried_in", "carried_out")}
    total = truth.make("a2021", "full")[Measure("t3", "results_total", COLUMN)]
    changes[Measure("t3", "new_received", COLUMN)] = total
    known = tuple(
        c._replace(value=None, state=State.BLANK) if c[:3] == ("t3", "carried_in", COLUMN) else c
        for c in cells("a2021", changes)
    )
    finding = one(identities.check("a2021", known), "T3_FLOW", COLUMN)
    assert (finding.outcome, finding.assumed_zero) == (Outcome.PASS, True)
    whole = one(identities.check("a2021", cells("a2021", changes)), "T3_FLOW", COLUMN)
    assert (whole.outcome, whole.assumed_zero) == (Outcome.PASS, False)


def test_a_district_has_no_regulations_of_its_own() -> None:
    name = "T2A_DISTRICT_NO_REGULATIONS"
    assert Outcome.FAIL in outcomes(identities.check("a2021", cells("a2021"), below_city=True), name).values()
    assert Outcome.FAIL not in outcomes(identities.check("a2021", cells("a2021"), below_city=False), name).values()


def test_every_sum_of_the_disputes_is_checked() -> None:
    for prefix in ("review", "direct", "after_review"):
        measure = Measure("t4", "value", f"{prefix}_total")
        more = str(int(truth.make("a2021", "full")[measure]) + 1)
        found = identities.check("a2021", cells("a2021", {measure: more}))
        failing = {f.identity for f in found if f.outcome is Outcome.FAIL and f.identity.endswith("_SUM")}
        assert failing == {f"T4_{prefix.upper()}_SUM"}


def test_cells_in_another_order_give_the_same_findings() -> None:
    known = cells("a2021")
    assert identities.check("a2021", tuple(reversed(known))) == identities.check("a2021", known)


TOTAL = Measure("t4", "value", "review_total")
PARTS = tuple(Measure("t4", "value", f"review_{leaf}") for leaf in ("upheld", "corrected", "other", "pending"))


def test_districts_are_what_is_meant_unless_told_otherwise() -> None:
    assert identities.check("a2021", cells("a2021")) == identities.check("a2021", cells("a2021"), below_city=True)


def test_of_a_city_nothing_is_said_about_regulations() -> None:
    name = "T2A_DISTRICT_NO_REGULATIONS"
    found = [f for f in identities.check("a2021", cells("a2021"), below_city=False) if f.identity == name]
    assert found == [Finding(name, {"c": c}, Outcome.NOT_APPLICABLE) for c in ("made", "repealed", "in_force")]


@pytest.mark.parametrize(
    ("gone", "outcome"),
    [
        ((TOTAL,), Outcome.NOT_STATED),
        (PARTS, Outcome.NOT_STATED),
        ((TOTAL, *PARTS), Outcome.NOT_STATED),
        (PARTS[:3], Outcome.FAIL),
        (PARTS[:1], Outcome.FAIL),
        ((), Outcome.PASS),
    ],
)
def test_a_sum_needs_its_total_and_a_part(gone: tuple[Measure, ...], outcome: Outcome) -> None:
    finding = one(identities.check("a2021", cells("a2021", dict.fromkeys(gone))), "T4_REVIEW_SUM")
    assert finding.outcome is outcome


def test_what_is_printed_of_a_sum_that_is_not_stated_is_told() -> None:
    whole = one(identities.check("a2021", cells("a2021")), "T4_REVIEW_SUM")
    without_total = one(identities.check("a2021", cells("a2021", {TOTAL: None})), "T4_REVIEW_SUM")
    assert (without_total.left, without_total.right) == (whole.left, None)
    without_parts = one(identities.check("a2021", cells("a2021", dict.fromkeys(PARTS))), "T4_REVIEW_SUM")
    assert (without_parts.left, without_parts.right) == (None, whole.right)


def test_a_flow_of_which_one_side_is_not_printed_cannot_be_evaluated() -> None:
    gone = {Measure("t3", row, COLUMN): None for row in ("results_total", "carried_out")}
    finding = one(identities.check("a2021", cells("a2021", gone)), "T3_FLOW", COLUMN)
    assert (finding.outcome, finding.right) == (Outcome.NOT_EVALUATED, None)


def test_nothing_against_nothing_passes_where_a_bound_has_noughts() -> None:
    changes: dict[Measure, str | None] = {Measure("t3", "carried_out", COLUMN): "0"}
    changes |= {Measure("t3", row, COLUMN): "0" for row in ("new_received", "carried_in")}
    finding = one(identities.check("a2021", cells("a2021", changes)), "T3_CARRY_BOUND", COLUMN)
    assert (finding.outcome, finding.left, finding.right) == (Outcome.PASS, 0, 0)


def test_an_unreadable_cell_leaves_other_columns_alone() -> None:
    measure = Measure("t3", "carried_in", COLUMN)
    known = tuple(c._replace(value=None, state=State.UNREADABLE) if c[:3] == measure else c for c in cells("a2021"))
    flows = outcomes(identities.check("a2021", known), "T3_FLOW")
    assert [bind for bind, outcome in flows.items() if outcome is not Outcome.PASS] == [(COLUMN,)]


def test_rows_are_those_of_the_form() -> None:
    rows = {
        form: {bind[0] for bind in outcomes(identities.check(form, cells(form)), "T3_COLUMN_SUM")}
        for form in ("a2021", "b2019")
    }
    assert rows["b2019"] - rows["a2021"] == {"other_undivided"}
    assert rows["a2021"] - rows["b2019"] == {"other_no_correction", "other_fee_unpaid", "other_misc"}


def test_the_outcomes_of_a_form_are_those_that_its_results_are_the_sum_of() -> None:
    terms = {
        form: {m.row for m in identities.sum_of("children(results)[total]", form).terms} for form in ("a2021", "b2019")
    }
    assert "other_undivided" in terms["b2019"] - terms["a2021"]
    assert "other_misc" in terms["a2021"] - terms["b2019"]
    assert {m[::2] for m in identities.sum_of("children(results)[total]", "a2021").terms} == {("t3", "total")}


def test_constants_of_a_side_are_added_up() -> None:
    side = identities.sum_of("2 + t3.new_received[total] + 3", "a2021")
    assert side == ((Measure("t3", "new_received", "total"),), Decimal(5))


def test_a_side_that_is_none_is_refused_with_its_words() -> None:
    with pytest.raises(ValueError, match=r"'t3\.new_received' is not a cell"):
        identities.sum_of("t3.new_received", "a2021")


def test_a_strict_bound_needs_both_its_cells() -> None:
    ends = [Measure("t2b", "regulations", key) for key in ("newly_public", "public_total")]
    numbers = dict(zip(ends, ("3", "5"), strict=True))
    elsewhere: dict[Measure, str | None] = {Measure("t3", "carried_in", COLUMN): None}
    known = one(identities.check("b2019", cells("b2019", {**numbers, **elsewhere})), "T2B_PUBLIC_BOUND", "regulations")
    assert (known.outcome, known.left, known.right, known.assumed_zero) == (Outcome.PASS, 3, 5, False)
    for gone in ends:
        found = identities.check("b2019", cells("b2019", {**numbers, gone: None}))
        assert one(found, "T2B_PUBLIC_BOUND", "regulations").outcome is Outcome.NOT_EVALUATED


@pytest.mark.parametrize("blank", ["carried_in", "carried_out"])
def test_nought_is_nought_where_a_blank_stands_beside_it(blank: str) -> None:
    rows = ("new_received", "carried_in", "results_total", "carried_out")
    changes: dict[Measure, str | None] = {Measure("t3", row, COLUMN): "0" for row in rows}
    changes[Measure("t3", blank, COLUMN)] = None
    finding = one(identities.check("a2021", cells("a2021", changes)), "T3_FLOW", COLUMN)
    assert (finding.outcome, finding.left, finding.right, finding.assumed_zero) == (Outcome.PASS, 0, 0, True)
