"""A district in which nothing changed is not compared again, and one in which anything did is."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, delete, select, text

import forms
from storage import judgements, queries
from storage.crosschecks import renew
from storage.crosschecks.freshness import is_fresh, rules
from storage.models import AGENCY_YEARS, AgencyTotal, AnnualReport, District, Headline, Version, table_of
from storage.records import FetchOutcome, Judged, Registered, RegisteredAgency
from tests.storage.world import FAILING, SHILI, XICHENG, World, report

KEPT = (table_of(Headline), AGENCY_YEARS, table_of(AgencyTotal))
AGENCY, OTHER = "北京市西城区财政局", "北京市西城区教育局"


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)
    world.publish(report(AGENCY, 2023))
    world.publish(report(AGENCY, 2024, findings=FAILING))
    world.publish(report(AGENCY, 2024, findings=FAILING, title="更正后的报告"))
    world.publish(report("示例市示例区财政局", 2024), SHILI)
    renew(database)
    return world


def fresh(world: World) -> dict[str, bool]:
    districts = table_of(District)
    with world.engine.connect() as connection:
        found = connection.execute(select(districts.c.site, districts.c.id).order_by(districts.c.site))
        return {site: is_fresh(connection, number) for site, number in found}


def withdraw(world: World) -> None:
    world.fail(AGENCY, 2023, FetchOutcome.NOT_FOUND)


def restore(world: World) -> None:
    reports, versions = table_of(AnnualReport), table_of(Version)
    with world.engine.connect() as connection:
        first = select(reports.c.id).join(versions).where(versions.c.number == 2)
        number = connection.scalar(first)
    world.writer.restore(number, 1, at=world.at, reason="checked")


def judge(world: World) -> None:
    with world.engine.begin() as connection:
        judged = Judged("110102", AGENCY, 2024, "T3_FLOW", '{"c": "total"}', "explained", "a merger", world.at)
        judgements.record(connection, judged)


def register(*agencies: RegisteredAgency) -> Callable[[World], None]:
    return lambda world: world.writer.record_agencies(Registered(*XICHENG, agencies))


CHANGES: dict[str, Callable[[World], None]] = {
    "a new report": lambda world: world.publish(report(OTHER, 2024)),
    "a new version": lambda world: world.publish(report(AGENCY, 2023, title="更正")),
    "another document that says otherwise": lambda world: world.publish(report(AGENCY, 2023, title="附件"), url="x"),
    "a withdrawal": withdraw,
    "a version that a person chose": restore,
    "a judgement": judge,
    "an agency that is expected": register(RegisteredAgency(OTHER, None, None, ())),
    "the years of an agency": register(RegisteredAgency(AGENCY, 2024, None, ())),
    "a successor": register(RegisteredAgency(OTHER, 2024, None, (AGENCY,))),
}


def test_what_was_compared_is_fresh_and_compared_no_more(world: World) -> None:
    assert fresh(world) == {"shili": True, "xicheng": True}
    assert renew(world.engine, changed_only=True).districts == 0
    assert renew(world.engine).districts == 2


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_a_district_is_compared_again_and_no_other(world: World, name: str) -> None:
    CHANGES[name](world)
    assert fresh(world) == {"shili": True, "xicheng": False}
    assert renew(world.engine, changed_only=True).districts == 1
    assert fresh(world) == {"shili": True, "xicheng": True}
    assert renew(world.engine).reports == 0


@pytest.fixture
def rules_are_read_again() -> Iterator[None]:
    yield
    rules.cache_clear()


@pytest.mark.usefixtures("rules_are_read_again")
@pytest.mark.parametrize("name", ["concepts", "indicators"])
def test_sums_are_made_again_by_another_crosswalk(world: World, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    made = sums(world)
    assert all(made)
    older = getattr(forms, name)()[1:]
    with monkeypatch.context() as patched:
        patched.setattr(forms, name, lambda: older)
        rules.cache_clear()
        renew(world.engine)
        with world.engine.begin() as connection:
            for table in KEPT:
                connection.execute(delete(table))
        assert renew(world.engine, changed_only=True).districts == 0
        assert not any(sums(world))
    rules.cache_clear()
    assert renew(world.engine, changed_only=True).districts == 2
    assert sums(world) == made


def sums(world: World) -> list[list[tuple[object, ...]]]:
    with world.engine.connect() as connection:
        return [sorted(map(tuple, connection.execute(select(table))), key=repr) for table in KEPT]


def test_a_page_that_was_seen_again_changes_nothing(world: World) -> None:
    address = f"https://www.{XICHENG[0]}.gov.cn/{AGENCY}/2023.html"
    world.writer.record_fetch(
        address, FetchOutcome.UNCHANGED, at=world.at, context=world.context(XICHENG, AGENCY, 2023), run=None, status=304
    )
    with queries.snapshot(world.engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM fetches WHERE outcome = 'unchanged'")) == 1
    assert fresh(world) == {"shili": True, "xicheng": True}
