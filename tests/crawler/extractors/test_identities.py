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
