"""This year against last: what was carried over, and why it differs."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from storage import judgements, queries
from storage.crosschecks import renew
from storage.models import CrossFinding, table_of
from storage.records import FetchOutcome, Judged, Outcome, Registered, RegisteredAgency, State
from storage.session import WRITING
from tests.storage.world import SHILI, World, cells, report

AGENCY, OTHER, NEW = "示例市示例区财政局", "示例市示例区审计局", "示例市示例区财政审计局"
CHAIN = "T3_CARRY_CHAIN"
Row = tuple[int, str, str, Outcome, Decimal | None, Decimal | None, str]


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def publish(
    world: World, year: int, *, into: str = "0", out: str = "0", agency: str = AGENCY, form: str = "a2021"
) -> None:
    """Of the natural persons: how many were carried in and out. Words are what stands in a cell without a number."""
    odd = {("t3", "carried_in", "natural_person"): _said(into), ("t3", "carried_out", "natural_person"): _said(out)}
    world.publish(report(agency, year, form, cells=cells(form, odd)), SHILI)


def _said(printed: str):
    return (Decimal(printed), State.REPORTED, printed) if printed.isdigit() else (None, State.DASH, printed)


def told(world: World, identity: str = CHAIN, *, past: bool = False) -> list[Row]:
    """What is found about the identity, with what was found once."""
    renew(world.engine)
    table = table_of(CrossFinding)
    with queries.snapshot(world.engine) as connection:
        held = queries.findings(connection)
        found = [(r.year, r.agency, r.bind, r.outcome, r.left, r.right) for r, _ in held if r.identity == identity]
        codes = queries.codes(connection)
        if past:
            return [tuple(row) for row in connection.execute(select(table).order_by(table.c.since))]
    return [
        (year, agency, bind, outcome, left, right, codes["990101", agency, year, identity, bind])
        for year, agency, bind, outcome, left, right in found
    ]


def test_what_was_carried_out_is_carried_in_a_year_later(world: World) -> None:
    publish(world, 2022, out="3")
    publish(world, 2023, into="3", out="1")
    publish(world, 2024, into="1")
    assert told(world) == []


def test_a_chain_that_breaks_tells_both_numbers_of_its_column(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="4")
    assert told(world) == [(2024, AGENCY, '{"c": "natural_person"}', Outcome.FAIL, Decimal(4), Decimal(3), "differs")]


def test_the_chain_goes_on_from_the_trial_form_to_the_one_in_force(world: World) -> None:
    publish(world, 2020, out="3", form="b2019")
    publish(world, 2021, into="4")
    (row,) = told(world)
    assert (row[0], row[3], row[4:]) == (2021, Outcome.FAIL, (Decimal(4), Decimal(3), "differs"))


def test_a_dash_is_no_number_to_compare_with(world: World) -> None:
    publish(world, 2023, out="-")
    publish(world, 2024, into="0")
    (row,) = told(world)
    assert row[3:] == (Outcome.NOT_EVALUATED, Decimal(0), None, "not_stated")


def test_without_last_years_report_nothing_is_compared_and_that_is_told(world: World) -> None:
    publish(world, 2024, into="4")
    assert told(world) == []  # nothing is stored of last year
    publish(world, 2023, agency=OTHER)
    (row,) = told(world)
    assert row == (2024, AGENCY, "{}", Outcome.NOT_EVALUATED, None, None, "no_previous")


def test_a_revision_of_last_year_is_named_when_the_first_version_fits(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="3")
    assert told(world) == []
    publish(world, 2023, out="5")
    (row,) = told(world)
    assert row[3:] == (Outcome.FAIL, Decimal(3), Decimal(5), "previous_revised")


def test_a_correction_ends_a_finding_and_the_past_keeps_it(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="4")
    broke = world.at
    assert len(told(world)) == 1
    publish(world, 2024, into="3")
    assert told(world) == []
    ((_, identity, _, since, until, *_),) = told(world, past=True)
    assert (identity, since, until) == (CHAIN, broke, world.at)


def test_the_past_is_the_same_whenever_the_checks_were_run(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="4")
    publish(world, 2024, into="3")
    publish(world, 2023, out="4")
    at_the_end = told(world, past=True)
    assert renew(world.engine).reports == 0
    assert [row[3:5] for row in at_the_end] == sorted(row[3:5] for row in at_the_end)
    assert len(at_the_end) == 2


def test_an_agency_that_took_over_is_compared_with_all_its_predecessors(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2023, out="4", agency=OTHER)
    publish(world, 2024, into="7", agency=NEW)
    named = RegisteredAgency(NEW, 2024, None, (AGENCY, OTHER))
    world.writer.record_agencies(Registered(*SHILI, (named,)))
    assert told(world) == []
    publish(world, 2024, into="8", agency=NEW)
    (row,) = told(world)
    assert row[3:] == (Outcome.FAIL, Decimal(8), Decimal(7), "successor")


def test_an_agency_that_goes_on_may_have_taken_over_another(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2023, out="4", agency=OTHER)
    publish(world, 2024, into="7")
    assert [row[-1] for row in told(world)] == ["differs"]
    world.writer.record_agencies(Registered(*SHILI, (RegisteredAgency(AGENCY, None, None, (OTHER,)),)))
    assert told(world) == []


def test_the_stock_of_documents_goes_on_from_last_years(world: World) -> None:
    def stock(in_force: int, made: int = 0, repealed: int = 0):
        numbers = {"in_force": in_force, "made": made, "repealed": repealed}
        odd = {("t2a", "normative_docs", c): (Decimal(n), State.REPORTED, str(n)) for c, n in numbers.items()}
        return cells("a2021", odd)

    world.publish(report(AGENCY, 2023, cells=stock(10)), SHILI)
    world.publish(report(AGENCY, 2024, cells=stock(11, made=2, repealed=1)), SHILI)
    assert told(world, "T2A_NORM_STOCK") == []
    world.publish(report(AGENCY, 2024, cells=stock(12, made=2, repealed=1)), SHILI)
    (row,) = told(world, "T2A_NORM_STOCK")
    assert row[3:6] == (Outcome.FAIL, Decimal(12), Decimal(11))


def test_fees_a_ten_thousand_times_as_high_are_told_and_from_nothing_to_something_is_no_slip(world: World) -> None:
    def fees(amount: str):
        return cells("a2021", {("t2a", "admin_fees", "fee_amount"): (Decimal(amount), State.REPORTED, amount)})

    world.publish(report(AGENCY, 2022, cells=fees("0")), SHILI)
    world.publish(report(AGENCY, 2023, cells=fees("12.5")), SHILI)
    world.publish(report(AGENCY, 2024, cells=fees("125000")), SHILI)
    assert [row[0] for row in told(world, "T2A_FEE_SCALE")] == [2024]


def test_a_withdrawn_report_is_still_what_was_said(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="4")
    world.at += timedelta(seconds=1)
    context = world.context(SHILI, AGENCY, 2023)
    url = f"https://www.shili.gov.cn/{AGENCY}/2023.html"
    world.writer.record_fetch(url, FetchOutcome.NOT_FOUND, at=world.at, context=context, run=None, reason="gone")
    assert [row[-1] for row in told(world)] == ["differs"]


def test_a_verdict_survives_new_readings_and_renewed_checks(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="4")
    renew(world.engine)
    bind = judgements.bind_of("c=natural_person")
    judged = Judged("990101", AGENCY, 2024, CHAIN, bind, "explained", "one came from the county", world.at)
    with world.engine.execution_options(**{WRITING: True}).begin() as connection:
        judgements.record(connection, judged)
    publish(world, 2024, into="5")
    renew(world.engine)
    with queries.snapshot(world.engine) as connection:
        (found,) = (row for row, _ in queries.findings(connection, outcome=Outcome.FAIL))
    assert (json.loads(found.bind), found.verdict, found.reason) == (
        {"c": "natural_person"}, "explained", "one came from the county",
    )  # fmt: skip


def test_only_a_finding_that_is_there_can_be_judged(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="4")
    renew(world.engine)
    judged = Judged("990101", AGENCY, 2024, CHAIN, judgements.bind_of("c=lp_other"), "explained", "", world.at)
    with world.engine.connect() as connection, pytest.raises(judgements.JudgementError, match="natural_person"):
        judgements.record(connection, judged)


def test_the_numbers_of_an_agency_that_was_split_are_compared_with_none_of_its_successors(world: World) -> None:
    publish(world, 2023, out="3")
    publish(world, 2024, into="1", agency=OTHER)
    publish(world, 2024, into="2", agency=NEW)
    named = tuple(RegisteredAgency(successor, 2024, None, (AGENCY,)) for successor in (OTHER, NEW))
    world.writer.record_agencies(Registered(*SHILI, named))
    assert told(world) == []
