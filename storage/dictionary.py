"""Keeps the dictionary of measures in the database equal to ``forms``: labels, units, and what each form asks for."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

import forms
from storage.errors import DatabaseError
from storage.models import FormMeasure, Measure, table_of

_MEASURES = table_of(Measure)
_ASKED = table_of(FormMeasure)


def ids(connection: Connection) -> dict[forms.Measure, int]:
    """The number of every measure that the database has a column for."""
    found = connection.execute(select(_MEASURES.c.table, _MEASURES.c.row, _MEASURES.c.column, _MEASURES.c.id))
    return {forms.Measure(row[0], row[1], row[2]): row[3] for row in found}


def is_current(connection: Connection) -> bool:
    """Whether the database says what ``forms`` says. The tables must be there."""
    known = ids(connection)
    return not _outdated(connection, known) and _asked(connection) == _wanted(known)


def renew(connection: Connection) -> None:
    """Bring the database to what ``forms`` says. Raises DatabaseError for a measure that no migration added."""
    known = ids(connection)
    if missing := [measure for measure in forms.measures() if measure not in known]:
        raise DatabaseError(f"no migration adds the measure {'.'.join(missing[0])}: see CONTRIBUTING.md, Add a form")
    for row in _outdated(connection, known):
        connection.execute(update(_MEASURES).where(_MEASURES.c.id == row["id"]).values(row))
    wanted = _wanted(known)
    if _asked(connection) != wanted:
        connection.execute(delete(_ASKED))
        rows = [{"format": f, "position": p, "measure_id": m, "optional": o} for (f, p), (m, o) in wanted.items()]
        connection.execute(insert(_ASKED), rows)


def _outdated(connection: Connection, known: dict[forms.Measure, int]) -> list[dict[str, Any]]:
    """Rows as they should be, of the measures whose labels or unit are otherwise."""
    columns = [_MEASURES.c[name] for name in ("id", "label_zh", "label_en", "unit")]
    stored = {row.id: dict(row._mapping) for row in connection.execute(select(*columns))}
    wanted = (_labelled(measure, known[measure]) for measure in forms.measures() if measure in known)
    return [row for row in wanted if stored[row["id"]] != row]


def _labelled(measure: forms.Measure, number: int) -> dict[str, Any]:
    """Row and column with a slash between; of a one-row table the column alone, of a one-column table the row.

    In Chinese with all headings above them, for 结果维持 stands three times in one table; the English labels say it.
    """
    table = forms.table(measure.table)
    row, column = table.row(measure.row), table.column(measure.column)
    parts = [part for part in (row, column if row is None or len(table.columns) > 1 else None) if part]
    return {
        "id": number,
        "label_zh": " / ".join(label for part in parts for label in (*_headings(table, part.parent), part.label)),
        "label_en": " / ".join(part.label_en for part in parts),
        "unit": table.unit(measure),
    }


def _headings(table: forms.Table, key: str | None) -> list[str]:
    """What stands above a row or column, from the outermost: a group, or a part of the table with its own header."""
    if key is None:
        return []
    headings: tuple[forms.Group | forms.Row, ...] = (*table.groups, *table.rows)
    for heading in headings:
        if heading.key == key:
            return [*_headings(table, heading.parent), heading.label]
    return [block.label for block in table.blocks if block.key == key]


def _asked(connection: Connection) -> dict[tuple[str, int], tuple[int, bool]]:
    rows = connection.execute(select(_ASKED.c.format, _ASKED.c.position, _ASKED.c.measure_id, _ASKED.c.optional))
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _wanted(known: dict[forms.Measure, int]) -> dict[tuple[str, int], tuple[int, bool]]:
    """By form and position: the number of the measure, and whether only some districts have it."""
    return {
        (key, position): (known.get(measure, 0), measure not in forms.asked(key))
        for key in forms.FORMS
        for position, measure in enumerate(forms.measures(key))
    }
