"""Spans → the lines of a rectangle: for every row, the cells that stand in it, left to right."""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from crawler.extractors.document import Span


class Placed(NamedTuple):
    """A cell with its place; ``row`` and ``column`` are its upper left corner in the expanded grid, from 0."""

    text: str
    row: int
    column: int
    rows: int
    columns: int

    @property
    def end(self) -> int:
        """The first grid column to the right of it."""
        return self.column + self.columns


Line = tuple[Placed, ...]
"""The cells of one row in column order; those that reach down from an earlier row are among them."""


def lay_out(rows: Sequence[Sequence[Span]]) -> list[Line]:
    """Place every span, left to right and top to bottom, in the first free columns of its row.

    As in HTML a row span ends with the table, and where a source lets cells overlap both keep their place: no cell
    is lost, and the order of a row's cells stays that of the source.
    """
    lines: list[Line] = []
    height = len(rows)
    above: list[Placed] = []
    for y, row in enumerate(rows):
        above = [cell for cell in above if cell.row + cell.rows > y]
        line = _row(y, row, sorted(above, key=_column), height)
        if len(line) > len(above):
            above += [cell for cell in line if cell.rows > 1 and cell.row == y]
        lines.append(line)
    return lines


def _row(y: int, row: Sequence[Span], reaching: Sequence[Placed], height: int) -> Line:
    """The row's own cells between those that reach down into it, which are in column order."""
    line: list[Placed] = []
    x, n, count = 0, 0, len(reaching)
    for text, rows, columns in row:
        while n < count and reaching[n].column <= x:
            cell = reaching[n]
            line.append(cell)
            x = max(x, cell.column + cell.columns)
            n += 1
        line.append(_place(Placed, (text, y, x, rows if rows == 1 else min(rows, height - y), columns)))
        x += columns
    line += reaching[n:]
    return tuple(line)


_column = attrgetter("column")
_place = tuple.__new__
"""A named tuple straight from a tuple: its constructor is Python code and takes half as long again."""


def turn(rows: Sequence[Sequence[Span]]) -> tuple[tuple[Span, ...], ...]:
    """The same table with rows for columns; nothing for one whose rows differ in width or whose cells overlap."""
    cells = [cell for y, line in enumerate(lay_out(rows)) for cell in line if cell.row == y]
    width = max((cell.end for cell in cells), default=0)
    if sum(cell.rows * cell.columns for cell in cells) != width * len(rows):
        return ()
    columns: list[list[Placed]] = [[] for _ in range(width)]
    for cell in cells:
        columns[cell.column].append(cell)
    return tuple(
        tuple(Span(cell.text, cell.columns, cell.rows) for cell in sorted(column, key=lambda cell: cell.row))
        for column in columns
    )
