"""What happened in a time, and what was asked of whom."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from storage import queries
from storage.queries.crawl.hosts import hosts, is_known, last_asked
from storage.queries.crawl.news import Event, news
from storage.queries.crawl.runs import last_sign, run_of, walked
from storage.queries.crawl.walks import steps, walks, walks_of
from storage.records import FetchOutcome, Verdict, Walk
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


def test_the_ledger_is_asked_for_a_time_and_for_a_host_by_the_beginning_of_its_addresses(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        assert last_asked(connection) == world.at
        assert list(hosts(connection, until=START)) == []
        assert {day.host for day in hosts(connection, since=START, until=world.at)} == {"www.xicheng.gov.cn"}
        assert is_known(connection, "WWW.shili.gov.cn")
        assert not is_known(connection, "www.shili.gov")
        assert not is_known(connection, "shili.gov.cn")


def test_the_last_events_are_told_without_the_others(world: World) -> None:
    world.publish(report(AGENCY, 2023, title="更正后的报告"))
    until = world.at + timedelta(seconds=1)
    with queries.snapshot(world.engine) as connection:
        last = [(n.event, n.agency) for n in news(connection, START, until, newest=1)]
        both = [(n.event, n.agency) for n in news(connection, START, until, newest=9)]
    assert last == both[:1] == [(Event.NEW, AGENCY)]
    assert len(both) == 2


def test_a_step_of_a_site_is_its_last_walk_and_those_that_it_is_measured_by(world: World) -> None:
    world.walk(reason="good")
    world.walk(reason="one year only", years=(2025,))
    world.walk(Verdict.BLOCKED, reason="before")
    since = world.at + timedelta(seconds=1)
    world.walk(reason="in time")
    world.walk(Verdict.INCOMPLETE, reason="last in time")
    world.walk(Verdict.COMPLETE, SHILI, reason="the first of all")
    until = world.at + timedelta(seconds=1)
    world.walk(reason="later")
    with queries.snapshot(world.engine) as connection:
        shili, xicheng = steps(connection, since, until)
        assert steps(connection, until + timedelta(days=1), until + timedelta(days=2)) == []
    told = [walk.reason if walk else None for step in (xicheng, shili) for walk in step]
    assert told == ["last in time", "before", "good", "the first of all", None, None]


def test_a_run_is_told_with_its_walks_and_its_last_sign(world: World) -> None:
    first, second = (world.writer.begin_run(world.at) for _ in range(2))
    walk = Walk("xicheng", "110102", Verdict.COMPLETE, "", world.at, {"documents": 30, "new": 2})
    other = Walk("shili", "990101", Verdict.COMPLETE, "", world.at, {"documents": 5})
    for each in (walk, other):
        world.writer.record_walk(each, second)
    world.at += timedelta(seconds=1)
    context = world.context(XICHENG, AGENCY, 2023)
    world.writer.record_fetch("https://a.gov.cn/", FetchOutcome.FETCHED, at=world.at, context=context, run=first)
    with queries.snapshot(world.engine) as connection:
        found = walked(connection, [first, second])
        assert (found[second].verdicts, found[second].counts["documents"], found[second].counts["new"]) == (
            {Verdict.COMPLETE: 2}, 35, 2,
        )  # fmt: skip
        assert not found[first].verdicts
        assert [each.site for each in walks_of(connection, second)] == ["shili", "xicheng"]
        assert (last_sign(connection, first), last_sign(connection, second)) == (world.at, None)
        assert run_of(connection, first).ended_at is None
        with pytest.raises(queries.UnknownError):
            run_of(connection, 99)
