"""Concepts, indicators and cells of single reports: what the views say of them, at any moment, with what is missing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

import forms
from storage import queries
from storage.models import Agency, District, table_of
from storage.models.views import INDICATORS, SERIES
from storage.queries.contents.failing import failing_of
from storage.queries.contents.shown import ShownReport, shown_in, shown_of
from storage.queries.sums.worked_out import Worked, added, of_cell, worked_out
from storage.records import State
from tests.storage.world import SHILI, XICHENG, World, cells, fill, report

GRANTED = of_cell(forms.Measure("t3", "granted", "total"))
FINANCE = "北京市西城区财政局"


@pytest.fixture
def world(database: Engine) -> World:
    return fill(database)


def agencies(world: World) -> dict[str, int]:
    with world.engine.connect() as connection:
        return {row.name: row.id for row in connection.execute(select(table_of(Agency)))}


def everything(world: World) -> list[ShownReport]:
    with queries.snapshot(world.engine) as connection:
        return shown_of(connection, agencies(world).values())


def ask(world: World, *wanted: forms.Derived) -> dict[tuple[str, int, str], Worked]:
    names = {number: name for name, number in agencies(world).items()}
    reports = everything(world)
    of = {each.version: (names[each.agency], each.year) for each in reports}
    with queries.snapshot(world.engine) as connection:
        found = worked_out(connection, reports, wanted)
    return {(*of[version], key): worked for (version, key), worked in found.items()}


@pytest.mark.parametrize(
    ("view", "column", "known"), [(INDICATORS, "indicator", forms.indicators()), (SERIES, "concept", forms.concepts())]
)
def test_the_views_say_the_same(world: World, view: object, column: str, known: tuple[forms.Derived, ...]) -> None:
    table = view.table  # type: ignore[attr-defined]
    with queries.snapshot(world.engine) as connection:
        rows = connection.execute(select(table)).all()
    said = {(row.agency, row.year, row._mapping[column]): (row.value, row.unreported) for row in rows}
    found = {key: (worked.value, len(worked.without)) for key, worked in ask(world, *known).items()}
    assert found.keys() == said.keys()
    for key, (value, unreported) in said.items():
        assert found[key][1] == unreported
        assert (found[key][0] is None) == (value is None)
        assert value is None or abs(float(found[key][0] or 0) - float(value)) < 1e-6


def test_a_number_that_is_not_there_says_what_stood_in_its_place(world: World) -> None:
    reviews = of_cell(forms.Measure("t3", "carried_in", "total"))
    beyond = of_cell(forms.Measure("t3", "other_misc", "total"))
    found = ask(world, GRANTED, reviews, beyond)
    assert found[FINANCE, 2024, GRANTED.key].above == (None, (State.BLANK,))
    assert found[FINANCE, 2024, reviews.key].without == (State.SLASH,)
    assert found[FINANCE, 2024, beyond.key].value == Decimal(4_000_000_000)
    assert found[FINANCE, 2023, GRANTED.key].value == 0


def test_a_form_without_such_a_cell_says_nothing_of_it(world: World) -> None:
    made = of_cell(forms.Measure("t2a", "normative_docs", "made"))
    assert {year for _, year, _ in ask(world, made)} == {2023, 2024}


def test_what_was_shown_at_a_moment_and_nothing_that_came_later(world: World) -> None:
    before = next(each for each in everything(world) if each.year == 2023 and each.number == 2)
    at = before.last_changed
    assert at is not None
    with queries.snapshot(world.engine) as connection:
        earlier = shown_of(connection, agencies(world).values(), at - timedelta(microseconds=1))
        nothing = shown_of(connection, agencies(world).values(), before.first_seen - timedelta(days=1))
    (then,) = [each for each in earlier if each.report == before.report]
    assert (then.number, then.title) == (1, f"{FINANCE}2023年政府信息公开工作年度报告")
    assert then.last_changed is None
    assert nothing == []


def test_the_reports_of_a_district_are_those_of_its_years_alone(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        codes = {row.code: row.id for row in connection.execute(select(table_of(District)))}
        found = shown_in(connection, codes[XICHENG[1]], 2023, 2024)
        other = shown_in(connection, codes[SHILI[1]], 2000, 2030)
    assert sorted(each.year for each in found) == [2023, 2024, 2024]
    assert [each.year for each in other] == [2024]


def test_only_what_fails_is_told_with_the_report_it_is_in(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        found = failing_of(connection, everything(world))
    assert [(each.report.year, each.identity, each.left, each.right, each.verdict) for each in found] == [
        (2024, "T3_FLOW", Decimal(3), Decimal("4.50"), None)
    ]


def test_a_share_of_several_is_one_sum_in_the_other_and_of_nothing_there_is_none(database: Engine) -> None:
    world = World(database)
    for agency, granted, answered in (("财政局", 1, 4), ("审计局", 0, 0), ("数据局", 2, 4)):
        printed = {
            ("t3", "granted", "total"): (Decimal(granted), State.REPORTED, str(granted)),
            ("t3", "results_total", "total"): (Decimal(answered), State.REPORTED, str(answered)),
        }
        world.publish(report(f"示例市示例区{agency}", 2024, cells=cells("a2021", printed)), SHILI)
    rate = next(each for each in forms.indicators() if each.key == "disclosure_rate")
    found = ask(world, rate)
    assert [found[f"示例市示例区{name}", 2024, rate.key].value for name in ("财政局", "审计局", "数据局")] == [
        Decimal("0.25"), None, Decimal("0.5"),
    ]  # fmt: skip
    assert found["示例市示例区审计局", 2024, rate.key].is_share_in_nothing
    assert added(list(found.values())).value == Decimal("0.375")
