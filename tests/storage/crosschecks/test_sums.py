"""A district's summary against its agencies."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import Engine

import forms
from storage import queries
from storage.crosschecks import renew
from storage.records import Outcome, Registered, RegisteredAgency, Scope, State
from tests.storage.world import SHILI, World, cells, report

WHOLE, FINANCE, AUDIT = "示例市示例区人民政府", "示例市示例区财政局", "示例市示例区审计局"
WHOLLY_READ = {tuple(m): (Decimal(0), State.REPORTED, "0") for m in forms.measures("a2021") if m.row == "np_repeat"}
NEW = ("t3", "new_received", "total")


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def publish(world: World, agency: str, printed: str, scope: Scope = Scope.AGENCY) -> None:
    said = (Decimal(printed), State.REPORTED, printed) if printed.isdigit() else (None, State(printed), None)
    odd = {**WHOLLY_READ, NEW: said}
    world.publish(report(agency, 2024, cells=cells("a2021", odd), scope=scope), SHILI)


def told(world: World) -> list[tuple[dict, str, Decimal | None, Decimal | None, str]]:
    renew(world.engine)
    with queries.snapshot(world.engine) as connection:
        found = [row for row, _ in queries.findings(connection) if row.identity == "AGG_DISTRICT_SUM"]
        codes = queries.codes(connection)
    return [
        (json.loads(r.bind), r.outcome, r.left, r.right, codes[r.district_code, r.agency, r.year, r.identity, r.bind])
        for r in found
    ]


def test_the_sum_of_all_agencies_is_the_districts_number(world: World) -> None:
    publish(world, FINANCE, "3")
    publish(world, AUDIT, "4")
    publish(world, WHOLE, "7", Scope.SUMMARY)
    assert told(world) == []


def test_another_number_is_told_with_the_sum(world: World) -> None:
    publish(world, FINANCE, "3")
    publish(world, AUDIT, "4")
    publish(world, WHOLE, "8", Scope.SUMMARY)
    bind = dict(zip(("table", "row", "column"), NEW, strict=True))
    assert told(world) == [(bind, Outcome.FAIL, Decimal(8), Decimal(7), "differs")]


def test_a_dash_adds_nothing_and_a_cell_that_could_not_be_read_leaves_the_sum_open(world: World) -> None:
    publish(world, FINANCE, "dash")
    publish(world, AUDIT, "4")
    publish(world, WHOLE, "4", Scope.SUMMARY)
    assert told(world) == []
    publish(world, FINANCE, "unreadable")
    assert told(world) == [({}, Outcome.NOT_EVALUATED, None, None, "not_stated")]


def test_while_an_agency_is_missing_nothing_is_summed_up(world: World) -> None:
    world.writer.record_agencies(Registered(*SHILI, (RegisteredAgency(AUDIT, 2020, None),)))
    publish(world, FINANCE, "3")
    publish(world, WHOLE, "8", Scope.SUMMARY)
    assert told(world) == [({}, Outcome.NOT_EVALUATED, None, None, "members_missing")]
    publish(world, AUDIT, "5")
    assert told(world) == []


def test_an_agency_that_is_no_more_is_not_expected(world: World) -> None:
    world.writer.record_agencies(Registered(*SHILI, (RegisteredAgency(AUDIT, None, 2023),)))
    publish(world, FINANCE, "3")
    publish(world, WHOLE, "3", Scope.SUMMARY)
    assert told(world) == []


def test_a_government_that_speaks_for_itself_is_no_summary(world: World) -> None:
    publish(world, FINANCE, "3")
    publish(world, WHOLE, "8")
    assert told(world) == []
