"""Opening a database: its schema is brought to this program's, and is never taken for another's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

from storage.database import migrating
from storage.errors import DatabaseError
from storage.models import metadata
from storage.session import HEAD, behind, open_database, open_engine, upgrade
from storage.settings import Settings


def note(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})


def test_the_newest_migration_is_the_one_that_databases_are_compared_with() -> None:
    assert migrating.head() == HEAD


def test_a_database_that_was_upgraded_is_not_behind_and_has_every_table(database: Engine) -> None:
    assert not behind(database)
    assert set(metadata.tables) <= set(inspect(database).get_table_names())


def test_an_empty_database_is_behind() -> None:
    engine = open_engine("sqlite://")
    assert behind(engine)
    upgrade(engine)
    assert not behind(engine)
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused(database: Engine) -> None:
    note(database, "ffff")
    for ask in (behind, upgrade):
        with pytest.raises(DatabaseError, match="newer version of this program"):
            ask(database)


def test_labels_that_the_forms_have_otherwise_are_renewed(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE measures SET label_zh = '?' WHERE id = 1"))
    assert behind(database)
    upgrade(database)
    assert not behind(database)


def test_a_database_that_is_not_behind_is_opened_without_alembic() -> None:
    code = "import sys, storage.session, storage.writer, storage.queries; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (x)"))
    with pytest.raises(DatabaseError, match="another program"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["theirs"]
    engine.dispose()


def test_of_a_database_that_a_user_named_it_is_told_whether_it_is_old_or_not_made_yet(tmp_path: Path) -> None:
    settings = Settings.from_environment({"NIANBAO_DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}"})
    with pytest.raises(DatabaseError, match="is not made yet: run nianbao db upgrade"):
        open_database(settings)
    engine = open_engine(settings.database_url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE measures SET label_zh = '?' WHERE id = 1"))
    with pytest.raises(DatabaseError, match="is older than this program: run nianbao db upgrade"):
        open_database(settings)
    upgrade(engine)
    engine.dispose()
    open_database(settings).dispose()


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    command = [sys.executable, "-m", "nianbao", "reports"]
    environment = {**os.environ, "NIANBAO_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"nianbao: NIANBAO_HOME is no folder: {tmp_path / 'home'}\n"


def test_a_database_that_nobody_can_write_to_is_asked_without_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'own.db'}")
    upgrade(engine)
    engine.dispose()
    monkeypatch.setattr(os, "access", lambda *_: False)  # as on a disk that is mounted for reading
    frozen = open_engine(f"sqlite:///{tmp_path / 'own.db'}")
    assert not behind(frozen)
    assert [path.name for path in tmp_path.iterdir()] == ["own.db"], "no log was made"
    with frozen.connect() as connection, pytest.raises(OperationalError, match="readonly database"):
        connection.execute(text("DELETE FROM measures"))
    frozen.dispose()
