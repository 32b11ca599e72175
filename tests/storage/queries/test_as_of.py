"""What the database showed at a moment of the past."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import queries
from storage.crosschecks import renew
from storage.export import export
from storage.records import FetchOutcome, Outcome, State
from tests.storage.world import FAILING, World, cells, report

AGENCY = "北京市西城区财政局"
SITE = ("xicheng", "110102", "北京市西城区")
URL = f"https://www.xicheng.gov.cn/{AGENCY}/2024.html"
NEW = ("t3", "new_received", "total")


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def publish(world: World, printed: int, year: int = 2024, url: str | None = None, **more: object) -> datetime:
    said = (Decimal(printed), State.REPORTED, str(printed))
    world.publish(report(AGENCY, year, cells=cells("a2021", {NEW: said}), **more), url=url)
    return world.at


def end(world: World, outcome: FetchOutcome, url: str = URL) -> datetime:
    world.at += timedelta(seconds=1)
    context = world.context(SITE, AGENCY, 2024)
    world.writer.record_fetch(url, outcome, at=world.at, context=context, run=None, reason="gone")
    return world.at


def shown(world: World, as_of: datetime | None, *, all_versions: bool = False) -> list[tuple[int, int, str, str]]:
    """Version, status, and a cell of every report."""
    with queries.snapshot(world.engine) as connection:
        rows = list(queries.reports(connection, all_versions=all_versions, as_of=as_of))
        found = {
            (row.year, version): row.raw
            for row, version in queries.cells(connection, all_versions=all_versions, as_of=as_of)
            if (row.table, row.row, row.column) == NEW
        }
    return [(row.year, row.version, row.status, found[row.year, row.version]) for row in rows]


def test_a_report_is_shown_in_the_version_of_that_moment(world: World) -> None:
    first = publish(world, 3)
    second = publish(world, 13)
    before = first - timedelta(microseconds=1)
    assert shown(world, before) == []
    assert shown(world, first) == shown(world, second - timedelta(microseconds=1)) == [(2024, 1, "current", "3")]
    assert shown(world, second) == shown(world, None) == [(2024, 2, "current", "13")]


def test_a_report_is_withdrawn_only_from_then_on_and_until_it_returns(world: World) -> None:
    there = publish(world, 3)
    gone = end(world, FetchOutcome.NOT_FOUND)
    back = publish(world, 3)
    assert [status for _, _, status, _ in shown(world, there)] == ["current"]
    assert [status for _, _, status, _ in shown(world, gone)] == ["withdrawn"]
    assert [status for _, _, status, _ in shown(world, back)] == ["current"]


def test_another_page_takes_over_and_gives_back(world: World) -> None:
    first = publish(world, 3)
    moved = publish(world, 4, url="https://www.xicheng.gov.cn/2.html")
    lost = end(world, FetchOutcome.NOT_FOUND, "https://www.xicheng.gov.cn/2.html")
    assert [shown(world, at)[0][1] for at in (first, moved, lost)] == [1, 2, 1]


def test_all_versions_are_those_made_by_then(world: World) -> None:
    publish(world, 3)
    second = publish(world, 13)
    publish(world, 23)
    assert [row[1:3] for row in shown(world, second, all_versions=True)] == [(1, "superseded"), (2, "current")]
    assert len(shown(world, None, all_versions=True)) == 3


def test_findings_are_those_of_what_was_shown_and_what_held_across_reports(world: World) -> None:
    def carried(into: int, out: int = 0):
        numbers = {"carried_in": into, "carried_out": out}
        odd = {("t3", row, "lp_other"): (Decimal(n), State.REPORTED, str(n)) for row, n in numbers.items()}
        return cells("a2021", odd)

    world.publish(report(AGENCY, 2023, cells=carried(0, 3)))
    world.publish(report(AGENCY, 2024, cells=carried(4), findings=FAILING))
    broken = world.at
    world.publish(report(AGENCY, 2024, cells=carried(3)))
    mended = world.at
    renew(world.engine)

    def failing(as_of: datetime | None) -> list[str]:
        with queries.snapshot(world.engine) as connection:
            found = queries.findings(connection, outcome=Outcome.FAIL, as_of=as_of)
            return [row.identity for row, _ in found]

    assert failing(broken) == ["T3_FLOW", "T3_CARRY_CHAIN"]
    assert failing(mended) == failing(None) == []


def test_the_present_is_the_moment_of_the_last_change(world: World) -> None:
    publish(world, 3)
    publish(world, 5, 2023)
    publish(world, 4)
    end(world, FetchOutcome.NOT_FOUND)
    assert shown(world, world.at) == shown(world, None)
    assert shown(world, world.at, all_versions=True) == shown(world, None, all_versions=True)


def test_an_export_of_the_past_is_what_was_exported_then(world: World, tmp_path: Path) -> None:
    publish(world, 3)
    publish(world, 5, 2023)
    then = world.at
    export(world.engine, tmp_path / "then")
    publish(world, 4)
    end(world, FetchOutcome.NOT_FOUND)
    export(world.engine, tmp_path / "again", as_of=then)
    for name in ("cells.csv", "reports.csv", "findings.csv"):
        assert (tmp_path / "then" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert '"as_of": "2026-11-20T01:02:05Z"' in (tmp_path / "again" / "datapackage.json").read_text("utf-8")
