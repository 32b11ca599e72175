"""A sheet as it is seen: hidden rows and columns are left out, and merged cells cover only what is left."""

from collections.abc import Collection

from crawler.extractors.document import Span
from crawler.extractors.grid import lay_out
from crawler.extractors.readers.shared.lined import Rows


def seen(rows: Rows, hidden_rows: Collection[int], hidden_columns: Collection[int]) -> Rows:
    """The rows without those and without the cells in those columns, both counted from 0.

    A merged cell whose first row or column is hidden shows what it says in the rest of it.
    """
    if not hidden_rows and not hidden_columns:
        return rows
    found: list[tuple[Span, ...]] = []
    placed: set[tuple[int, int]] = set()
    for y, line in enumerate(lay_out(rows)):
        if y in hidden_rows:
            continue
        spans = []
        for cell in line:
            place = cell.row, cell.column
            columns = sum(x not in hidden_columns for x in range(cell.column, cell.end))
            if columns and place not in placed:
                placed.add(place)
                left = sum(row not in hidden_rows for row in range(y, cell.row + cell.rows))
                spans.append(Span(cell.text, left, columns))
        found.append(tuple(spans))
    return tuple(found)
