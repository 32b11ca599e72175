"""Answers SQL that strangers write, and can do nothing but read.

Not by looking for bad words: SQLite is opened read-only with an authorizer that knows only reading, PostgreSQL takes
the statement as the query of a cursor in a read-only transaction. Both stop after a time and a number of rows.
"""

from sqlalchemy import Engine

from storage.sql import lite
from storage.sql.answer import Answer
from storage.sql.errors import OutOfTimeError, QueryError

__all__ = ["Answer", "OutOfTimeError", "QueryError", "ask"]

LIMIT = 1_000
SECONDS = 30.0


def ask(engine: Engine, statement: str, *, limit: int = LIMIT, seconds: float = SECONDS) -> Answer:
    """What one SELECT gives, its first ``limit`` rows. Raises QueryError or OutOfTimeError."""
    if engine.dialect.name == "sqlite":
        return lite.ask(engine.url.database, statement, limit, seconds)
    from storage.sql import postgres  # noqa: PLC0415 – its driver is an extra

    return postgres.ask(engine, statement, limit, seconds)
