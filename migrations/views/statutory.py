"""The SQL of ``disclosure``, ``requests`` and ``disputes``: wide, as the tables are printed."""

from collections.abc import Iterator

import forms
from migrations.views.common import CURRENT, FAILING, HEAD, SOURCE, Database, number, with_tables
from storage.models.views.statutory import DISCLOSED, disclosed_column


def disclosure(database: Database) -> str:
    """A version has one of the two tables."""
    found: dict[str, list[str]] = {}
    for table in DISCLOSED:
        for measure in forms.TABLES[table].measures():
            found.setdefault(disclosed_column(measure), []).append(number(measure, database))
    return _wide(DISCLOSED, ", ".join(f"{_first(numbers)} AS {name}" for name, numbers in found.items()))


def _first(numbers: list[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"COALESCE({', '.join(numbers)})"


def requests(database: Database) -> str:
    """One branch an applicant."""
    return " UNION ALL ".join(_applicants(database))


def _applicants(database: Database) -> Iterator[str]:
    table = forms.TABLES["t3"]
    rows = [row.key for row in table.rows if row.kind is not forms.RowKind.GROUP]
    for column in table.columns:
        cells = (f"{number(forms.Measure('t3', row, column.key), database)} AS {row}" for row in rows)
        yield _wide(("t3",), ", ".join((f"'{column.key}' AS applicant", *cells)))


def disputes(database: Database) -> str:
    """Fifteen columns in a row."""
    measures = forms.TABLES["t4"].measures()
    return _wide(("t4",), ", ".join(f"{number(m, database)} AS {m.column}" for m in measures))


def _wide(tables: tuple[str, ...], columns: str) -> str:
    """Of the reports whose form has such a table."""
    having = ", ".join(f"'{key}'" for key, form in forms.FORMS.items() if set(tables) & set(form.tables))
    return f"""SELECT {HEAD}, {columns}, {FAILING}, {SOURCE} {with_tables(tables)}
{CURRENT} AND v.format IN ({having})"""
