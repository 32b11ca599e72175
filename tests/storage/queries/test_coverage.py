"""A district in which every state occurs, as it is stored by crawls."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from storage import queries
from storage.models import Agency, table_of
from storage.queries.crawl import coverage as crawl_coverage
from storage.queries.crawl.coverage import coverage_of
from storage.records import FetchOutcome, Presence, Registered, RegisteredAgency, Verdict
from tests.storage.world import XICHENG, World, report

_GONE = "https://www.xicheng.gov.cn/jy2024.html"


def states(database, today, agency):
    with queries.snapshot(database) as connection:
        (of_site,) = queries.coverage(connection, today=today)
    return {row.year: row.state for row in of_site.rows if row.agency == agency}


def fill(database) -> World:
    world = World(database)
    agencies = (
        RegisteredAgency("区数据局", 2024, None, ("区大数据中心",)),
        RegisteredAgency("区体育局", None, 2023, ()),
        RegisteredAgency("区档案局", 2025, None, ()),
    )
    world.writer.record_agencies(Registered("xicheng", "110102", "北京市西城区", agencies))
    world.publish(report("区民政局", 2023))
    world.publish(report("区大数据中心", 2023))
    world.publish(report("区教育局", 2024), url=_GONE)
    world.at += timedelta(days=1)
    about = world.context(XICHENG, "区教育局", 2024)
    world.writer.record_fetch(_GONE, FetchOutcome.NOT_FOUND, at=world.at, context=about, run=None, status=404)
    world.fail("区财政局", 2024, FetchOutcome.BLOCKED)
    world.fail("区水务局", 2024, FetchOutcome.ROBOTS)
    world.fail("区司法局", 2024, FetchOutcome.UNREACHABLE)
    world.refuse("区审计局", 2024)
    return world


def test_every_state_occurs_where_it_should(database):
    world = fill(database)
    before = date(2027, 1, 20)
    assert states(database, before, "区民政局") == {
        2023: Presence.PUBLISHED, 2024: Presence.NOT_TRIED, 2025: Presence.NOT_TRIED, 2026: Presence.NOT_DUE,
    }  # fmt: skip
    world.walk(Verdict.COMPLETE)
    after = date(2027, 2, 10)
    assert states(database, after, "区民政局") == {
        2023: Presence.PUBLISHED, 2024: Presence.ABSENT, 2025: Presence.ABSENT, 2026: Presence.LATE,
    }  # fmt: skip
    found = {
        name: states(database, after, name)[2024]
        for name in ("区教育局", "区财政局", "区水务局", "区司法局", "区审计局")
    }
    assert found == {
        "区教育局": Presence.WITHDRAWN, "区财政局": Presence.BLOCKED, "区水务局": Presence.BLOCKED,
        "区司法局": Presence.UNREACHABLE, "区审计局": Presence.UNPARSED,
    }  # fmt: skip


def test_names_have_their_years_and_a_successor_goes_on_where_its_forerunner_ended(database):
    fill(database).walk(Verdict.COMPLETE)
    today = date(2026, 11, 25)
    assert states(database, today, "区大数据中心") == {2023: Presence.PUBLISHED}
    assert states(database, today, "区数据局") == {2024: Presence.ABSENT, 2025: Presence.ABSENT}
    assert states(database, today, "区体育局") == {2023: Presence.ABSENT}
    assert states(database, today, "区档案局") == {2025: Presence.ABSENT}


def test_an_agency_whose_only_report_was_never_had_is_missed_in_the_other_years_too(database):
    fill(database).walk(Verdict.COMPLETE)
    assert states(database, date(2026, 11, 25), "区财政局") == {
        2023: Presence.ABSENT, 2024: Presence.BLOCKED, 2025: Presence.ABSENT,
    }  # fmt: skip


@pytest.mark.parametrize("printed", ["北京市西城区", "北京市西城区人民政府", "西城区政府"])
def test_a_government_has_until_march_however_it_is_printed(database, printed):
    world = World(database)
    world.publish(report(printed, 2024))
    world.walk(Verdict.COMPLETE)
    with queries.snapshot(database) as connection:
        (of_site,) = queries.coverage(connection, today=date(2026, 2, 10))
    assert {row.year: row.state for row in of_site.rows} == {2024: Presence.PUBLISHED, 2025: Presence.NOT_DUE}


def test_of_one_district_or_a_few_of_its_agencies_it_is_the_same(database):
    world = fill(database)
    world.walk(Verdict.INCOMPLETE)
    world.publish(report("区民政局", 2021))
    agencies = table_of(Agency)
    with queries.snapshot(database) as connection:
        (of_site,) = queries.coverage(connection, today=date(2026, 11, 25))
        known = connection.execute(select(agencies.c.id, agencies.c.name, agencies.c.district_id)).all()
        assert len(known) > 5
        assert coverage_of(connection, known[0].district_id, today=date(2026, 11, 25)) == list(of_site.rows)
        for one, other in zip(known, [*known[1:], known[0]], strict=True):
            found = coverage_of(connection, one.district_id, [one.id, other.id], today=date(2026, 11, 25))
            assert found == [row for row in of_site.rows if row.agency in (one.name, other.name)]
            assert found


def test_only_pages_that_were_ever_unread_have_their_last_reading_looked_up(database: Engine) -> None:
    world = World(database)
    world.publish(report("北京市西城区财政局", 2024))
    world.refuse("北京市西城区商务局", 2024)
    world.walk()
    with database.connect() as connection:
        rows = connection.execute(crawl_coverage._READ, {"district": 1}).all()
    assert [row.agency for row in rows] == ["北京市西城区商务局"]


@pytest.mark.parametrize("name", ["区水务局", "水务局", "北京市西城区水务局"])
def test_an_agency_that_only_a_link_names_can_be_asked_for(database, name):
    fill(database)
    with queries.snapshot(database) as connection:
        (found,) = queries.coverage(connection, queries.Narrowing(name), today=date(2027, 1, 20))
        (whole,) = queries.coverage(connection, today=date(2027, 1, 20))
    assert found.rows
    assert found.rows == tuple(row for row in whole.rows if "水务局" in row.agency)
    assert Presence.BLOCKED in {row.state for row in found.rows}
