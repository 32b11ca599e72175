"""Keeps the dictionary of measures in the database equal to ``forms``: labels, units, and what each form asks for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

import forms
from storage.errors import DatabaseError
from storage.models import FormMeasure, Measure, table_of

_MEASURES = table_of(Measure)
_ASKED = table_of(FormMeasure)


_KNOWN = "nianbao_measures"
"""Under this a connection keeps them: they are the same as long as the program runs."""


def ids(connection: Connection) -> Mapping[forms.Measure, int]:
    """The number of every measure that the database has a column for; looked up once a connection."""
    known: Mapping[forms.Measure, int] | None = connection.info.get(_KNOWN)
    if known is None:
        known = connection.info[_KNOWN] = _looked_up(connection)
    return known


def _looked_up(connection: Connection) -> dict[forms.Measure, int]:
    found = connection.execute(select(_MEASURES.c.table, _MEASURES.c.row, _MEASURES.c.column, _MEASURES.c.id))
    return {forms.Measure(row[0], row[1], row[2]): row[3] for row in found}


def numbered(connection: Connection) -> dict[forms.Measure, int]:
    """The same, as they are now. Raises DatabaseError for a measure of the forms that no migration added."""
    known = _looked_up(connection)
    if missing := [measure for measure in forms.measures() if measure not in known]:
        raise DatabaseError(f"no migration adds the measure {'.'.join(missing[0])}: see CONTRIBUTING.md, Add a form")
    return known


def is_current(connection: Connection) -> bool:
    """Whether the database says what ``forms`` says. The tables must be there."""
    known = _looked_up(connection)
    return not _outdated(connection, known) and _asked(connection) == _wanted(known)


def renew(connection: Connection) -> None:
    """Bring the database to what ``forms`` says. Raises DatabaseError for a measure that no migration added."""
    known = numbered(connection)
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
    return {
        "id": number,
        "label_zh": forms.label_zh(measure),
        "label_en": forms.label_en(measure),
        "unit": forms.table(measure.table).unit(measure),
    }


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
