"""The sums over a district's agencies that a comparison shows are those of ``totals``; agencies are found by name."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

import forms
from storage import queries
from storage.models import District, table_of
from storage.queries import Narrowing
from storage.queries.contents.shown import shown_in
from storage.queries.places.finding import find_agencies, find_districts, words_of
from storage.queries.sums.families import family
from storage.queries.sums.speakers import speakers
from storage.queries.sums.together import Together, together
from storage.queries.sums.worked_out import of_cell, worked_out
from storage.records import Finding, Outcome, Presence, Scope, State
from tests.storage.world import SHILI, XICHENG, World, cells, report

RECEIVED = forms.Measure("t3", "new_received", "total")
TODAY = date(2026, 11, 25)
FAILS = (Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), Decimal(4)),)


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)

    def publish(name: str, received: int | None, **more: object) -> None:
        said = (None, State.BLANK, "") if received is None else (Decimal(received), State.REPORTED, str(received))
        of = cells("a2021", {tuple(RECEIVED): said})  # type: ignore[dict-item]
        world.publish(report(f"北京市西城区{name}", 2023, cells=of, **more))

    publish("财政局", 1058, findings=FAILS)
    publish("商务局", 4_000_000_000)
    publish("数据局", None)
    publish("人民政府", 999, scope=Scope.SUMMARY)
    world.publish(report("北京市西城区审计局", 2022))
    world.publish(report("示例市示例区财政局", 2023), SHILI)
    world.walk()
    return world


def ask(world: World, year: int) -> Together:
    thing, (_, code, _) = of_cell(RECEIVED), XICHENG
    with queries.snapshot(world.engine) as connection:
        districts = table_of(District)
        place = connection.execute(select(districts.c.id).where(districts.c.code == code)).scalar_one()
        reports = shown_in(connection, place, year, year)
        names = {each.id: each.name for each in family(connection, place).members.values()}
        rows = [
            row for site in queries.coverage(connection, Narrowing(district=code), today=TODAY) for row in site.rows
        ]
        beside = {name for _, name in speakers(connection, code)}
        due = [row.agency for row in rows if row.year == year and row.state is not Presence.NOT_DUE]
        due = [name for name in due if name not in beside]
        return together(thing, reports, worked_out(connection, reports, [thing]), names, due)


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_a_sum_is_that_of_totals_with_all_that_it_leaves_out(world: World, year: int) -> None:
    with queries.snapshot(world.engine) as connection:
        (total,) = queries.totals(connection, RECEIVED, Narrowing(district=XICHENG[1], year=year), today=TODAY)
    found = ask(world, year)
    values = [said.worked.value for said in found.counted if said.worked and said.worked.value is not None]
    assert (sum(values, Decimal(0)) if values else None) == total.value
    assert (len(found.counted), found.expected, found.unreported, found.flagged, found.missing) == (
        total.counted, total.expected, total.unreported, total.flagged, total.missing,
    )  # fmt: skip
    assert (found.summary.value if found.summary else None) == total.summary


def test_agencies_and_districts_are_found_by_every_word(world: World) -> None:
    with queries.snapshot(world.engine) as connection:

        def found(text: str, limit: int = 9, offset: int = 0) -> list[str]:
            rows = find_agencies(connection, words_of(text), district=None, limit=limit, offset=offset)
            return [f"{row.district_code} {row.name}" for row in rows]

        assert found("财政") == ["110102 北京市西城区财政局", "990101 示例市示例区财政局"]
        assert found("西城　财政") == ["110102 北京市西城区财政局"]
        assert found("110102 财政局") == ["110102 北京市西城区财政局"]
        assert found("财_") == found("水利") == []
        assert found("局", limit=2, offset=1) == found("局")[1:3]
        assert find_districts(connection, words_of("西城"), limit=9) == [("110102", "北京市西城区")]
        assert find_districts(connection, [], limit=9) == []
