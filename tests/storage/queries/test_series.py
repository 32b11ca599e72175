"""A cell year by year, through renamings, mergers and splits."""

from decimal import Decimal

import pytest
from sqlalchemy import Engine

from forms import Measure
from storage import queries
from storage.queries import Narrowing, Point, UnknownError
from storage.records import Registered, RegisteredAgency, State
from tests.storage.world import SHILI, World, cells, report

NEW = Measure("t3", "new_received", "total")
FINANCE, AUDIT, DATA, BIG = "财政局", "审计局", "数据局", "大数据中心"


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def publish(world: World, agency: str, year: int, printed: str) -> None:
    said = (Decimal(printed), State.REPORTED, printed) if printed.isdigit() else (None, State.DASH, printed)
    world.publish(report(f"示例市示例区{agency}", year, cells=cells("a2021", {tuple(NEW): said})), SHILI)


def take_over(world: World, agency: str, since: int, *formers: str) -> None:
    world.writer.record_agencies(Registered(*SHILI, (RegisteredAgency(agency, since, None, formers),)))


def told(world: World, agency: str, *, follow: bool = True) -> list[Point]:
    with queries.snapshot(world.engine) as connection:
        return queries.series(connection, Narrowing(agency), NEW, follow=follow)


def test_a_renamed_agency_has_one_series_under_either_name(world: World) -> None:
    publish(world, BIG, 2023, "3")
    publish(world, DATA, 2024, "5")
    take_over(world, DATA, 2024, BIG)
    expected = [(2023, Decimal(3), "示例市示例区大数据中心"), (2024, Decimal(5), "示例市示例区数据局")]
    for name in (DATA, BIG):
        assert [(p.year, p.value, p.parts[0].agency) for p in told(world, name)] == expected
    assert [p.year for p in told(world, DATA, follow=False)] == [2024]


def test_a_merger_is_the_sum_over_all_of_which_the_report_is_there(world: World) -> None:
    publish(world, FINANCE, 2023, "3")
    publish(world, AUDIT, 2023, "4")
    publish(world, AUDIT, 2022, "4")
    publish(world, DATA, 2024, "8")
    take_over(world, DATA, 2024, FINANCE, AUDIT)
    points = told(world, DATA)
    assert [(p.year, p.value) for p in points] == [(2022, None), (2023, Decimal(7)), (2024, Decimal(8))]
    assert points[0].missing == ("示例市示例区财政局",)
    assert len(points[1].parts) == 2


def test_a_dash_among_the_parts_is_no_number_and_leaves_no_sum(world: World) -> None:
    publish(world, FINANCE, 2023, "3")
    publish(world, AUDIT, 2023, "-")
    take_over(world, DATA, 2024, FINANCE, AUDIT)
    (point,) = told(world, DATA)
    assert (point.value, point.missing, [part.printed.state for part in point.parts]) == (
        None, (), [State.REPORTED, State.DASH],
    )  # fmt: skip


def test_what_was_split_is_told_and_belongs_to_none_alone(world: World) -> None:
    publish(world, FINANCE, 2023, "3")
    publish(world, AUDIT, 2024, "1")
    publish(world, DATA, 2024, "2")
    named = tuple(RegisteredAgency(agency, 2024, None, (FINANCE,)) for agency in (AUDIT, DATA))
    world.writer.record_agencies(Registered(*SHILI, named))
    assert [(p.year, p.value, p.split) for p in told(world, AUDIT)] == [(2023, None, True), (2024, Decimal(1), False)]
    assert [(p.year, p.value) for p in told(world, FINANCE)] == [(2023, Decimal(3))]


def test_agencies_that_took_over_from_each_other_end_nowhere(world: World) -> None:
    publish(world, FINANCE, 2023, "3")
    publish(world, AUDIT, 2024, "1")
    named = (RegisteredAgency(AUDIT, 2024, None, (FINANCE,)), RegisteredAgency(FINANCE, None, None, (AUDIT,)))
    world.writer.record_agencies(Registered(*SHILI, named))
    assert {p.year for p in told(world, FINANCE)} <= {2023, 2024}


def test_an_agency_of_several_districts_must_be_named_with_its_district(world: World) -> None:
    publish(world, FINANCE, 2023, "3")
    world.publish(report("北京市西城区财政局", 2023))
    with pytest.raises(UnknownError, match="110102, 990101"):
        told(world, FINANCE)
