"""The numbers of one version: a wide row a table, and a mark for what a column cannot say."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import forms
from storage.models import NUMBERS, Mark, column_name, table_of
from storage.models.cells.numbers import LARGEST_COUNT
from storage.records import Cell, State
from storage.writing.waiting import Waiting


class _Column(NamedTuple):
    """Where a measure stands in its wide row, and whether only some districts add it to a form.

    Of such an ``optional`` one nothing is there unless something says so.
    """

    name: str
    decimals: bool
    optional: bool


_ASKED = {measure for form in forms.FORMS for measure in forms.asked(form)}
_COLUMNS = {
    (m.table, m.row, m.column): _Column(column_name(m), forms.table(m.table).scale(m) > 0, m not in _ASKED)
    for m in forms.measures()
}
_EMPTY: dict[str, dict[str, Any]] = {key: dict.fromkeys(table.c.keys()) for key, table in NUMBERS.items()}
"""A wide row of each table with all of its columns: rows that lack some would be a statement of their own each."""
_MARKS = table_of(Mark)
_PLAIN = (None, None)


def write(waiting: Waiting, version: int, cells: Iterable[Cell], measures: Mapping[forms.Measure, int]) -> None:
    """A plainly printed number is its column alone; of the other cells of a table the commonest are told by its row.

    What neither says is a mark. ``measures`` as in ``dictionary.ids``.
    """
    wide: dict[str, dict[str, Any]] = {}
    odd: dict[str, list[tuple[Cell, Decimal | int | None]]] = {}
    for cell in cells:
        column, decimals, _ = _COLUMNS[cell[:3]]
        row = wide.get(cell.table)
        if row is None:
            row = wide[cell.table] = {**_EMPTY[cell.table], "version_id": version}
            odd[cell.table] = []
        value = cell.value
        held = None if value is None else value if decimals else _whole(value)
        if held is not None:
            row[column] = held
        if not _is_plain(cell, held):
            odd[cell.table].append((cell, held))
    for table, row in wide.items():
        rest = _rest(odd[table])
        if rest is not _PLAIN:
            row["rest_state"], row["rest_raw"] = rest
        waiting.add(NUMBERS[table], [row])
        marks = (
            _mark(version, measures[forms.Measure(*cell[:3])], cell, held)
            for cell, held in odd[table]
            if not _says(rest, cell, held)
        )
        waiting.add(_MARKS, marks)


def _rest(cells: list[tuple[Cell, Decimal | int | None]]) -> tuple[State | None, str | None]:
    """What is said once for all cells of a table that say nothing else; most often that they are missing."""
    counted = Counter((cell.state, cell.raw) for cell, held in cells if _can_be_rest(cell, held))
    if not counted:
        return _PLAIN
    state, raw = max(counted, key=lambda said: (counted[said], said[0] is State.MISSING, said[0], said[1] or ""))
    return _PLAIN if state is State.MISSING else (state, raw)


def _says(rest: tuple[State | None, str | None], cell: Cell, held: Decimal | int | None) -> bool:
    state = None if cell.state is State.MISSING else cell.state
    return rest == (state, cell.raw) and _can_be_rest(cell, held)


def _can_be_rest(cell: Cell, held: Decimal | int | None) -> bool:
    says_more = cell.value is not None or _says_how(cell)
    if says_more or held is not None or _COLUMNS[cell[:3]].optional:
        return False
    return cell.raw is None if cell.state is State.MISSING else cell.state is not State.REPORTED


def _says_how(cell: Cell) -> bool:
    """Whether there is more to a cell than its text: a unit, a label forgiven, a picture that it was read from."""
    return cell.unit is not None or cell.match is not None or cell.ocr is not None


def _whole(value: Decimal) -> int | None:
    """The number as the column of a count holds it; None when it cannot."""
    number = int(value)
    return number if number == value and abs(number) <= LARGEST_COUNT else None


def _is_plain(cell: Cell, held: Decimal | int | None) -> bool:
    if cell.state is not State.REPORTED or held is None or _says_how(cell):
        return False
    return cell.raw == (str(held) if isinstance(held, int) else format(held, "f"))


def _mark(version: int, measure: int, cell: Cell, held: Decimal | int | None) -> dict[str, Any]:
    return {
        "version_id": version,
        "measure_id": measure,
        "state": cell.state,
        "raw": cell.raw,
        "value": cell.value if held is None else None,
        "unit": cell.unit,
        "match": cell.match,
        "ocr": cell.ocr,
    }
