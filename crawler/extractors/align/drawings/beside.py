"""Tables printed in two or three columns of text, to save paper: a second corner stands in the heading row.

The parts are read one below the other. A cell that reaches over the edge between them makes the table what it was.
"""

from collections.abc import Sequence

import forms
from crawler.extractors.grid import Line
from crawler.extractors.labels import normal

_FIRST = 4
"""Heading rows stand within the first so many rows."""
_NO_CORNERS = frozenset(("单位", "计量单位"))
_CORNERS = frozenset(normal(text) for table in forms.TABLES.values() for text in table.header_only) - _NO_CORNERS


def below(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """The lines with their rows, those of each part after those of the one before it; none for any other table."""
    edges = _edges(lines)
    spans = zip(edges, (*edges[1:], None), strict=True) if edges else ()
    return [
        (y, part)
        for start, end in spans
        for y, line in enumerate(lines)
        if (part := tuple(cell for cell in line if start <= cell.column and (end is None or cell.column < end)))
    ]


def _edges(lines: Sequence[Line]) -> list[int]:
    """The columns in which two parts or more begin; none unless all cells lie within one part."""
    for y, line in enumerate(lines[:_FIRST]):
        corner = line[0].text if line and line[0].column == 0 else ""
        if normal(corner) in _CORNERS:
            starts = [cell.column for cell in line if cell.text == corner and cell.row == y]
            cells = (cell for other in lines[y:] for cell in other)
            crossed = any(cell.column < edge < cell.end for cell in cells for edge in starts)
            return [] if crossed or len(starts) < 2 else starts
    return []
