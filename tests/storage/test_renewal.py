"""A database made anew takes the place of the present one only when it is whole."""

from pathlib import Path

import pytest

from storage import queries
from storage.errors import DatabaseError
from storage.renewal import renewed
from storage.session import open_database
from storage.settings import Settings
from tests.storage.world import World, report


def settings(home: Path) -> Settings:
    return Settings.from_environment({"NIANBAO_HOME": str(home)})


def publish(home: Path, year: int) -> None:
    engine = open_database(settings(home))
    World(engine).publish(report("北京市西城区财政局", year))
    engine.dispose()


def years(url: str) -> list[int]:
    engine = open_database(Settings.from_environment({"NIANBAO_DATABASE_URL": url}))
    with queries.snapshot(engine) as connection:
        found = [row.year for row in queries.reports(connection)]
    engine.dispose()
    return found


def test_a_database_is_made_where_there_is_none(tmp_path: Path) -> None:
    with renewed(settings(tmp_path / "home")) as renewal:
        World(renewal.engine).publish(report("北京市西城区财政局", 2024))
    assert renewal.former is None
    assert years(f"sqlite:///{tmp_path}/home/nianbao.db") == [2024]


def test_the_former_database_is_kept_whole_beside_the_new_one(tmp_path: Path) -> None:
    publish(tmp_path, 2023)
    for year, number in ((2024, 1), (2025, 2)):
        with renewed(settings(tmp_path)) as renewal:
            World(renewal.engine).publish(report("北京市西城区财政局", year))
        assert renewal.former == tmp_path / f"nianbao.db.former-{number}"
    assert years(f"sqlite:///{tmp_path}/nianbao.db") == [2025]
    assert years(f"sqlite:///{tmp_path}/nianbao.db.former-1") == [2023]
    assert years(f"sqlite:///{tmp_path}/nianbao.db.former-2") == [2024]


def fail(home: Path) -> None:
    with renewed(settings(home)) as renewal:
        World(renewal.engine).publish(report("北京市西城区财政局", 2024))
        raise RuntimeError("power")


def test_a_failure_leaves_the_present_database_as_it_was(tmp_path: Path) -> None:
    publish(tmp_path, 2023)
    for _ in range(2):  # what the first left half-made does not stand in the way of the second
        with pytest.raises(RuntimeError, match="power"):
            fail(tmp_path)
    assert years(f"sqlite:///{tmp_path}/nianbao.db") == [2023]
    assert not list(tmp_path.glob("*.former-*"))


def test_a_database_in_memory_is_refused(tmp_path: Path) -> None:
    wanted = Settings.from_environment({"NIANBAO_HOME": str(tmp_path), "NIANBAO_DATABASE_URL": "sqlite://"})
    with pytest.raises(DatabaseError, match="has to name a file"), renewed(wanted):
        pass
