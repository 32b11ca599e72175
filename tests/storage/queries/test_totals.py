"""Sums over the agencies of a district: what is in them, and what they leave out."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

import forms
from storage import queries
from storage.queries import Narrowing, Total, UnknownError
from storage.records import Cell, Finding, Outcome, Registered, RegisteredAgency, Scope, State
from tests.storage.world import SHILI, XICHENG, World, report

RECEIVED = ("t3", "new_received", "total")
FINANCE, TRADE, DATA = "北京市西城区财政局", "北京市西城区商务局", "北京市西城区数据局"
FAILS = (Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), Decimal(4)),)


def with_number(number: int | None) -> tuple[Cell, ...]:
    def cell(measure: forms.Measure) -> Cell:
        if tuple(measure) != RECEIVED:
            return Cell(*measure, Decimal(0), State.REPORTED, "0")
        if number is None:
            return Cell(*measure, None, State.BLANK, "")
        return Cell(*measure, Decimal(number), State.REPORTED, f"{number:,}")

    return tuple(map(cell, forms.measures("a2021")))


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)
    world.publish(report(FINANCE, 2023, cells=with_number(1058), findings=FAILS))
    world.publish(report(TRADE, 2023, cells=with_number(4_000_000_000)))
    world.publish(report(DATA, 2023, cells=with_number(None)))
    world.publish(report(FINANCE, 2022, cells=with_number(7)))
    world.publish(report("北京市西城区人民政府", 2023, cells=with_number(999), scope=Scope.SUMMARY))
    world.publish(report("示例市示例区财政局", 2023, cells=with_number(5)), SHILI)
    world.walk()
    return world


def ask(world: World, narrowing: Narrowing | None = None) -> list[Total]:
    with queries.snapshot(world.engine) as connection:
        return list(queries.totals(connection, RECEIVED, narrowing, today=date(2025, 11, 25)))


def test_a_total_says_who_is_in_it_and_who_is_not(world: World) -> None:
    (total,) = ask(world, Narrowing(district=XICHENG[1], year=2023))
    assert total == Total(
        district_code="110102",
        district="北京市西城区",
        year=2023,
        value=Decimal(4_000_001_058),
        counted=2,
        expected=3,
        unreported=1,
        flagged=1,
        missing=(DATA,),
        summary=Decimal(999),
    )


def test_agencies_that_should_have_reported_are_expected(world: World) -> None:
    (total,) = ask(world, Narrowing(district=XICHENG[1], year=2022))
    assert (total.value, total.counted, total.expected) == (Decimal(7), 1, 3)
    assert total.missing == (TRADE, DATA)
    (total,) = ask(world, Narrowing(district=XICHENG[1], year=2024))
    assert (total.value, total.counted, total.expected, total.flagged) == (None, 0, 3, 0)


def test_who_reports_for_all_the_others_is_missed_where_it_has_also_reported_for_itself(world: World) -> None:
    world.publish(report("北京市西城区人民政府", 2021, cells=with_number(3)))
    (total,) = ask(world, Narrowing(district=XICHENG[1], year=2022))
    assert (total.expected, total.missing) == (4, ("北京市西城区人民政府", TRADE, DATA))
    (total,) = ask(world, Narrowing(district=XICHENG[1], year=2023))
    assert (total.expected, total.missing, total.summary) == (3, (DATA,), Decimal(999))


def test_districts_and_years_are_told_one_by_one(world: World) -> None:
    assert [(total.district_code, total.year, total.value) for total in ask(world)] == [
        ("110102", 2022, Decimal(7)),
        ("110102", 2023, Decimal(4_000_001_058)),
        ("110102", 2024, None),
        ("990101", 2023, Decimal(5)),
        ("990101", 2024, None),
    ]


def test_one_agency_can_be_asked_for(world: World) -> None:
    (total,) = ask(world, Narrowing(agency="西城区财政局", year=2023))
    assert (total.value, total.counted, total.expected, total.summary) == (Decimal(1058), 1, 1, None)


def test_an_agency_counts_in_its_valid_years_only(world: World) -> None:
    world.writer.record_agencies(Registered(*XICHENG, (RegisteredAgency(DATA, valid_from=2023),)))
    (total,) = ask(world, Narrowing(district=XICHENG[1], year=2022))
    assert (total.expected, total.missing) == (2, (TRADE,))


def test_a_cell_that_no_form_has_is_named(world: World) -> None:
    with queries.snapshot(world.engine) as connection, pytest.raises(UnknownError, match=r"t3\.nothing\.total"):
        list(queries.totals(connection, ("t3", "nothing", "total"), today=date(2025, 11, 25)))
