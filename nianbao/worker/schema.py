"""Procrastinate's own tables: made when they are first needed, and brought to the version that is installed.

Procrastinate does not note which of its migrations a database has, so the last one is noted in a comment on its table
of jobs.
"""

from enum import Enum, auto
from pathlib import Path

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, inspect, text

from storage.errors import DatabaseError

_TABLE = "procrastinate_jobs"
_LOCK = 2019_0404
"""Number of the advisory lock that two workers at once contend for."""
_NOTE = "nianbao: "
_NOTED_AT = text("SELECT obj_description(to_regclass(:table), 'pg_class')")


class Standing(Enum):
    """How the tables of a database stand to the version that is installed."""

    UNMADE = auto()
    FOREIGN = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def renew(engine: Engine) -> None:
    """In one transaction; whoever tries meanwhile finds it done.

    Raises DatabaseError for another program's tables, and for those of a newer version.
    """
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        match standing(connection):
            case Standing.UNMADE:
                _run(connection, SchemaManager.get_schema())
                _note(connection)
            case Standing.FOREIGN:
                raise DatabaseError("the database holds another program's tasks: make a database for this one alone")
            case Standing.NEWER:
                raise DatabaseError("the tasks are of a newer version of this program: install that version")
            case Standing.OLDER:
                last = _noted(connection)
                for path in _migrations():
                    if path.stem > last:
                        _run(connection, path.read_text("utf-8"))
                _note(connection)


def standing(connection: Connection) -> Standing:
    """Looks, and changes nothing."""
    if not is_made(connection):
        return Standing.UNMADE
    noted, newest = _noted(connection), _migrations()[-1].stem
    if not noted:
        return Standing.FOREIGN
    if noted == newest:
        return Standing.CURRENT
    return Standing.OLDER if noted < newest else Standing.NEWER


def is_made(connection: Connection) -> bool:
    """Whether there has ever been a task."""
    return inspect(connection).has_table(_TABLE)


def _noted(connection: Connection) -> str:
    """The last migration; empty where the tables are another program's."""
    noted: str = connection.scalar(_NOTED_AT, {"table": _TABLE}) or ""
    return noted.removeprefix(_NOTE) if noted.startswith(_NOTE) else ""


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
