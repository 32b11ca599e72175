"""SQL on SQLite: a connection of its own that cannot write, with an authorizer that knows only reading."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

from storage.sql.answer import Answer, answer
from storage.sql.bounds import Bounds
from storage.sql.errors import OutOfTimeError, QueryError

MOST_COLUMNS = 500
"""Of a result or an order; the widest table has about half of that."""
LONGEST_PATTERN = 1_000
"""Bytes of what LIKE and GLOB look for."""

STEPS = 10_000
"""Of the virtual machine between two looks at the clock: well below a millisecond."""

VIRTUAL = ("json_each", "json_tree")
"""Table-valued functions, connected before the authorizer comes: connecting looks to it like a change of the schema."""

SEARCHES = ("current_words", "former_words")
"""Full-text tables of ours, which keep their words in tables of their own."""

FUNCTIONS = frozenset(re.findall(r"\S+", """
    abs avg bm25 ceil ceiling char coalesce concat concat_ws count cume_dist date datetime degrees dense_rank exp
    first_value floor format glob group_concat hex highlight ifnull iif instr json json_array json_array_length
    json_extract json_group_array json_group_object json_object json_quote json_type json_valid julianday lag
    last_value lead length like likelihood likely ln log log10 log2 lower ltrim match max min mod nth_value ntile
    nullif octet_length percent_rank pi pow power printf quote radians random rank replace round row_number rtrim
    sign snippet sqrt strftime string_agg substr substring sum time timediff total trim trunc typeof unicode
    unixepoch unlikely upper -> ->>
"""))  # fmt: skip
"""None of these opens, writes or loads anything; load_extension, fts3_tokenizer and randomblob are not among them."""

_READING = re.compile(r"(?:\s|;|--[^\n]*(?:\n|\Z)|/\*.*?\*/)*+(?:select|with|values)\b", re.IGNORECASE | re.DOTALL)


def ask(database: str | None, statement: str, bounds: Bounds) -> Answer:
    """What one SELECT gives."""
    if not _READING.match(statement):
        raise QueryError.not_reading("a statement that is no SELECT")
    with closing(_connect(database)) as connection, _guarded(connection, bounds):
        cursor = connection.execute(statement)
        columns = [column[0] for column in cursor.description or ()]
        return answer(columns, cursor, bounds)


def _connect(database: str | None) -> sqlite3.Connection:
    """Read-only; where the folder has no room for the index of the write-ahead log, as a file that nobody changes."""
    if database in (None, "", ":memory:"):
        raise QueryError("a database in memory cannot be asked: name a file in NIANBAO_DATABASE_URL")
    path = Path(str(database)).absolute()
    try:
        return _opened(path, "mode=ro")
    except sqlite3.Error as error:
        if not path.is_file() or path.with_name(f"{path.name}-wal").exists():
            raise QueryError(f"the database {path} cannot be read: {error}") from error
    try:
        return _opened(path, "mode=ro&immutable=1")
    except sqlite3.Error as error:
        raise QueryError(f"the database {path} cannot be read: {error}") from error


def _opened(path: Path, options: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?{options}", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA busy_timeout = 30000")
        for name in (*VIRTUAL, *_searches(connection)):
            connection.execute(f'SELECT 1 FROM "{name}" LIMIT 0').fetchall()  # noqa: S608 – a name from the schema
    except BaseException:
        connection.close()
        raise
    return connection


def _searches(connection: sqlite3.Connection) -> list[str]:
    """Full-text tables."""
    made = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
    return [str(name).replace('"', '""') for (name,) in made]


@contextmanager
def _guarded(connection: sqlite3.Connection, bounds: Bounds) -> Iterator[None]:
    """Nothing but reading, no value beyond measure, no longer than its time; errors as ours."""
    denied: list[str] = []
    hidden = _hidden(connection, bounds)
    deadline = monotonic() + bounds.seconds

    def may(action: int, first: str | None, second: str | None, *_: object) -> int:
        if not _reads(action, first, second):
            denied.append(f"the function {second}" if action == sqlite3.SQLITE_FUNCTION else "this statement")
        elif action == sqlite3.SQLITE_READ and first in hidden:
            denied.append(f"reading {first}")
        else:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    # Between two steps of the virtual machine nothing stops a function, so what one call can chew on is limited:
    # searching a megabyte in a megabyte takes seconds, in a gigabyte days.
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, bounds.value)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, MOST_COLUMNS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_authorizer(may)
    connection.set_progress_handler(lambda: monotonic() > deadline, STEPS)
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        if denied:
            raise QueryError.not_reading(denied[0]) from error
        if monotonic() > deadline and "interrupted" in str(error):
            raise OutOfTimeError(bounds.seconds) from error
        raise QueryError(f"SQL: {error}") from error


def _reads(action: int, first: str | None, second: str | None) -> bool:
    if action == sqlite3.SQLITE_FUNCTION:
        return (second or "").lower() in FUNCTIONS
    if action == sqlite3.SQLITE_PRAGMA:
        return first == "data_version" and second is None  # asked by full-text search, to see if it changed
    return action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE)


def _hidden(connection: sqlite3.Connection, bounds: Bounds) -> frozenset[str]:
    """The tables that may not be read; those of a full-text search have its name before their own."""
    if bounds.tables is None:
        return frozenset()
    names = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")} - bounds.tables
    searches = tuple(f"{name}_" for name in SEARCHES if name in bounds.tables)
    return frozenset(name for name in names if not name.startswith(searches))
