"""SQL on PostgreSQL: the query of a cursor, in a read-only transaction with a time limit.

``DECLARE … CURSOR FOR`` takes only a query, and the extended protocol only one statement. What is left are
functions that reach beyond the database (pg_read_file, lo_export, set_config); the server itself says which ones
have effects (``provolatile``), and a superuser reads as ``pg_read_all_data``, who may not call them either.
"""

import re
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from storage.sql.answer import Answer, answer
from storage.sql.errors import OutOfTimeError, QueryError

HARMLESS = frozenset(
    {"random", "random_normal", "clock_timestamp", "timeofday", "gen_random_uuid", "system", "bernoulli"}
)
"""Volatile, that is different at each call, and without effect."""

MACHINERY = re.compile(r"(?<![^\W\d])pg_(?!typeof\b|catalog\b)\w*", re.IGNORECASE)
"""PostgreSQL's own catalogue, files and processes; none of it is about reports."""

_WORD = re.compile(r"[^\W\d]\w*")
_BEYOND_READING = (
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.FeatureNotSupported,
)
_ESCAPED = re.compile(r"\bU&[\"']", re.IGNORECASE)


def ask(engine: Engine, statement: str, limit: int, seconds: float) -> Answer:
    """What one SELECT gives."""
    with engine.connect() as pooled:
        connection: psycopg.Connection[Any] = pooled.connection.driver_connection  # type: ignore[assignment]
        try:
            _restrict(connection, seconds)
            _refuse_effects(connection, statement)
            _become_reader(connection)
            # As bytes: what a stranger wrote, on purpose. One statement, since a prepared one cannot be several.
            connection.execute(b"DECLARE answer NO SCROLL CURSOR FOR " + statement.encode(), prepare=True)
            cursor = connection.execute(sql.SQL("FETCH {} FROM answer").format(limit + 1))
            return answer([column.name for column in cursor.description or ()], cursor.fetchall(), limit)
        except psycopg.errors.QueryCanceled as error:
            raise OutOfTimeError(seconds) from error
        except psycopg.Error as error:
            raise _refusal(error) from error
        finally:
            connection.rollback()


def _restrict(connection: psycopg.Connection[Any], seconds: float) -> None:
    connection.rollback()
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    limits: tuple[tuple[str, int | str], ...] = (
        ("statement_timeout", max(1, int(seconds * 1000))),
        ("lock_timeout", 5_000),
        ("timezone", "UTC"),
    )
    for name, value in limits:
        connection.execute(sql.SQL("SET LOCAL {} = {}").format(sql.Identifier(name), sql.Literal(value)))


def _refuse_effects(connection: psycopg.Connection[Any], statement: str) -> None:
    """Refuse a statement that names a function with effects, wherever the name stands.

    Names escaped by code point (U&"…") are refused, as they could hide one.
    """
    if _ESCAPED.search(statement):
        raise QueryError.not_reading("the escape U&")
    if found := MACHINERY.search(statement):
        raise QueryError.not_reading(found.group())
    words = {word.lower() for word in _WORD.findall(statement)} - HARMLESS
    effects = connection.execute(
        "SELECT min(proname) FROM pg_catalog.pg_proc WHERE provolatile = 'v' AND proname = ANY(%s)", [sorted(words)]
    ).fetchone()
    if effects and effects[0]:
        raise QueryError.not_reading(f"the function {effects[0]}")


def _become_reader(connection: psycopg.Connection[Any]) -> None:
    """Give up a superuser's rights for this transaction."""
    superuser = connection.execute(
        "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper"
        " AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'pg_read_all_data')"
    ).fetchone()
    if superuser:
        connection.execute("SET LOCAL ROLE pg_read_all_data")


def _refusal(error: psycopg.Error) -> QueryError:
    """The server's sentence, and for what is no query ours."""
    said = (error.diag.message_primary or str(error)).strip()
    if isinstance(error, _BEYOND_READING):
        return QueryError(f"SQL: {said}; a query can only read; ask with one SELECT")
    return QueryError(f"SQL: {said}")
