"""The sums of a district: made from its agencies after a load, and never from what is missing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine, delete, select

import forms
from storage.crosschecks import renew
from storage.models import AGENCY_YEARS, AgencyTotal, table_of
from storage.models.views import AGENCY_TOTALS, HEADLINES, INDICATORS, PANEL, SERIES
from storage.records import Cell, Finding, Outcome, Scope, State
from storage.session import upgrade
from tests.storage.world import SHILI, World, report

FINANCE, TRADE = "北京市西城区财政局", "北京市西城区商务局"
FAILS = (Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), Decimal(4)),)


def of(granted: int | None, answered: int | None) -> tuple[Cell, ...]:
    numbers = {"granted": granted, "results_total": answered}

    def cell(measure: forms.Measure) -> Cell:
        number = numbers.get(measure.row, 0) if measure.column == "total" else 0
        if number is None:
            return Cell(*measure, None, State.DASH, "—")
        return Cell(*measure, Decimal(number), State.REPORTED, str(number))

    return tuple(map(cell, forms.measures("a2021")))


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)
    world.publish(report(FINANCE, 2023, cells=of(1, 4), findings=FAILS))
    world.publish(report(TRADE, 2023, cells=of(5, 8)))
    world.publish(report("北京市西城区民政局", 2023, cells=of(7, None)))
    world.publish(replace(report("北京市西城区人民政府", 2023, cells=of(900, 1000)), scope=Scope.SUMMARY))
    world.publish(report("示例市示例区财政局", 2023, cells=of(0, 0)), SHILI)
    renew(database)
    return world


def headline(world: World, district: str, indicator: str) -> tuple[object, ...]:
    view = HEADLINES.table
    wanted = [view.c[name] for name in ("value", "numerator", "denominator", "counted", "left_out", "failing")]
    with world.engine.connect() as connection:
        row = connection.execute(select(*wanted).filter_by(district_code=district, indicator=indicator)).one()
        return tuple(row)


def test_sums_are_of_agencies_whose_every_number_is_there(world: World) -> None:
    assert headline(world, "110102", "disclosure_rate") == (0.5, 6, 12, 2, 1, 1)
    assert headline(world, "110102", "requests_answered") == (12, 12, None, 2, 1, 1)


def test_nothing_is_divided_by_nothing(world: World) -> None:
    assert headline(world, "990101", "disclosure_rate") == (None, 0, 0, 1, 0, 0)


def test_a_load_renews_them(world: World) -> None:
    world.publish(report(TRADE, 2023, cells=of(8, 8)))
    assert headline(world, "110102", "disclosure_rate")[1] == 6
    renew(world.engine, {"110102"})
    assert headline(world, "110102", "disclosure_rate")[:3] == (0.75, 9, 12)


def test_an_indicator_with_a_number_missing_has_neither_of_its_sums(world: World) -> None:
    view = INDICATORS.table
    with world.engine.connect() as connection:
        row = connection.execute(select(view).filter_by(agency="北京市西城区民政局", indicator="disclosure_rate")).one()
    assert (row.value, row.numerator, row.denominator, row.unreported) == (None, None, None, 1)


def panel(world: World, **where: object) -> list[dict[str, object]]:
    with world.engine.connect() as connection:
        statement = select(PANEL.table).filter_by(**where).order_by(PANEL.table.c.year)
        return [dict(row._mapping) for row in connection.execute(statement)]


def test_the_panel_has_the_numbers_of_the_series_side_by_side(world: World) -> None:
    world.publish(report(TRADE, 2020, "b2019"))
    world.publish(report(TRADE, 2016, "c2014"))
    renew(world.engine)
    seen = 0
    with world.engine.connect() as connection:
        told = connection.execute(select(SERIES.table)).all()
    for row in told:
        (beside,) = panel(world, district_code=row.district_code, agency=row.agency, year=row.year)
        expected = None if row.grade == "broken" else row.value
        assert (row.concept, beside[row.concept]) == (row.concept, expected)
        assert (beside["format"], beside["scope"], beside["failing"]) == (row.format, row.scope, row.failing)
        seen += expected is not None
    assert seen > 50
    assert {row.grade for row in told} == {"exact", "close", "broken"}


def test_the_years_of_an_agency_add_up_where_they_have_a_number(world: World) -> None:
    world.publish(report(TRADE, 2022, cells=of(11, None)))
    world.publish(replace(report(TRADE, 2021, cells=of(500, 500)), scope=Scope.SUMMARY))
    world.publish(report(TRADE, 2020, "b2019", cells=of_trial(4)))
    renew(world.engine)
    with world.engine.connect() as connection:
        asked = select(AGENCY_TOTALS.table).filter_by(agency=TRADE)
        told = {row.concept: (row.value, row.counted, row.left_out) for row in connection.execute(asked)}
    assert told["granted"] == (20, 3, 0)
    assert told["answered"] == (8, 1, 2)
    assert "normative_in_force" not in told


def of_trial(granted: int) -> tuple[Cell, ...]:
    """Of the form of 2019, with nothing but this."""
    return tuple(
        Cell(*measure, Decimal(granted), State.REPORTED, str(granted))
        for measure in forms.measures("b2019")
        if (measure.row, measure.column) == ("granted", "total")
    )


def test_totals_of_money_are_exact_on_both_databases(world: World) -> None:
    fee = ("t2a", "admin_fees", "fee_amount")
    for year, amount in ((2021, "0.1"), (2022, "0.2")):
        cells = tuple(
            Cell(*m, Decimal(amount) if tuple(m) == fee else Decimal(0), State.REPORTED, "")
            for m in forms.measures("a2021")
        )
        world.publish(report("北京市西城区税务局", year, cells=cells))
    renew(world.engine)
    with world.engine.connect() as connection:
        asked = "SELECT value FROM totals WHERE agency = '北京市西城区税务局' AND concept = 'admin_fees'"
        assert str(connection.exec_driver_sql(asked).scalar_one()) == "0.3"


def test_an_older_database_catches_up(world: World) -> None:
    before = panel(world)
    with world.engine.begin() as connection:
        connection.execute(delete(AGENCY_YEARS))
        connection.execute(delete(table_of(AgencyTotal)))
    assert panel(world) == []
    upgrade(world.engine)
    assert panel(world) == before
    assert len(before) == 5
