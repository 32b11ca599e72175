"""SQL on PostgreSQL: the query of a cursor, in a read-only transaction with a time limit.

``DECLARE … CURSOR FOR`` takes only a query, and the extended protocol only one statement. What is left are
functions that reach beyond the database (pg_read_file, lo_export, set_config); the server itself says which ones
have effects (``provolatile``), and a superuser reads as ``pg_read_all_data``, who may not call them either.

Where only some tables may be read, the plan tells which ones would be: a name can be written in many ways.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from storage.sql.answer import Answer, answer
from storage.sql.bounds import Bounds
from storage.sql.errors import OutOfTimeError, QueryError

HARMLESS = frozenset(
    {"random", "random_normal", "clock_timestamp", "timeofday", "gen_random_uuid", "system", "bernoulli"}
)
"""Volatile, that is different at each call, and without effect."""

MACHINERY = re.compile(
    r"(?<![^\W\d])pg_(?!typeof\b|catalog\b)\w*"
    r"|\b(?:query|cursor|table|schema|database)_to_xml\w*"
    r"|\bcurrent_setting\b|\binet_(?:server|client)_\w+|\btxid_\w+",
    re.IGNORECASE,
)
"""PostgreSQL's own catalogue, files, settings and processes, and functions that read a table named in a text; none of
it is about reports."""
EXACT = 15
"""Digits that a float has for certain."""
AT_ONCE = 50
"""Rows taken from the server at a time."""

_WORD = re.compile(r"[^\W\d]\w*")
_BEYOND_READING = (
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.FeatureNotSupported,
)
_TOKEN = re.compile(r"""[eE]'(?:[^'\\]|\\.|'')*'|'[^']*'|"[^"]*"|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/|.""", re.DOTALL)
_TOO_LONG = "one row of the answer is too long"
_FITS = sql.SQL(
    "CASE WHEN pg_column_size(answered.*) < {} THEN true ELSE left({}, pg_column_size(answered.*))::integer = 0 END"
)
"""The sentence is no number, which is the error; it is cut by the row's size, so that nobody works it out before."""
_ESCAPED = re.compile(r"\bU&[\"']", re.IGNORECASE)


def ask(engine: Engine, statement: str, bounds: Bounds) -> Answer:
    """What one SELECT gives."""
    with engine.connect() as pooled:
        connection: psycopg.Connection[Any] = pooled.connection.driver_connection  # type: ignore[assignment]
        try:
            _restrict(connection, bounds)
            _refuse_effects(connection, statement, bounds)
            _become_reader(connection, bounds)
            # As bytes: what a stranger wrote, on purpose. One statement, since a prepared one cannot be several.
            connection.execute(b"DECLARE answer NO SCROLL CURSOR FOR " + statement.encode(), prepare=True)
            query = _without_end(statement).encode()
            if bounds.tables is not None:
                _refuse_tables(connection, query, bounds.tables)
            return _fetched(connection, query, bounds)
        except psycopg.errors.QueryCanceled as error:
            raise OutOfTimeError(bounds.seconds) from error
        except (psycopg.Error, UnicodeError) as error:
            raise _refusal(error) from error
        finally:
            connection.rollback()


def _without_end(statement: str) -> str:
    """Without the semicolons behind it; it is known to be one statement."""
    return "".join(piece for piece in (match.group() for match in _TOKEN.finditer(statement)) if piece != ";")


def _refuse_tables(connection: psycopg.Connection[Any], query: bytes, tables: frozenset[str]) -> None:
    """Refuse what would read any other table, under whatever name, or call a function that could."""
    row = connection.execute(b"EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) " + query, prepare=True).fetchone()
    ours = connection.execute("SELECT current_schema()").fetchone()
    for schema, name in _relations(row[0] if row else None):
        if name not in tables or ours != (schema,):
            raise QueryError.not_reading(f"reading {name}")


def _relations(plan: Any) -> Iterator[tuple[str, str]]:
    """Schema and name of every table that a plan reads."""
    if isinstance(plan, list):
        for part in plan:
            yield from _relations(part)
    elif isinstance(plan, dict):
        if "Relation Name" in plan:
            yield str(plan.get("Schema", "")), str(plan["Relation Name"])
        yield from _relations(list(plan.values()))


