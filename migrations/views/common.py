"""What the views are put together from, in SQL of both databases.

Decimals are cast to numbers: SQLite keeps them as text, and to it any text is larger than any number. Addresses and
moments are looked up in the list of columns and not joined, so that a question which does not ask for them does not
pay for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import forms
from storage.models import column_name

WHOSE = "d.code AS district_code, d.name AS district, a.name AS agency, r.year AS year"
HEAD = f"{WHOSE}, v.format AS format, v.scope AS scope"
_JOINED = """versions v JOIN annual_reports r ON r.id = v.report_id JOIN agencies a ON a.id = r.agency_id
JOIN districts d ON d.id = a.district_id"""
FROM = f"FROM {_JOINED}"
CURRENT = "WHERE v.current"
SOURCE = "(SELECT u.url FROM urls u WHERE u.id = v.url_id) AS source_url"
FAILING = "v.failing AS failing"

MARKED = "number_of_mark"
_OF_MARK = "SELECT k.value FROM marks k WHERE k.version_id = $1 AND k.measure_id = $2"
MAKE_MARKED = f"""CREATE FUNCTION {MARKED}(version INTEGER, measure INTEGER) RETURNS NUMERIC
LANGUAGE sql STABLE PARALLEL SAFE COST 1 AS '{_OF_MARK}'"""
"""On PostgreSQL, which would plan a subquery in each of some hundred places before it runs none of them."""


@dataclass(frozen=True, slots=True)
class Database:
    """What the SQL depends on: the kind of the database, and the numbers that its migrations gave the measures."""

    is_postgresql: bool
    numbers: Mapping[forms.Measure, int]


def with_tables(tables: Iterable[str], before: str = "") -> str:
    """FROM with the wide rows of these tables, as ``t3`` and so on."""
    return " ".join(
        (
            f"FROM {before}{_JOINED}",
            *(f"LEFT JOIN numbers_{key} {key} ON {key}.version_id = v.id" for key in sorted(tables)),
        )
    )


def held(measure: forms.Measure, database: Database) -> str:
    """What the wide row holds, all of one type on PostgreSQL; NULL for a number that only a mark can hold."""
    column = f"{measure.table}.{column_name(measure)}"
    return f"CAST({column} AS NUMERIC)" if database.is_postgresql else column


def number(measure: forms.Measure, database: Database) -> str:
    """The number of a cell, be it in the wide row or in its mark; NULL where none is printed."""
    if database.is_postgresql:
        marked = f"{MARKED}(v.id, {database.numbers[measure]})"
    else:
        of_cell = f"k.version_id = v.id AND k.measure_id = {database.numbers[measure]}"
        marked = f"(SELECT CAST(k.value AS NUMERIC) FROM marks k WHERE {of_cell})"  # noqa: S608 – of constants alone
    return numeric(f"COALESCE(CAST({held(measure, database)} AS NUMERIC), {marked})", database)


def numeric(value: str, database: Database) -> str:
    """A number that divides as numbers do, on both: to SQLite a half of whole numbers is none, 1 / 2 = 0.

    On PostgreSQL without the zeros that nothing depends on.
    """
    return f"trim_scale({value})" if database.is_postgresql else f"CAST({value} AS REAL)"


def captured(database: Database) -> str:
    """When, with fractions of a second only where there are some, as PostgreSQL's moments are told."""
    when = "c.captured_at" if database.is_postgresql else "replace(c.captured_at, '.000000Z', 'Z')"
    return f"(SELECT {when} FROM captures c WHERE c.id = v.capture_id) AS captured_at"  # noqa: S608


def quoted(text: str | None) -> str:
    """A literal."""
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"
