"""One report with all that is stored of it, and the districts and agencies that lead to it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from forms import Measure, asked
from storage import judgements, queries
from storage.models import Agency, table_of
from storage.queries import UnknownError
from storage.queries.contents.failing import failing_of
from storage.queries.contents.report import report
from storage.queries.contents.shown import shown_of
from storage.queries.places.agencies import agencies_of, agency_of
from storage.queries.places.districts import named
from storage.queries.places.overview import districts, years
from storage.records import Judged, Section, State, Statement
from tests.storage import world as worlds
from tests.storage.world import FAILING, ODD, World, cells, fill

TOTAL = Measure("t3", "new_received", "total")


@pytest.fixture
def world(database: Engine) -> World:
    return fill(database)


def test_a_report_has_every_cell_with_its_state(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        found = report(connection, "110102", "财政局", 2024)

    assert list(found.cells) == list(asked("a2021"))
    assert {tuple(m): tuple(p) for m, p in found.cells.items() if tuple(m) in ODD} == ODD
    assert [(f.identity, f.outcome, f.left, f.right) for f in found.findings] == [
        (f.identity, f.outcome, f.left, f.right) for f in FAILING if f.outcome != "pass"
    ]


def test_a_former_version_is_there_by_its_number_and_by_the_moment(world: World) -> None:
    then = world.at
    changed = cells("a2021", {tuple(TOTAL): (Decimal(7), State.REPORTED, "7")})
    text = (Section("overview", "一、总体情况", "收到申请7件。"),)
    world.publish(
        worlds.report("北京市西城区财政局", 2024, cells=changed, sections=text,
                      statements=(Statement("n.received", Decimal(7), "收到申请7件。"),))
    )  # fmt: skip
    with queries.snapshot(world.engine) as connection:
        now, first, past = (
            report(connection, "110102", "财政局", 2024, **which) for which in ({}, {"version": 1}, {"as_of": then})
        )
        with pytest.raises(UnknownError, match="no version 9"):
            report(connection, "110102", "财政局", 2024, version=9)

    assert [found.cells[TOTAL].value for found in (now, first, past)] == [7, 1058, 1058]
    assert [v.number for v in now.versions] == [1, 2]
    assert ([p.text for p in now.parts], [s.key for s in now.statements]) == (["收到申请7件。"], ["n.received"])


def test_a_past_state_shows_no_verdict_that_was_given_later(world: World) -> None:
    then, given = world.at, world.at + timedelta(hours=1)
    with world.engine.begin() as connection:
        agency, bind = "北京市西城区财政局", '{"c": "total"}'
        judgements.record(connection, Judged("110102", agency, 2024, "T3_FLOW", bind, "explained", "合并", given))

    def verdicts(as_of: datetime | None) -> list[list[str | None]]:
        """In the dossier, in the table of findings, and among what fails."""
        with queries.snapshot(world.engine) as connection:
            dossier = report(connection, "110102", "财政局", 2024, as_of=as_of)
            shown = shown_of(connection, connection.scalars(select(table_of(Agency).c.id)), as_of)
            return [
                [found.verdict for found in dossier.findings if found.identity == "T3_FLOW"],
                [row.verdict for row, _ in queries.findings(connection, as_of=as_of) if row.identity == "T3_FLOW"],
                [found.verdict for found in failing_of(connection, shown, as_of)],
            ]

    assert verdicts(None) == verdicts(given) == [["explained"]] * 3
    assert verdicts(then) == verdicts(given - timedelta(microseconds=1)) == [[None]] * 3


@pytest.mark.parametrize("name", ["信访办公室", "西城区信访办", "北京市西城区信访办公室"])
def test_an_agency_is_found_by_its_key_and_by_its_names(world: World, name: str) -> None:
    with queries.snapshot(world.engine) as connection:
        assert agency_of(connection, named(connection, "110102"), name).key == "信访办公室"


def test_what_is_not_stored_is_said(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        place = named(connection, "110102")
        with pytest.raises(UnknownError, match="no district 000000"):
            named(connection, "000000")
        with pytest.raises(UnknownError, match="no agency 水务局"):
            agency_of(connection, place, "水务局")
        with pytest.raises(UnknownError, match="no report of 财政局 for 1999"):
            report(connection, place.code, "财政局", 1999)


def test_districts_are_told_with_their_reports_by_year(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        (place,) = (each for each in districts(connection) if each.code == "110102")
        counted = {each.year: each.reports for each in years(connection) if each.code == "110102"}
        bodies = agencies_of(connection, named(connection, "110102").id)
        stored = [row for row in queries.reports(connection) if row.district_code == "110102"]

    assert (place.agencies, place.reports) == (len(bodies), len(stored))
    assert counted == {year: sum(row.year == year for row in stored) for year in {row.year for row in stored}}
