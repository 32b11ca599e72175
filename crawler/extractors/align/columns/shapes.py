"""Where cells stand in the grid: rows that are coarser prints of other rows, and rows exactly under their headings."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from crawler.extractors.grid import Placed

Filled = list[Placed | None]
"""For every heading its cell; None where it cannot be told."""


class Shape(NamedTuple):
    """The grid columns of a complete row: of every cell, and of the cells that are values, in the headings' order."""

    cells: tuple[tuple[int, int], ...]
    values: tuple[tuple[int, int], ...]


def shape_of(cells: Sequence[Placed], places: Sequence[int]) -> Shape:
    """The shape of a row whose values are the cells at these places."""
    columns = tuple((cell.column, cell.end) for cell in cells)
    return Shape(columns, tuple(columns[i] for i in places))


def merged(cells: Sequence[Placed], shape: Shape) -> Filled | None:
    """The row read as one of that shape in which neighbours were merged; None when it cannot be that.

    It must begin and end where the shape does and have no edge that the shape lacks; blank cells beyond its end do
    not matter. A number over two columns is neither's, a blank is both's.
    """
    inside = [cell for cell in cells if cell.column < shape.cells[-1][1] or cell.text]
    if not inside or len(inside) > len(shape.cells):
        return None
    if (inside[0].column, inside[-1].end) != (shape.cells[0][0], shape.cells[-1][1]):
        return None
    if any(left.end != right.column for left, right in pairwise(inside)):
        return None
    starts = {start for start, _ in shape.cells}
    if any(cell.column not in starts for cell in inside):
        return None
    return [_over(inside, start, end, shape) for start, end in shape.values]


def _over(cells: Sequence[Placed], start: int, end: int, shape: Shape) -> Placed | None:
    """The cell over these columns, unless it holds a number and covers other values too."""
    cell = next(cell for cell in cells if cell.column <= start and end <= cell.end)
    if cell.text and sum(cell.column <= a and b <= cell.end for a, b in shape.values) > 1:
        return None
    return cell


def by_headings(
    rows: Sequence[Sequence[Placed]], headings: Sequence[Placed | None], *, within: int = 0
) -> list[Filled | None]:
    """Every row read by the grid columns of its headings; nothing when that is not certain for the whole table.

    Certain is: every printed cell of every row stands exactly under a heading, and a shift is impossible, because
    either both outermost headings have a number under them or headings and rows fill the table to its right edge.
    ``within``: no label stands in this column or right of it.
    """
    places = [(cell.column, cell.end) for cell in headings if cell is not None]
    if len(places) < len(headings) or any(a[1] > b[0] for a, b in pairwise(places)):
        return [None] * len(rows)
    hit = {(cell.column, cell.end) for row in rows for cell in row if cell.text}
    tight = _is_tight(rows, places)
    if places[0][0] < within or not hit <= set(places) or not (tight or {places[0], places[-1]} <= hit):
        return [None] * len(rows)
    return [_under(row, places) for row in rows]


def _is_tight(rows: Sequence[Sequence[Placed]], places: Sequence[tuple[int, int]]) -> bool:
    """Headings side by side up to where every row ends: there is no room for a shift."""
    contiguous = all(a[1] == b[0] for a, b in pairwise(places))
    ends = {row[-1].end for row in rows if row}
    return contiguous and ends == {places[-1][1]}


def _under(row: Sequence[Placed], places: Sequence[tuple[int, int]]) -> Filled | None:
    """The row's cells under the headings; nothing for a row that ends before the last of them."""
    if not row or row[-1].end < places[-1][1]:
        return None
    return [next((c for c in row if c.column <= start and end <= c.end), None) for start, end in places]


def is_narrow(rows: Sequence[tuple[int, Sequence[Placed]]], headings: Sequence[Placed | None]) -> bool:
    """Whether a grid without merged cells has fewer columns right of its labels than it has headings there.

    Then blanks that fill up the labels of some rows would count as values. ``rows``: how many labels stand before a
    row's other cells, and these; ``headings``: where those stand that may be over labels, None for any other.
    """
    width, count = Counter(labels + len(cells) for labels, cells in rows).most_common(1)[0]
    usual = [row for row in rows if row[0] + len(row[1]) == width]
    most = max(labels for labels, _ in usual)
    wanted = sum(cell is None or cell.column >= most for cell in headings)
    if count * 4 < len(rows) * 3 or width - most >= wanted:
        return False
    return all((c.column, c.end) == (n, n + 1) for labels, cells in usual for n, c in enumerate(cells, labels))
