"""表三 cut upright: its columns stand in two or more tables, below each other where paper has them side by side.

Every table names its own columns. One without labels has a row for every row of the table before; then every row must
add up, which proves that the halves belong together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crawler.extractors import numbers
from crawler.extractors.align import applicants
from crawler.extractors.align.doubts.sums import add_up
from crawler.extractors.document import Span, Table
from crawler.extractors.grid import Line, Placed, lay_out
from crawler.extractors.labels import is_wordy
from forms import Measure
from storage.records import At, Cell, State

_LEAST = 8
"""Rows that a 表三 has at least; the forms have 23 and more."""


def labelled(tables: Sequence[Table]) -> Iterator[tuple[Table, int]]:
    """The tables with their spans; those of numbers alone with the labels of the one before in so many new columns."""
    before: list[list[str]] = []
    for table in tables:
        if not table.spanned:
            continue
        lines = lay_out(table.rows)
        rows = [y for y, line in enumerate(lines) if _has_value(line)]
        labels = [[cell.text for cell in lines[y] if is_wordy(cell.text) and not _is_value(cell)] for y in rows]
        if rows and not any(labels) and len(rows) == len(before):
            yield _with_labels(table, dict(zip(rows, before, strict=True)))
        else:
            before = labels
            yield table, 0


def _with_labels(table: Table, labels: Mapping[int, Sequence[str]]) -> tuple[Table, int]:
    """The table with a row's labels in columns before its numbers, and how many columns that takes."""
    width = max(map(len, labels.values()))
    said = (labels.get(y, ()) for y in range(len(table.rows)))
    rows = ((*map(Span, words), *[Span("")] * (width - len(words))) for words in said)
    return replace(table, rows=tuple((*new, *own) for new, own in zip(rows, table.rows, strict=True))), width


def in_place(cells: Mapping[Measure, Cell], new: Mapping[int, int]) -> dict[Measure, Cell]:
    """The cells at their places in the source, without the columns that are new in a table."""
    return {
        measure: cell._replace(at=At(cell.at.table, cell.at.row, cell.at.column - new[cell.at.table]))
        if cell.at
        else cell
        for measure, cell in cells.items()
    }


def _has_value(line: Line) -> bool:
    return any(numbers.is_number(cell.text) for cell in line)


def _is_value(cell: Placed) -> bool:
    return numbers.read(cell.text).state is not State.UNREADABLE


def is_whole(cells: Mapping[Measure, Cell], *, proved: bool) -> bool:
    """Whether every row has all the columns; ``proved``: and adds up."""
    rows: dict[str, dict[str, Placed]] = {}
    for measure, cell in cells.items():
        rows.setdefault(measure.row, {})[measure.column] = Placed(cell.raw or "", 0, 0, 1, 1)
    if len(rows) < _LEAST or any(not row.keys() >= set(applicants.ORDER) for row in rows.values()):
        return False
    return not proved or all(map(add_up, rows.values()))
