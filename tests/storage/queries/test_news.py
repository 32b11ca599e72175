"""What happened in a time, and what was asked of whom."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from storage import queries
from storage.queries.crawl.hosts import hosts
from storage.queries.crawl.news import Event, news
from storage.queries.crawl.walks import walks
from storage.records import FetchOutcome, Verdict
from tests.storage.world import SHILI, START, XICHENG, World, report

AGENCY = "北京市西城区财政局"


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)
    world.publish(report(AGENCY, 2023))
    world.publish(report("示例市示例区财政局", 2024), SHILI)
    return world


def happened(world: World, since, until) -> list[tuple[Event, str, int]]:
    with queries.snapshot(world.engine) as connection:
        return [(n.event, n.agency, n.year) for n in news(connection, since, until)]


def test_a_report_is_new_in_the_time_in_which_it_was_first_seen(world: World) -> None:
    end = world.at + timedelta(seconds=1)
    assert happened(world, START, end) == [(Event.NEW, AGENCY, 2023), (Event.NEW, "示例市示例区财政局", 2024)]
    assert happened(world, end, end + timedelta(days=1)) == []


def test_a_correction_is_a_change_and_a_page_that_went_a_withdrawal(world: World) -> None:
    since = world.at + timedelta(seconds=1)
    world.publish(report(AGENCY, 2023, title="更正后的报告"))
    world.fail("示例市示例区财政局", 2024, FetchOutcome.NOT_FOUND, SHILI)
    until = world.at + timedelta(seconds=1)
    assert happened(world, since, until) == [
        (Event.CHANGED, AGENCY, 2023),
        (Event.WITHDRAWN, "示例市示例区财政局", 2024),
    ]
    assert [event for event, *_ in happened(world, START, until)] == [Event.NEW, Event.WITHDRAWN]


def test_walks_come_from_the_newest_on(world: World) -> None:
    world.walk(reason="first")
    world.walk(Verdict.BLOCKED, reason="second")
    middle = world.at
    world.walk(Verdict.COMPLETE, SHILI, reason="third")
    with queries.snapshot(world.engine) as connection:
        found = walks(connection)
        assert [walk.reason for walk in found["xicheng"]] == ["second", "first"]
        assert [walk.reason for walk in found["shili"]] == ["third"]
        assert "shili" not in walks(connection, until=middle)


def test_the_ledger_counts_what_was_asked_of_a_host(world: World) -> None:
    world.fail(AGENCY, 2022, FetchOutcome.SERVER_ERROR)
    with queries.snapshot(world.engine) as connection:
        (xicheng,) = hosts(connection, "www.xicheng.gov.cn")
        assert len(list(hosts(connection))) == 2
        assert list(hosts(connection, since=world.at + timedelta(days=1))) == []
    assert (xicheng.requests, xicheng.size, xicheng.sites) == (2, 10, {XICHENG[0]})
    assert xicheng.outcomes == {FetchOutcome.FETCHED: 1, FetchOutcome.SERVER_ERROR: 1}
    assert xicheng.shortest == 2
