"""What is particular to SQLite."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine

from storage.sql import QueryError, ask


def make(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES ('[1, 2]')")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
        connection.execute("INSERT INTO words VALUES ('信访 公开')")
        connection.commit()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "a # ? % 区.db")


def asked(path: Path, statement: str) -> tuple[tuple[object, ...], ...]:
    return ask(create_engine(URL.create("sqlite", database=str(path))), statement).rows


def test_json_and_full_text_search_can_be_asked(path: Path) -> None:
    assert asked(path, "SELECT value FROM t, json_each(a)") == ((1,), (2,))
    assert asked(path, "SELECT body FROM words WHERE words MATCH '信访'") == (("信访 公开",),)


def test_the_schema_can_be_read_and_not_written(path: Path) -> None:
    assert ("t",) in asked(path, "SELECT name FROM sqlite_master")
    with pytest.raises(QueryError):
        asked(path, "INSERT INTO words(words) VALUES ('optimize')")


@pytest.mark.parametrize(
    "huge",
    [
        "SELECT replace(printf('%500000s', ''), ' ', '0000000000')",
        "WITH RECURSIVE n(s) AS (SELECT 'xxxxxxxxxx' UNION ALL SELECT s || s FROM n) SELECT max(length(s)) FROM n",
    ],
)
def test_a_value_cannot_grow_beyond_measure(path: Path, huge: str) -> None:
    with pytest.raises(QueryError):
        asked(path, huge)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.db cannot be read: unable to open"):
        asked(tmp_path / "none.db", "SELECT 1")
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("something else" * 100, "utf-8")
    with pytest.raises(QueryError, match=r"a\.db cannot be read: file is not a database"):
        asked(tmp_path / "a.db", "SELECT 1")


def test_a_database_in_memory_cannot_be_asked() -> None:
    with pytest.raises(QueryError, match="memory"):
        ask(create_engine("sqlite://"), "SELECT 1")


def test_a_thousand_comments_before_a_statement_take_no_time(path: Path) -> None:
    comments = "/* ; */" * 1000
    assert asked(path, f"{comments} SELECT 1") == ((1,),)
    with pytest.raises(QueryError):
        asked(path, f"{comments} DELETE FROM t")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user, who may only read")
def test_a_folder_that_may_only_be_read_is_enough() -> None:
    code = (
        "import os, sys; from sqlalchemy import URL, create_engine; from storage.sql import ask; os.setuid(65534);"
        " print(ask(create_engine(URL.create('sqlite', database=sys.argv[1])), 'SELECT a FROM t').rows)"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "read.db")
        Path(folder).chmod(0o755)
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout == "(('[1, 2]',),)\n", done.stderr
