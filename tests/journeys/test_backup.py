"""Backed up while a crawl is at work, and restored elsewhere: nothing is lost, and the next crawl goes on."""

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from tests.district import District, Home
from tests.journeys.household import Exported, Household, exported
from tests.journeys.test_demo import free_port
from tests.journeys.town import path_of, publish

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

_REPORTS = 40


def _restored(backup: Path, archive: Path, home: Path) -> None:
    """As docs/backup.md says."""
    shutil.copy(backup, home / "nianbao.db")
    shutil.copytree(archive, home / "archive")


def test_a_backup_of_a_crawl_at_work_is_restored_and_the_next_crawl_goes_on(tmp_path: Path) -> None:
    reports = {path_of(n): (f"示例区第{n}局", 2024, n) for n in range(_REPORTS)}
    with District() as district:
        publish(district, reports)
        home, other = Home(tmp_path / "home"), Home(tmp_path / "other")
        for each in (home, other):
            each.add("shili", district, delay=0.05 if each is home else 0)
        crawl = home.start()
        while len(district.log) < _REPORTS / 2 and not crawl.has_ended():
            time.sleep(0.01)
        home.run("db", "backup", str(tmp_path / "nianbao.db")).check_returncode()
        while len(district.log) < _REPORTS * 3 / 4 and not crawl.has_ended():
            time.sleep(0.01)
        was_at_work = not crawl.has_ended()
        shutil.copytree(home.folder / "archive", tmp_path / "archive")
        assert crawl.wait() == 0
        assert was_at_work, "the crawl ended before it was backed up"

        _restored(tmp_path / "nianbao.db", tmp_path / "archive", other.folder)
        verified = other.run("archive", "verify", "--json")
        kinds = {json.loads(line)["kind"] for line in verified.stdout.splitlines()}
        assert "no_row" in kinds, "nothing was stored between the two copies"
        assert kinds <= {"no_row", "torn"}, "the archive lacks what the database speaks of"
        mended = other.run("archive", "verify", "--repair")
        assert mended.returncode == 0, mended.stdout + mended.stderr
        assert other.crawl()["shili"]["verdict"] == "complete"
        doubled = "SELECT url_id FROM captures WHERE NOT unchanged GROUP BY url_id HAVING count(*) > 1"
        assert other.query(doubled) == [], "a body that the archive had was archived again"
        expected = exported(home, "export")
        assert len(expected["reports"]) == _REPORTS
        assert exported(other, "export") == expected
        other.run("db", "rebuild").check_returncode()
        assert exported(other, "rebuilt") == expected


def test_what_is_restored_gives_the_same_release_byte_for_byte(tmp_path: Path) -> None:
    home = Household(tmp_path / "home")
    home.nianbao("demo", "--port", str(free_port()))
    home.nianbao("db", "backup", tmp_path / "backup.db")
    other = tmp_path / "other"
    other.mkdir()
    _restored(tmp_path / "backup.db", home.path / "archive", other)
    _same(home, Household(other), tmp_path)


def test_an_archive_that_is_packed_anew_after_the_database_was_copied_fits_the_copy(tmp_path: Path) -> None:
    home = Household(tmp_path / "home")
    home.nianbao("demo", "--port", str(free_port()))
    home.nianbao("db", "backup", tmp_path / "backup.db")
    assert [moved["state"] for moved in home.records("archive", "repack")] == ["repacked"]
    other = tmp_path / "other"
    other.mkdir()
    _restored(tmp_path / "backup.db", home.path / "archive", other)
    restored = Household(other)
    assert [problem["kind"] for problem in restored.records("archive", "verify", status=1)] == ["moved"]
    restored.nianbao("archive", "verify", "--repair")
    _same(home, restored, tmp_path)


def test_postgresql_comes_back_by_its_own_programs(tmp_path: Path, postgres: str, postgres_programs: Path) -> None:
    first, second = (_database(postgres, name) for name in ("backed_up", "restored"))
    home = Household(tmp_path / "home", {"NIANBAO_DATABASE_URL": first})
    home.nianbao("db", "upgrade")
    home.nianbao("demo", "--port", str(free_port()))
    home.nianbao("db", "backup", tmp_path / "backup.dump")
    plain = make_url(second).set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run(
        [postgres_programs / "pg_restore", "--exit-on-error", f"--dbname={plain}", tmp_path / "backup.dump"], check=True
    )
    archive = {"NIANBAO_ARCHIVE_URL": str(home.path / "archive"), "NIANBAO_DATABASE_URL": second}
    other = Household(tmp_path / "other", archive)
    assert "up to date" in other.nianbao("db", "upgrade")
    _same(home, other, tmp_path)
    other.nianbao("demo", "--port", str(free_port()), "--revision", "2")


def _same(home: Household, other: Household, folder: Path) -> None:
    """The archive is whole there too, and two releases do not differ."""
    assert "Every record is whole" in other.nianbao("archive", "verify")
    made = []
    for each, name in ((home, "releases"), (other, "releases-of-the-other")):
        each.nianbao("release", folder / name, "--date", "2026-12-01")
        (release,) = (folder / name).iterdir()
        made.append(Exported(release).files())
    assert made[0] == made[1]
    assert len(made[0]) > 10


def _database(server: str, name: str) -> str:
    """An empty one."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    return make_url(server).set(database=name).render_as_string(hide_password=False)
