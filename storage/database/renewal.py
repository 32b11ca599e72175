"""A database made anew: it takes the place of the present one when it is whole, and not before."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, make_url

from storage import queries
from storage.errors import DatabaseError
from storage.session import open_engine, upgrade
from storage.settings import Settings

_LOGS = ("", "-wal", "-shm")
"""A database of SQLite and the files that stand beside it while it is open."""

_PRIMARY = 0xFF
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR)


@dataclass(slots=True)
class Renewal:
    """The database to fill; ``former`` is where the one that it took the place of is kept, once it did."""

    engine: Engine
    former: Path | None = None


@contextmanager
def renewed(settings: Settings) -> Iterator[Renewal]:
    """An empty database with this program's schema, put in its place when the block ends well.

    A file of SQLite is filled beside the present one, which is kept. A database of PostgreSQL has to be empty; raises
    DatabaseError when it is not.
    """
    engine = open_engine(settings.database_url)
    if engine.dialect.name == "sqlite":
        path = make_url(settings.database_url).database
        engine.dispose()
        if not path or path == ":memory:":
            raise DatabaseError("a database in memory cannot be made anew: NIANBAO_DATABASE_URL has to name a file")
        with _beside(Path(path)) as renewal:
            yield renewal
        return
    try:
        upgrade(engine)
        with queries.snapshot(engine) as connection:
            if not queries.stock(connection).is_empty:
                name = engine.url.render_as_string(hide_password=True)
                raise DatabaseError(f"{name} is not empty: make another database and name it in NIANBAO_DATABASE_URL")
        yield Renewal(engine)
    finally:
        engine.dispose()


@contextmanager
def _beside(path: Path) -> Iterator[Renewal]:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.rebuilding")
    _remove(making)
    renewal = Renewal(open_engine(f"sqlite:///{making}"))
    try:
        upgrade(renewal.engine)
        yield renewal
    finally:
        renewal.engine.dispose()
    if path.exists():
        renewal.former = _former(path)
    if path.exists():
        _copy(making, path)
        _remove(making)
    else:
        making.replace(path)


def _former(path: Path) -> Path:
    """The present database under the first name that is free; a damaged one is moved there as it is.

    What takes its place is copied into the same file, in one transaction: whoever has it open goes on, and a crash at
    any point leaves the one or the other. Files that are moved under a program that has them open would be lost to it.
    """
    former = next(name for number in count(1) if not (name := path.with_name(f"{path.name}.former-{number}")).exists())
    making = path.with_name(f"{path.name}.former.rebuilding")
    _remove(making)
    try:
        _copy(path, making)
    except sqlite3.DatabaseError as error:
        _remove(making)
        if error.sqlite_errorcode & _PRIMARY not in _DAMAGED:
            raise DatabaseError(f"{path} cannot be kept beside the new one: {error}") from error
        for log in _LOGS[::-1]:  # its own name last: without a log it would be another state
            beside = path.with_name(path.name + log)
            if beside.exists():
                beside.replace(former.with_name(former.name + log))
        return former
    making.replace(former)
    return former


def _copy(source: Path, target: Path) -> None:
    """One database into the file of another, which is there as before or in full; waits while somebody writes to it."""
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as ours,
        closing(sqlite3.connect(target)) as theirs,
    ):
        ours.backup(theirs)


def _remove(path: Path) -> None:
    for log in _LOGS:
        path.with_name(path.name + log).unlink(missing_ok=True)
