"""Opens the database and brings it to the schema of this program."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from storage import divisions
from storage.database import dictionary
from storage.errors import DatabaseError
from storage.settings import Settings
from storage.sums import headlines
from storage.writing.places import keys, parents, spellings

WRITING = "nianbao_writing"
"""Execution option of a connection that will write: SQLite then takes its lock at once and not in the middle."""

HEAD = "0014"
"""The newest migration, numbers that divide: named here so that two who add one at the same time meet in this line."""

_NOTED = Table("alembic_version", MetaData(), Column("version_num", Text))

_FROZEN = {"immutable": "1", "uri": "true"}
_UPGRADE_LOCK = 2019_0403
"""Number of the PostgreSQL advisory lock that two upgrades at once contend for."""


def open_database(settings: Settings) -> Engine:
    """The database of these settings, ready for use. The default one is made and upgraded on the way.

    Raises DatabaseError for one that the user named and that is behind this program, or not made yet.
    """
    own = settings.names_own_database
    if not own:
        settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    try:
        if behind(engine):
            if own:
                state = "is older than this program" if _is_made(engine) else "is not made yet"
                raise DatabaseError(f"the database {state}: run nianbao db upgrade")  # noqa: TRY301
            upgrade(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """``open_database``, whose connections end with the block."""
    engine = open_database(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL, with the settings that this program relies on. Connects to nothing yet."""
    parsed = _parse(url)
    dump = partial(json.dumps, ensure_ascii=False)
    if parsed.get_backend_name() == "postgresql":
        try:
            return create_engine(parsed, json_serializer=dump, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise DatabaseError('PostgreSQL needs its driver: pip install "nianbao[postgres]"') from error
    frozen = _is_frozen(parsed)
    if frozen:
        parsed = parsed.set(database=f"{Path(parsed.database or '').absolute().as_uri()}", query=_FROZEN)
    engine = create_engine(parsed, json_serializer=dump)
    event.listen(engine, "connect", _set_up_frozen if frozen else _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parse(url: str) -> URL:
    """``postgresql://`` and ``postgres://`` mean the driver that this program uses."""
    url = re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", url)
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseError("NIANBAO_DATABASE_URL is not the URL of a database; see docs/settings.md") from error
    if backend not in ("sqlite", "postgresql"):
        raise DatabaseError(f"NIANBAO_DATABASE_URL names {backend}: use sqlite or postgresql+psycopg")
    return parsed


def _is_frozen(url: URL) -> bool:
    """Whether a file of SQLite is on a disk that nobody can write to: there it has to be asked without its log."""
    path = Path(url.database or "")
    if not path.is_file() or os.access(path.parent, os.W_OK):
        return False
    log = path.with_name(f"{path.name}-wal")
    return not log.exists() or log.stat().st_size == 0


def _set_up_frozen(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001
    connection.isolation_level = None


def _set_up_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001
    connection.isolation_level = None  # transactions are begun below, DDL included
    cursor = connection.cursor()
    for pragma in ("busy_timeout = 30000", "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that reads first and writes later fails when another one wrote between: writers say so before."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def behind(engine: Engine) -> bool:
    """Whether ``upgrade`` has something to do.

    Raises DatabaseError for a database of a newer program, and for a file of SQLite that is another program's.
    """
    with engine.connect() as connection:
        found = _revisions(connection)
        if found == {HEAD}:
            return not dictionary.is_current(connection)
        if not found and engine.dialect.name == "sqlite" and set(inspect(connection).get_table_names()) - {_NOTED.name}:
            raise DatabaseError(f"{engine.url.database} holds tables of another program: choose another name")
    from storage.database import migrating  # noqa: PLC0415 – as in upgrade

    if not migrating.knows(found):
        raise DatabaseError("the database is of a newer version of this program: install that version")
    return True


def _is_made(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(_revisions(connection))


def _revisions(connection: Connection) -> set[str]:
    """What Alembic notes in the database; asked without it, for it takes longer to load than most commands run."""
    if not inspect(connection).has_table(_NOTED.name):
        return set()
    return set(connection.scalars(select(_NOTED.c.version_num)))


def upgrade(engine: Engine) -> None:
    """Bring the schema to this program's, in one transaction; others that try meanwhile wait and find it done."""
    from storage import search  # noqa: PLC0415 – as the next
    from storage.database import migrating  # noqa: PLC0415 – Alembic, which only a database that is behind needs

    behind(engine)
    with changing(engine) as connection:
        migrating.run(connection)
        dictionary.renew(connection)
        keys.renew(connection)
        spellings.note_all(connection)
        divisions.fill(connection)
        parents.settle_all(connection)
        headlines.catch_up(connection)
        search.catch_up(connection)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction for changes of the schema, one at a time.

    SQLite changes most things of a table by making it anew, which is a deletion to the rows that refer to it: it looks
    at them when everything is there again. Raises DatabaseError for one that then refers to nothing.
    """
    with engine.execution_options(**{WRITING: True}).connect() as connection:
        is_lite = connection.dialect.name == "sqlite"
        _heed_references(connection, not is_lite)
        try:
            with connection.begin():
                if not is_lite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
                yield connection
                if is_lite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise DatabaseError(f"a row of {lost.table} refers to a {lost.parent} that is not there")
        finally:
            _heed_references(connection, True)


def _heed_references(connection: Connection, heed: bool) -> None:
    """SQLite listens to this outside of a transaction alone; PostgreSQL has no need of it."""
    if connection.dialect.name == "sqlite" and connection.connection.dbapi_connection is not None:
        connection.connection.dbapi_connection.cursor().execute(f"PRAGMA foreign_keys = {'ON' if heed else 'OFF'}")
