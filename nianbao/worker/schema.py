"""Procrastinate's own tables: made when they are first needed, and brought to the version that is installed.

Procrastinate does not note which of its migrations a database has, so the last one is noted in a comment on its table
of jobs.
"""

from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import DatabaseError

_TABLE = "procrastinate_jobs"
_LOCK = 2019_0404
"""Number of the advisory lock that two workers at once contend for."""
_NOTE = "nianbao: "
_NOTED = text("SELECT obj_description(to_regclass(:table), 'pg_class')")


def renew(engine: Engine) -> None:
    """In one transaction; whoever tries meanwhile finds it done. Raises DatabaseError for another program's tables."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if not is_made(connection):
            _run(connection, SchemaManager.get_schema())
            _note(connection)
            return
        noted = connection.scalar(_NOTED, {"table": _TABLE}) or ""
        if not noted.startswith(_NOTE):
            raise DatabaseError("the database holds another program's tasks: make a database for this one alone")
        missing = [path for path in _migrations() if path.stem > noted.removeprefix(_NOTE)]
        for path in missing:
            _run(connection, path.read_text("utf-8"))
        if missing:
            _note(connection)


def is_made(connection: Connection) -> bool:
    """Whether there has ever been a task."""
    return inspect(connection).has_table(_TABLE)


def _migrations() -> list[Path]:
    """In the order in which they are to be run, which is that of their names."""
    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))


def _run(connection: Connection, script: str) -> None:
    """As it is, past SQLAlchemy: several statements at once, and its percent signs mean themselves."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(script)


def _note(connection: Connection) -> None:
    connection.exec_driver_sql(f"COMMENT ON TABLE {_TABLE} IS '{_NOTE}{_migrations()[-1].stem}'")
