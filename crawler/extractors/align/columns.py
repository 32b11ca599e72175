"""Which value cell of a row belongs to which column, decided for all rows of a table together.

Header and data are laid out apart on many pages (a header cell one grid column too wide shifts everything after it),
so the order of a row's own cells counts, not their grid column. Only where their number differs do grid columns and
blank padding help, and only if they leave one possibility.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from crawler.extractors.grid import Placed


class Heading(NamedTuple):
    """A leaf column as a table prints it; ``key`` None for a column that the form does not have."""

    key: str | None
    cell: Placed | None = None


class Row(NamedTuple):
    """A data row: what its label stands for, and the cells after the label."""

    key: str
    values: tuple[Placed, ...]
    line: int


Matched = dict[str, Placed]


def match(rows: Sequence[Row], headings: Sequence[Heading], *, spanned: bool) -> list[Matched | None]:
    """For every row its cells by column key; None where they cannot be told apart with certainty."""
    by_width: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_width[len(row.values)].append(row)
    keep = {width: _positions(group, len(headings), spanned=spanned) for width, group in by_width.items()}
    return [_one(row, headings, keep[len(row.values)], spanned=spanned) for row in rows]


def _one(row: Row, headings: Sequence[Heading], keep: Sequence[int] | None, *, spanned: bool) -> Matched | None:
    if keep is not None:
        return {h.key: row.values[i] for h, i in zip(headings, keep, strict=True) if h.key}
    if not any(cell.text.strip() for cell in row.values) and len(row.values) >= len(headings):
        return {h.key: cell for h, cell in zip(headings, row.values, strict=False) if h.key}
    return _by_grid(row.values, headings) if spanned else None


def _positions(rows: Sequence[Row], wanted: int, *, spanned: bool) -> Sequence[int] | None:
    """Which of the equally many cells of these rows are values: all but the padding, which is blank in every row."""
    width = len(rows[0].values)
    surplus = width - wanted
    if surplus <= 0:
        return range(width) if surplus == 0 else None
    blank = [i for i in range(width) if not any(row.values[i].text.strip() for row in rows)]
    if len(blank) == surplus:
        return [i for i in range(width) if i not in blank]
    if not spanned and set(range(wanted, width)) <= set(blank):
        return range(wanted)  # flattened text pads at the end of the line
    return None


def _by_grid(values: Sequence[Placed], headings: Sequence[Heading]) -> Matched | None:
    """Values that stand in exactly the grid columns of a heading; None if any printed one does not."""
    places = {(h.cell.column, h.cell.end): h.key for h in headings if h.cell is not None}
    if len(places) < len(headings):
        return None
    found: Matched = {}
    for cell in values:
        if (cell.column, cell.end) in places:
            if key := places[cell.column, cell.end]:
                found[key] = cell
        elif cell.text.strip():
            return None
    return found
