"""An agency's numbers through renamings and mergers, where that is asked."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from nianbao.web.resources.numbers.points import Standing
from nianbao.web.resources.places.agency import Agency, agency
from storage import queries
from storage.records import Registered, RegisteredAgency, State
from storage.session import open_engine, upgrade
from tests.storage.world import SHILI, World, cells, report

FINANCE, AUDIT, DATA = "财政局", "审计局", "数据局"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """财政局 and 审计局 became 数据局 in 2024; 审计局 did not report for 2022."""
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    world = World(engine)
    for name, year, received in ((FINANCE, 2022, 1), (FINANCE, 2023, 3), (AUDIT, 2023, 4), (DATA, 2024, 8)):
        printed = {("t3", "new_received", "total"): (Decimal(received), State.REPORTED, str(received))}
        world.publish(report(f"示例市示例区{name}", year, cells=cells("a2021", printed)), SHILI)
    world.writer.record_agencies(Registered(*SHILI, (RegisteredAgency(DATA, 2024, None, (FINANCE, AUDIT)),)))
    world.walk(site=SHILI)
    yield world
    engine.dispose()


def ask(world: World, name: str, *, follow: bool) -> Agency:
    with queries.snapshot(world.engine) as connection:
        return agency(connection, SHILI[1], name, follow=follow, as_of=None, today=date(2026, 6, 1))


def received(of: Agency) -> dict[int, tuple[Decimal | None, Standing, int]]:
    line = next(line for line in of.lines if line.key == "requests_received")
    return {point.year: (point.number.value, point.number.state, len(point.agencies)) for point in line.points}


def test_alone_it_has_its_own_years_and_names_its_relatives(world: World) -> None:
    alone = ask(world, DATA, follow=False)

    assert received(alone) == {2024: (Decimal(8), Standing.REPORTED, 1)}
    assert {each.key for each in alone.predecessors} == {FINANCE, AUDIT}
    assert [each.key for each in ask(world, AUDIT, follow=False).successors] == [DATA]


@pytest.mark.parametrize("name", [DATA, FINANCE])
def test_followed_it_is_the_sum_of_all_that_it_was_and_no_sum_where_one_is_missing(world: World, name: str) -> None:
    followed = ask(world, name, follow=True)

    assert received(followed) == {
        2022: (None, Standing.INCOMPLETE, 1),
        2023: (Decimal(7), Standing.REPORTED, 2),
        2024: (Decimal(8), Standing.REPORTED, 1),
    }
    assert followed.continues_as.key == DATA
    assert {(each.key, each.year) for each in followed.reports if each.report} == {
        (FINANCE, 2022), (FINANCE, 2023), (AUDIT, 2023), (DATA, 2024),
    }  # fmt: skip
    assert {(each.key, each.state.value) for each in followed.reports if each.year == 2022 and not each.report} == {
        (AUDIT, "absent")
    }
