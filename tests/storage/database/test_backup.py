"""A copy of the database: of one moment, in full or not at all, on SQLite and on PostgreSQL."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, insert, make_url, text

from storage import queries
from storage.database.backup import back_up
from storage.errors import DatabaseError
from storage.models import District, table_of
from storage.session import WRITING, behind, open_engine
from tests.storage.world import fill


@contextmanager
def restored(database: Engine, copy: Path, postgres_programs: Path) -> Iterator[Engine]:
    """A database somewhere else, made of a copy as the documentation says."""
    if database.dialect.name == "sqlite":
        place = copy.with_name("restored.db")
        shutil.copy(copy, place)
        engine = open_engine(f"sqlite:///{place}")
    else:
        server = create_engine(database.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS restored WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE restored"))
        url = database.url.set(database="restored")
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        subprocess.run([postgres_programs / "pg_restore", "--exit-on-error", "-d", plain, copy], check=True)
        engine = open_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


def told(engine: Engine) -> list[tuple[object, ...]]:
    with queries.snapshot(engine) as connection:
        cells = [tuple(row) for row in queries.cells(connection)]
        districts = connection.execute(text("SELECT code, name, site FROM districts ORDER BY code")).all()
    return [*cells, *map(tuple, districts)]


def test_a_copy_has_what_was_stored_and_nothing_of_a_transaction_on_its_way(
    database: Engine, tmp_path: Path, postgres_programs: Path
) -> None:
    fill(database)
    before = told(database)
    with database.execution_options(**{WRITING: True}).begin() as writing:
        row = {"code": "990000", "name": "示例", "site": "late"}
        writing.execute(insert(table_of(District)), row)
        back_up(database, tmp_path / "backups" / "copy")
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["copy"]
    with restored(database, tmp_path / "backups" / "copy", postgres_programs) as engine:
        assert not behind(engine)
        assert told(engine) == before
    assert told(database) != before


def test_a_backup_is_never_overwritten(database: Engine, tmp_path: Path, postgres_programs: Path) -> None:
    (tmp_path / "copy").write_text("of yesterday")
    with pytest.raises(DatabaseError, match="never overwritten"):
        back_up(database, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "of yesterday"


@pytest.mark.parametrize("share", [0.3, 0.5, 0.6, 0.9])
def test_a_damaged_database_gives_no_copy(migrated_file: Path, tmp_path: Path, share: float) -> None:
    """Wherever the damage is: in a table, in an index, or in the list of both."""
    damaged = tmp_path / "damaged.db"
    content = bytearray(migrated_file.read_bytes())
    middle = int(len(content) * share) // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    damaged.write_bytes(content)
    engine = open_engine(f"sqlite:///{damaged}")
    with pytest.raises(DatabaseError, match="db rebuild"):
        back_up(engine, tmp_path / "out" / "copy")
    engine.dispose()
    assert list((tmp_path / "out").iterdir()) == []


def test_without_pg_dump_it_is_said_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    engine = open_engine("postgresql://me:secret@db.example/nianbao")
    with pytest.raises(DatabaseError, match="pg_dump is not installed") as caught:
        back_up(engine, tmp_path / "copy")
    assert "postgresql://me@db.example/nianbao" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_the_password_is_on_no_command_line_and_a_failure_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@ / $PGPASSWORD" > {tmp_path}/heard\necho no such server >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    engine = open_engine("postgresql://me:secret@db.example/nianbao")
    with pytest.raises(DatabaseError, match="no such server"):
        back_up(engine, tmp_path / "out" / "copy")
    arguments, password = (tmp_path / "heard").read_text().strip().split(" / ")
    assert "postgresql://me@db.example/nianbao" in arguments
    assert ("secret" in arguments, password) == (False, "secret")
    assert list((tmp_path / "out").iterdir()) == []