def _fetched(connection: psycopg.Connection[Any], query: bytes, bounds: Bounds) -> Answer:
    """Its rows; a row that is too long is an error of the server, which otherwise would send it whole."""
    connection.execute("CLOSE answer")
    head = b"DECLARE answer NO SCROLL CURSOR FOR SELECT answered.* FROM (" + query + b"\n) AS answered WHERE "
    connection.execute(head + _FITS.format(bounds.size, _TOO_LONG).as_bytes(connection), prepare=True)
    fetch = sql.SQL("FETCH {} FROM answer").format(min(AT_ONCE, bounds.rows + 1))
    first = connection.execute(fetch)

    def rows() -> Iterator[tuple[Any, ...]]:
        some = first.fetchall()
        while some:
            yield from (tuple(map(_number, row)) for row in some)
            some = connection.execute(fetch).fetchall()

    return answer([column.name for column in first.description or ()], rows(), bounds)


def _number(value: Any) -> Any:
    """As SQLite gives it, a whole number or a float; one with more digits before its point than a float has as it is.

    Of a share, 122 / 158 = 0.77215189873417721519, nobody needs more digits than SQLite has of it.
    """
    if not isinstance(value, Decimal) or not value.is_finite() or value.adjusted() >= EXACT:
        return value
    return float(value) if "." in format(value, "f") else int(value)


def _restrict(connection: psycopg.Connection[Any], bounds: Bounds) -> None:
    connection.rollback()
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    limits: tuple[tuple[str, int | str], ...] = (
        ("statement_timeout", max(1, int(bounds.seconds * 1000))),
        ("lock_timeout", 5_000),
        ("timezone", "UTC"),
    )
    for name, value in limits:
        connection.execute(sql.SQL("SET LOCAL {} = {}").format(sql.Identifier(name), sql.Literal(value)))


def _refuse_effects(connection: psycopg.Connection[Any], statement: str, bounds: Bounds) -> None:
    """Refuse a statement that names a function with effects, wherever the name stands.

    Names escaped by code point (U&"…") are refused, as they could hide one.
    """
    if _ESCAPED.search(statement):
        raise QueryError.not_reading("the escape U&")
    if found := MACHINERY.search(statement):
        raise QueryError.not_reading(found.group())
    words = {word.lower() for word in _WORD.findall(statement)} - HARMLESS
    effects = connection.execute(
        "SELECT min(proname) FROM pg_catalog.pg_proc WHERE proname = ANY(%s) AND (provolatile = 'v'"
        " OR %s AND pronamespace <> 'pg_catalog'::regnamespace)",
        [sorted(words), bounds.tables is not None],
    ).fetchone()
    if effects and effects[0]:
        raise QueryError.not_reading(f"the function {effects[0]}")


def _become_reader(connection: psycopg.Connection[Any], bounds: Bounds) -> None:
    """Give up a superuser's rights for this transaction."""
    superuser = connection.execute(
        "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper"
        " AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'pg_read_all_data')"
    ).fetchone()
    if superuser:
        most = sql.Literal(f"{bounds.scratch // 1024}kB")
        connection.execute(sql.SQL("SET LOCAL temp_file_limit = {}").format(most))
        connection.execute("SET LOCAL ROLE pg_read_all_data")


def _refusal(error: psycopg.Error | UnicodeError) -> QueryError:
    """The server's sentence, and for what is no query ours."""
    if not isinstance(error, psycopg.Error):
        return QueryError("SQL: the statement is no text in UTF-8")
    said = (error.diag.message_primary or str(error)).strip()
    if isinstance(error, psycopg.errors.InvalidTextRepresentation) and _TOO_LONG in said:
        return QueryError(_TOO_LONG)
    if isinstance(error, _BEYOND_READING):
        return QueryError(f"SQL: {said}; a query can only read; ask with one SELECT")
    return QueryError(f"SQL: {said}")
