"""Findings counted and given page by page, on both databases alike."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from storage import judgements, queries
from storage.crosschecks import Code, renew
from storage.judgements import Ruling
from storage.queries import Narrowing, UnknownError
from storage.queries.checks.leaf import Found, Place, leaf
from storage.queries.checks.tally import by_identity, districts, is_counted
from storage.queries.checks.wanted import Standing, Wanted, wanted
from storage.records import Finding, Judged, Outcome
from storage.session import WRITING
from tests.storage.world import SHILI, XICHENG, World, report

FLOW = Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), Decimal("4.5"))
FLOW_OTHER = Finding("T3_FLOW", {"c": "lp_other"}, Outcome.FAIL, Decimal(1), Decimal(2))
REVIEW = Finding("T4_REVIEW_SUM", {}, Outcome.FAIL, Decimal(8), Decimal(9))
OPEN = Finding("T3_RESULTS_SUM", {"c": "total"}, Outcome.NOT_STATED)


@pytest.fixture
def world(database: Engine) -> World:
    """Two districts; the order in which they come is not that in which they are told."""
    world = World(database)
    world.publish(report("示例市示例区财政局", 2023, findings=(REVIEW, FLOW)), SHILI)
    world.publish(report("示例市示例区财政局", 2024, findings=(OPEN,)), SHILI)
    for year in (2022, 2023, 2024):
        world.publish(report("北京市西城区财政局", year, findings=(FLOW, OPEN, FLOW_OTHER)))
    world.publish(report("北京市西城区信访办公室", 2023, findings=(REVIEW,)))
    world.publish(report("北京市西城区审计局", 2023))
    renew(database)
    return world


def judge(world: World, verdict: str = "explained") -> None:
    judged = Judged(
        "110102", "北京市西城区财政局", 2023, FLOW.identity, '{"c": "total"}', verdict, "因为", world.at, "王芳"
    )
    with world.engine.execution_options(**{WRITING: True}).begin() as connection:
        judgements.record(connection, judged)


def told(world: World, wanted: Wanted, limit: int = 100) -> list[Found]:
    with queries.snapshot(world.engine) as connection:
        return leaf(connection, wanted, after=None, limit=limit)


def counts(world: World, wanted: Wanted) -> dict[str, int]:
    with queries.snapshot(world.engine) as connection:
        return by_identity(connection, wanted)


def test_they_come_by_district_agency_and_year_the_newest_first(world: World) -> None:
    assert [(f.code, f.agency, f.year, f.identity, f.bind) for f in told(world, Wanted())] == [
        ("110102", "北京市西城区信访办公室", 2023, "T4_REVIEW_SUM", "{}"),
        *(
            ("110102", "北京市西城区财政局", year, "T3_FLOW", bind)
            for year in (2024, 2023, 2022)
            for bind in ('{"c": "total"}', '{"c": "lp_other"}')
        ),
        ("990101", "示例市示例区财政局", 2023, "T4_REVIEW_SUM", "{}"),
        ("990101", "示例市示例区财政局", 2023, "T3_FLOW", '{"c": "total"}'),
    ]


def test_numbers_are_exact(world: World) -> None:
    assert {(f.left, f.right) for f in told(world, Wanted(identity="T3_FLOW"))} == {
        (Decimal(3), Decimal("4.5")),
        (Decimal(1), Decimal(2)),
    }


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_together_are_the_whole(world: World, limit: int) -> None:
    whole, found, after = told(world, Wanted()), [], None
    while True:
        with queries.snapshot(world.engine) as connection:
            rows = leaf(connection, Wanted(), after=after, limit=limit)
        if not rows:
            break
        found += rows
        after = rows[-1].place
    assert found == whole


def test_a_page_goes_on_behind_a_row_that_is_not_there_any_more(world: World) -> None:
    gone = Place("110102", "北京市西城区财政局", "财政局", 2023, 50, "A", "{}")
    with queries.snapshot(world.engine) as connection:
        assert [f.year for f in leaf(connection, Wanted(), after=gone, limit=3)] == [2022, 2022, 2023]


def asked() -> list[Wanted]:
    narrow = [Wanted(), Wanted(district="110102"), Wanted(year=2023), Wanted(district="990101", year=2024)]
    narrow += [replace(w, verdict=v) for w in narrow for v in (*Standing, Ruling.EXPLAINED, Ruling.MISREAD)]
    narrow += [replace(w, outcome=Outcome.NOT_STATED) for w in narrow]
    narrow += [replace(w, outcome=Outcome.NOT_EVALUATED, code=code) for w in narrow[:4] for code in Code]
    return narrow


def test_what_is_counted_is_what_is_told(world: World) -> None:
    judge(world)
    for each in asked():
        rows = told(world, each)
        assert sum(counts(world, each).values()) == len(rows), each
        for identity, number in counts(world, each).items():
            of = replace(each, identity=identity)
            assert [*told(world, of)] == [row for row in rows if row.identity == identity]
            assert len(told(world, of)) == number
            assert counts(world, of) == counts(world, each)
        with queries.snapshot(world.engine) as connection:
            assert len(list(districts(connection, each))) >= len({row.code for row in rows})


def test_kept_counts_are_those_that_counting_gives(world: World) -> None:
    for each in (Wanted(outcome=outcome, year=year) for outcome in Outcome for year in (None, 2023)):
        assert is_counted(each)
        by_district = [counts(world, replace(each, district=code)) for code in ("110102", "990101")]
        assert sum(counts(world, each).values()) == sum(sum(of.values()) for of in by_district)


def test_a_verdict_takes_a_finding_from_the_open_ones(world: World) -> None:
    judge(world)
    (judged,) = told(world, Wanted(verdict=Standing.JUDGED))
    assert (judged.year, judged.verdict, judged.reason, judged.person) == (2023, "explained", "因为", "王芳")
    assert told(world, Wanted(verdict=Ruling.EXPLAINED)) == [judged]
    assert len(told(world, Wanted(verdict=Standing.OPEN))) == len(told(world, Wanted())) - 1
    judge(world, "")
    assert told(world, Wanted(verdict=Standing.JUDGED)) == []


def test_a_version_that_is_not_shown_any_more_counts_no_more(world: World) -> None:
    world.publish(report("北京市西城区信访办公室", 2023, title="更正后的报告"))
    renew(world.engine)
    assert [f.identity for f in told(world, Wanted(district="110102", identity="T4_REVIEW_SUM"))] == []
    assert counts(world, Wanted())["T4_REVIEW_SUM"] == 1


def test_between_documents_it_says_what_lies_behind(world: World) -> None:
    found = told(world, Wanted(outcome=Outcome.NOT_EVALUATED, code=Code.NO_PREVIOUS))
    assert found
    assert {f.behind for f in found} == {"no_previous"}
    assert told(world, Wanted(code=Code.MEMBERS_MISSING)) == []


def test_an_agency_of_every_district_is_asked_for_by_its_name(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        everywhere = wanted(connection, Narrowing(agency="财政局"))
        here = wanted(connection, Narrowing(agency="财政局", district=XICHENG[1]))
        with pytest.raises(UnknownError, match="no agency 气象局"):
            wanted(connection, Narrowing(agency="气象局"))
        with pytest.raises(UnknownError, match="no district 123456"):
            wanted(connection, Narrowing(district="123456"))
    assert {f.code for f in told(world, everywhere)} == {"110102", "990101"}
    assert {(f.code, f.key) for f in told(world, here)} == {("110102", "财政局")}
