"""A release is due once a month, if anything was fetched since the last one."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from storage.release.due import release_if_due
from tests.storage.world import World, fill, report

NOVEMBER, DECEMBER = date(2026, 11, 30), date(2026, 12, 1)


def published_later(world: World) -> None:
    world.at += timedelta(days=20)
    world.publish(report("北京市西城区审计局", 2024))


def test_nothing_is_due_where_nothing_is_stored(database: Engine, tmp_path: Path) -> None:
    assert release_if_due(database, tmp_path / "releases", NOVEMBER) is None


def test_a_month_has_one_release(database: Engine, tmp_path: Path) -> None:
    world = fill(database)
    made = release_if_due(database, tmp_path, NOVEMBER)
    assert made is not None
    assert made.folder.name == "nianbao-2026-11-20"
    published_later(world)
    assert release_if_due(database, tmp_path, NOVEMBER) is None


def test_the_next_month_has_one_if_anything_was_fetched_since_and_it_is_compared(
    database: Engine, tmp_path: Path
) -> None:
    world = fill(database)
    release_if_due(database, tmp_path, NOVEMBER)
    assert release_if_due(database, tmp_path, DECEMBER) is None
    published_later(world)
    made = release_if_due(database, tmp_path, DECEMBER)
    assert made is not None
    assert made.told.counts is not None
    assert made.told.counts.total == {"new": 1}
