"""Cells whose grid place a format states outright → rows of spans that lay out to the very same places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from crawler.extractors.document import Span

SNAP = 30
"""Twips (half a millimetre): column edges closer than this are one edge, rounded differently from row to row."""


@dataclass(slots=True)
class Placed:
    """A cell at its upper left corner in the grid; mutable, because merges are found row by row."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    confidence: float | None = None
    """How certain its text is, where it was recognised in a picture."""

    @property
    def end(self) -> int:
        """The first column to the right of it."""
        return self.column + self.columns


def snap(widths: Sequence[int]) -> list[int]:
    """For every edge of a grid with these column widths, the number of its edge once slivers are closed."""
    edges, position, anchor = [0], 0, 0
    for width in widths:
        position += width
        apart = position - anchor > SNAP
        edges.append(edges[-1] + apart)
        if apart:
            anchor = position
    return edges


def close_slivers(cells: Iterable[Placed], widths: Sequence[int]) -> None:
    """Move cells to the snapped grid, unless a cell would vanish by it: then the widths are not to be trusted."""
    cells = list(cells)
    edges = snap(widths)
    if edges[-1] == len(edges) - 1:
        return  # no two edges are one
    if any(cell.end >= len(edges) or edges[cell.end] == edges[cell.column] for cell in cells):
        return
    for cell in cells:
        cell.column, cell.columns = edges[cell.column], edges[cell.end] - edges[cell.column]


def rows_of(cells: Iterable[Placed], height: int) -> tuple[tuple[Span, ...], ...]:
    """Rows of spans; where the grid has a hole, an empty span fills it, so that what follows stays in its column."""
    by_row: list[list[Placed]] = [[] for _ in range(height)]
    for cell in cells:
        by_row[cell.row].append(cell)
    rows = []
    reaching: list[Placed] = []
    for number, own in enumerate(by_row):
        reaching = [cell for cell in reaching if cell.row + cell.rows > number]
        own.sort(key=_column)
        rows.append(tuple(_row(own, sorted(reaching, key=_column))))
        reaching += [cell for cell in own if cell.rows > 1]
    return tuple(rows)


_column = attrgetter("column")
_new = tuple.__new__
"""A named tuple straight from a tuple: its constructor is Python code and takes half as long again."""


def _row(own: list[Placed], reaching: list[Placed]) -> list[Span]:
    spans: list[Span] = []
    column = 0
    for cell in own:
        start, width = cell.column, cell.columns
        while column < start:
            if reaching and reaching[0].column <= column:
                column = max(column, reaching.pop(0).end)
                continue
            hole = min([start, *(other.column for other in reaching[:1])]) - column
            spans.append(Span("", 1, hole))
            column += hole
        spans.append(_new(Span, (cell.text, cell.rows, width)))
        column = max(column, start + width)
    return spans
