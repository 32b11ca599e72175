"""Page against attachment: what the two do not agree on is a finding of the report."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text

from storage import queries
from storage.records import FetchOutcome, Outcome, Scope, State
from tests.storage.world import World, cells, report

AGENCY = "北京市西城区财政局"
PAGE, FILE = "https://www.xicheng.gov.cn/1.html", "https://www.xicheng.gov.cn/1.doc"
NEW = ("t3", "new_received", "total")


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def publish(world: World, url: str, printed: str | None, title: str = "报告") -> None:
    said = None
    if printed is not None:
        said = (Decimal(printed), State.REPORTED, printed) if printed.isdigit() else (None, State.DASH, printed)
    odd = {} if said is None else {NEW: said}
    world.publish(report(AGENCY, 2024, cells=cells("a2021", odd), title=title), url=url)


def told(world: World) -> list[tuple[str, Outcome, Decimal | None, Decimal | None]]:
    with queries.snapshot(world.engine) as connection:
        found = [row for row, _ in queries.findings(connection)]
    return [(json.loads(row.bind)["source"], row.outcome, row.left, row.right) for row in found]


def test_the_same_numbers_are_no_finding(world: World) -> None:
    publish(world, PAGE, "3")
    publish(world, FILE, "3", title="报告（附件）")
    assert told(world) == []


def test_another_number_in_the_attachment_is_told_with_both(world: World) -> None:
    publish(world, PAGE, "3")
    publish(world, FILE, "13")
    assert told(world) == [(PAGE, Outcome.FAIL, Decimal(13), Decimal(3))]
    with world.engine.connect() as connection:
        (row,) = connection.execute(text("SELECT identity, outcome FROM findings")).all()
    assert tuple(row) == ("X_SOURCES_AGREE", "fail")


def test_the_summary_of_a_district_is_no_copy_of_its_governments_own_report(world: World) -> None:
    publish(world, PAGE, "3")
    many = cells("a2021", {NEW: (Decimal(980), State.REPORTED, "980")})
    world.publish(report(AGENCY, 2024, cells=many, scope=Scope.SUMMARY), url=FILE)
    assert told(world) == []


def test_a_dash_against_a_number_is_told_and_is_no_failure(world: World) -> None:
    publish(world, PAGE, "3")
    publish(world, FILE, "-")
    assert [(outcome, left, right) for _, outcome, left, right in told(world)] == [
        (Outcome.NOT_STATED, None, Decimal(3))
    ]


def test_a_correction_ends_the_disagreement(world: World) -> None:
    publish(world, PAGE, "3")
    publish(world, FILE, "13")
    publish(world, PAGE, "13")
    assert told(world) == []


def test_a_page_that_is_gone_disagrees_no_more(world: World) -> None:
    publish(world, PAGE, "3")
    publish(world, FILE, "13")
    context = world.context(("xicheng", "110102", "北京市西城区"), AGENCY, 2024)
    world.writer.record_fetch(PAGE, FetchOutcome.NOT_FOUND, at=world.at, context=context, run=None, status=404)
    assert told(world) == []
