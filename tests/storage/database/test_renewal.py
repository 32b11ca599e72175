"""A database made anew takes the place of the present one only when it is whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import queries
from storage.database.renewal import renewed
from storage.errors import DatabaseError
from storage.session import open_database
from storage.settings import Settings
from storage.writer import Writer
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


def test_who_has_the_database_open_goes_on_with_the_new_one(tmp_path: Path) -> None:
    publish(tmp_path, 2023)
    engine = open_database(settings(tmp_path))
    with engine.connect() as connection:
        assert [row.year for row in queries.reports(connection)] == [2023]
        with renewed(settings(tmp_path)) as renewal:
            World(renewal.engine).publish(report("北京市西城区财政局", 2024))
        assert [row.year for row in queries.reports(connection)] == [2023], "one state, as long as it asks"
    with queries.snapshot(engine) as connection:
        assert [row.year for row in queries.reports(connection)] == [2024]
    assert Writer(engine).begin_run(datetime(2026, 1, 1, tzinfo=UTC)) == 1
    engine.dispose()
    assert years(f"sqlite:///{tmp_path}/nianbao.db") == [2024]
    assert not list(tmp_path.glob("*.rebuilding*"))


@pytest.mark.parametrize("rest", [b"", b"no database"])
def test_a_damaged_database_is_moved_away_as_it_is(tmp_path: Path, rest: bytes) -> None:
    publish(tmp_path, 2023)
    place = tmp_path / "nianbao.db"
    damaged = rest or place.read_bytes()[:5000]
    place.write_bytes(damaged)
    with renewed(settings(tmp_path)) as renewal:
        World(renewal.engine).publish(report("北京市西城区财政局", 2024))
    assert renewal.former is not None
    assert renewal.former.read_bytes()[:100] == damaged[:100]
    assert years(f"sqlite:///{tmp_path}/nianbao.db") == [2024]
