"""Answers SQL that strangers write, and can do nothing but read.

Not by looking for bad words: SQLite is opened read-only with an authorizer that knows only reading, PostgreSQL takes
the statement as the query of a cursor in a read-only transaction. Both stop after a time and a number of rows.

Nothing can stop SQLite while it prepares a statement, nor within one function: strangers are answered ``apart``.
"""

from typing import TYPE_CHECKING

from storage.sql import apart, lite
from storage.sql.answer import Answer
from storage.sql.bounds import ROWS, SECONDS, Bounds
from storage.sql.errors import OutOfTimeError, QueryError

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = ["Answer", "Bounds", "OutOfTimeError", "QueryError", "ask", "ask_apart"]


def ask(engine: "Engine", statement: str, *, limit: int = ROWS, seconds: float = SECONDS) -> Answer:
    """What one SELECT gives, its first ``limit`` rows. Raises QueryError or OutOfTimeError."""
    bounds = Bounds(limit, seconds)
    if engine.dialect.name == "sqlite":
        return lite.ask(engine.url.database, statement, bounds)
    from storage.sql import postgres  # noqa: PLC0415 – its driver is an extra

    return postgres.ask(engine, statement, bounds)


def ask_apart(engine: "Engine", statement: str, bounds: Bounds) -> Answer:
    """The same where it can be ended whatever it does: by the server, or in a process of its own. Raises as ``ask``."""
    if engine.dialect.name == "sqlite":
        return apart.ask(engine.url.database, statement, bounds)
    from storage.sql import postgres  # noqa: PLC0415 – its driver is an extra

    return postgres.ask(engine, statement, bounds)
