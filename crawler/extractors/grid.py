"""Spans → the lines of a rectangle: for every row, the cells that stand in it, left to right."""

from collections.abc import Iterator, Sequence
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
        line = tuple(_row(y, row, above, height)) if above else tuple(_free_row(y, row, height))
        above += [cell for cell in line if cell.row == y and cell.rows > 1]
        lines.append(line)
    return lines


def _free_row(y: int, row: Sequence[Span], height: int) -> Iterator[Placed]:
    x = 0
    for span in row:
        yield Placed(span.text, y, x, min(span.rows, height - y), span.columns)
        x += span.columns


def _row(y: int, row: Sequence[Span], above: list[Placed], height: int) -> Iterator[Placed]:
    """The row's own cells between those that reach down into it."""
    reaching = sorted(above, key=lambda cell: cell.column)
    x = 0
    for span in row:
        while reaching and reaching[0].column <= x:
            cell = reaching.pop(0)
            yield cell
            x = max(x, cell.end)
        yield Placed(span.text, y, x, min(span.rows, height - y), span.columns)
        x += span.columns
    yield from reaching


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
