"""What the doctor finds on machines that lack something."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from nianbao.cli import program
from nianbao.doctor import Grade, Line, examine, machine, places
from storage.session import open_engine, upgrade
from storage.settings import Settings


def settings(home: Path, **environ: str) -> Settings:
    return Settings.from_environment({"NIANBAO_HOME": str(home), **environ})


def lines(of: Settings) -> dict[str, Line]:
    return {line.subject: line for line in examine(of)}


def test_a_fresh_machine_is_well_and_nothing_is_made_by_looking(tmp_path: Path) -> None:
    found = lines(settings(tmp_path / "data"))
    assert [line for line in found.values() if line.grade is Grade.FAIL] == []
    assert found["database"].says.endswith("nianbao.db, made on first use")
    assert "not made yet" in found["archive"].says
    assert "free" in found["home"].says
    assert "FTS5" in found["SQLite"].says
    assert "scrapy" in found["packages"].says
    assert list(tmp_path.iterdir()) == []


def test_every_line_that_is_not_ok_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    worst = settings(
        tmp_path / "file",
        NIANBAO_DATABASE_URL="mysql://root:secret@db/x",
        NIANBAO_ARCHIVE_URL="nowhere://bucket",
        NIANBAO_SITES=str(tmp_path / "none"),
    )
    found = lines(worst)
    for subject in ("home", "database", "archive", "sites"):
        assert found[subject].grade is Grade.FAIL, subject
        assert found[subject].remedy, subject
    assert all(bool(line.remedy) == (line.grade is not Grade.OK) for line in found.values())
    assert "secret" not in repr(found)


def test_a_database_that_cannot_be_reached_is_told_without_its_password(tmp_path: Path) -> None:
    line = places.database(settings(tmp_path, NIANBAO_DATABASE_URL="postgresql://nianbao:secret@127.0.0.1:1/x"))
    assert line.grade is Grade.FAIL
    assert "postgresql+psycopg://nianbao:***@127.0.0.1:1/x" in line.says
    assert "secret" not in line.says
    assert "server" in line.remedy


def test_the_schema_is_told_and_who_brings_it_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'own.db'}"
    own = settings(tmp_path, NIANBAO_DATABASE_URL=url)
    assert places.database(own).remedy == "run nianbao db upgrade to make it"
    assert not (tmp_path / "own.db").exists()
    sqlite3.connect(tmp_path / "own.db").close()
    assert places.database(own).remedy == "run nianbao db upgrade"
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    assert places.database(own).grade is Grade.OK
    assert "up to date: 0 reports" in places.database(own).says


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "nianbao.db").write_text("something else" * 100, "utf-8")
    line = places.database(settings(tmp_path))
    assert line.grade is Grade.FAIL
    assert "not a database" in line.says
    assert "nianbao db rebuild" in line.remedy


def test_little_room_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    line = places.archive(settings(tmp_path))
    assert line.grade is Grade.WARN
    assert "1.0 MB free" in line.says


def test_what_the_archive_holds_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.warc.gz").write_bytes(b"x" * 1500)
    assert "1 WARC files, 1.5 kB" in places.archive(settings(tmp_path)).says


def test_a_package_that_is_missing_is_told_by_who_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    version = machine._version
    monkeypatch.setattr(machine, "_version", lambda name: None if name in ("psycopg", "lxml") else version(name))
    assert machine.packages().grade is Grade.FAIL
    assert "lxml missing" in machine.packages().says
    (optional,) = (line for line in machine.extras("sqlite:///x.db") if line.subject == "postgres")
    (needed,) = (line for line in machine.extras("postgresql://x") if line.subject == "postgres")
    assert (optional.grade, needed.grade) == (Grade.WARN, Grade.FAIL)
    assert 'pip install "nianbao[postgres]"' in needed.remedy


def test_programs_that_are_not_there_are_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert [(line.subject, line.grade) for line in machine.programs()] == [
        ("LibreOffice", Grade.OK),
        ("Chromium", Grade.OK),
    ]


@pytest.mark.parametrize("name", ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"])
def test_a_chromium_is_found_by_the_names_that_its_packages_give_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    there = tmp_path / name
    there.write_text("#!/bin/sh\necho Chromium 1\n")
    there.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda asked: str(there) if asked == name else None)
    found = next(line for line in machine.programs() if line.subject == "Chromium")
    assert found.says == f"Chromium 1 at {there}"


def test_the_command_prints_a_line_for_each_and_fails_when_something_does(tmp_path: Path) -> None:
    runner = CliRunner(env={"NIANBAO_HOME": str(tmp_path), "NIANBAO_SITES": None, "NIANBAO_DATABASE_URL": None})
    well = runner.invoke(program, ["doctor"])
    assert well.exit_code == 0
    assert well.stdout.splitlines()[-1] == "Everything that is needed is there."
    ill = runner.invoke(program, ["doctor", "--json"], env={"NIANBAO_SITES": str(tmp_path / "none")})
    assert ill.exit_code == 1
    rows = [json.loads(line) for line in ill.stdout.splitlines()]
    assert all(tuple(row) == ("subject", "grade", "says", "remedy") for row in rows)
    assert [row["subject"] for row in rows if row["grade"] == "fail"] == ["sites"]
