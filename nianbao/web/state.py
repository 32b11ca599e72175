"""Notices that the database has changed, so that an answer is worked out once for each state of it."""

import threading
from typing import Protocol

from sqlalchemy import Connection, Engine, text


class Watch(Protocol):
    """``state`` differs from the last time when anything may have been written in between."""

    def state(self) -> str:
        """Never the same for two different states."""
        ...

    def close(self) -> None:
        """End the connection that it keeps."""
        ...


def watch(engine: Engine) -> Watch:
    """For SQLite or PostgreSQL."""
    return _OnPostgres(engine) if engine.dialect.name == "postgresql" else _OnSqlite(engine)


class _OnSqlite:
    """``data_version`` is of one connection, so one is kept open for it and nothing else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection = self._open()

    def _open(self) -> Connection:
        connection = self._engine.execution_options(isolation_level="AUTOCOMMIT").connect()
        connection.detach()
        return connection

    def state(self) -> str:
        with self._lock:
            return str(self._connection.execute(_DATA_VERSION).scalar_one())

    def close(self) -> None:
        with self._lock:
            self._connection.close()


class _OnPostgres:
    """Which transactions have ended is another text after each that wrote."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    def state(self) -> str:
        with self._engine.connect() as connection:
            return str(connection.execute(_SNAPSHOT).scalar_one())

    def close(self) -> None:
        """Its connections are the engine's."""


_DATA_VERSION = text("PRAGMA data_version")
_SNAPSHOT = text("SELECT CAST(pg_current_snapshot() AS text)")
