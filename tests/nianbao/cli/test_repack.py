"""`nianbao archive repack`: what it says and returns, and with whom it does not work at once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import NullPool, create_engine, make_url, text

from crawler.locks import REBUILD, Locks
from nianbao.operations.archive.repack import REPACK
from storage.archive import Archive
from storage.database.claims import Claims
from storage.session import open_engine, upgrade
from storage.writer import Writer
from tests.storage.archive.shelf import fill

Run = Callable[..., Result]


@pytest.fixture
def archive(home: Path) -> Archive:
    """With its database."""
    home.mkdir()
    archive = Archive(str(home / "archive"))
    engine = open_engine(f"sqlite:///{home / 'nianbao.db'}")
    upgrade(engine)
    writer = Writer(engine)
    with writer.together():
        for capture in fill(archive):
            writer.record_capture(capture, None)
    engine.dispose()
    return archive


def lines(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_closed_files_are_packed_anew_and_nothing_is_left_to_do(run: Run, archive: Archive) -> None:
    first, second = archive.names()
    result = run("archive", "repack")
    assert result.exit_code == 0, result.stderr
    moved, closing = result.stdout.splitlines()
    assert moved.startswith(f"{first}: ")
    assert moved.endswith(" in 3 files")
    assert closing.startswith("1 file packed anew: ")
    assert result.stderr == f"nianbao: {second}: left as it is: it holds too few pages\n"
    assert run("archive", "verify").stdout == "Every record is whole.\n"
    assert run("archive", "repack").stdout == "There is nothing to pack anew.\n"


def test_for_programs_there_is_an_object_for_each_move(run: Run, archive: Archive) -> None:
    names = archive.names()
    dry = lines(run("archive", "repack", "--dry-run", "--json"))
    assert archive.names() == names
    real = lines(run("archive", "repack", "--json"))
    assert [each["state"] for each in dry] == ["would be repacked", "kept"]
    assert [each["state"] for each in real] == ["repacked", "kept"]
    assert list(real[0]) == ["files", "state", "into", "before", "after", "records", "reason"]
    assert (real[0]["files"], len(real[0]["into"]), real[0]["after"] * 3 < real[0]["before"]) == ([names[0]], 3, True)
    (back,) = lines(run("archive", "repack", "--to", "gz", "--json"))
    assert (back["files"], len(back["into"])) == (sorted(real[0]["into"]), 1)


def test_only_files_with_pages_of_a_site_are_packed_anew(run: Run, archive: Archive) -> None:
    assert run("archive", "repack", "--site", "nowhere").stdout == "There is nothing to pack anew.\n"
    assert len(lines(run("archive", "repack", "--site", "xi", "--json"))) == 1


def test_a_damaged_file_ends_it_with_status_1_when_the_others_are_done(run: Run, archive: Archive) -> None:
    path = Path(archive.url) / archive.names()[1]
    path.write_bytes(path.read_bytes()[:-20])
    result = run("archive", "repack", "--json")
    assert (result.exit_code, [each["state"] for each in lines(result)]) == (1, ["repacked", "damaged"])


@pytest.mark.parametrize("taken", [REBUILD, REPACK])
def test_it_does_not_work_beside_another_or_a_rebuild(run: Run, home: Path, archive: Archive, taken: str) -> None:
    names = archive.names()
    with Locks(home / "locks") as locks:
        locks.take([taken])
        result = run("archive", "repack")
        assert (result.exit_code, archive.names()) == (1, names)
        assert f"{taken} is at work already" in result.stderr
        if taken == REPACK:
            assert "is at work already" in run("archive", "verify").stderr


def test_on_machines_that_share_a_database_one_moves_records_at_a_time(
    run: Run, home: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS moved WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE moved TEMPLATE migrated"))
    url = make_url(postgres).set(database="moved").render_as_string(hide_password=False)
    monkeypatch.setenv("NIANBAO_DATABASE_URL", url)
    archive = Archive(str(home / "archive"))
    fill(archive)
    names, engine = archive.names(), open_engine(url)
    elsewhere = Claims(engine)
    assert elsewhere.take([REPACK]) is None
    result = run("archive", "repack")
    assert (result.exit_code, archive.names()) == (1, names)
    assert "is at work on another machine" in result.stderr
    elsewhere.close()
    assert run("archive", "repack").exit_code == 0
    assert archive.names() != names
    engine.dispose()


def test_an_archive_without_a_database_is_packed_anew_and_none_is_made(run: Run, home: Path) -> None:
    fill(Archive(str(home / "archive")))
    assert run("archive", "repack").exit_code == 0
    assert not (home / "nianbao.db").exists()
    assert run("db", "rebuild").exit_code == 0
    assert run("archive", "verify").stdout == "Every record is whole.\n"


def test_where_there_is_nothing_nothing_is_made(run: Run, home: Path) -> None:
    result = run("archive", "repack")
    assert (result.exit_code, result.stderr) == (0, f"nianbao: The archive {home / 'archive'} holds nothing.\n")
    assert not home.exists()
