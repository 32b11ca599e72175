"""Tables drawn with characters: ┌──┬──┐ or +--+--+, a cell of several lines, cells merged where a line is left out.

What a bar stands above is told by its place on the line, for which the width of characters counts: ideographs are two
wide, and lines and quotation marks one or two, as the font has it. A drawing whose edges do not meet is none.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from crawler.extractors.document import Span
from crawler.extractors.readers.shared.wording import join, squeeze

MOST_LINES, _LONGEST, _MOST_EDGES = 1000, 1000, 64
_LEVEL = frozenset("─━═┄┅┈┉╌╍-=")
_BARS = frozenset("│┃║┆┇┊┋╎╏|｜")
_CROSSES = (
    frozenset("+＋") | {chr(code) for code in range(0x250C, 0x254C)} | {chr(code) for code in range(0x2552, 0x256D)}
)
_MARKS = _BARS | _CROSSES
_CORNERS = frozenset("┌┏╔╭")
"""The upper left corner, which only a top has."""
_LEAST = 3
"""Lines of a drawing: its top, a row, its bottom."""


class _Line(NamedTuple):
    """The characters of a line, and the place of each; the first begins at 0."""

    text: str
    places: list[int]

    def between(self, start: int, end: int) -> str:
        """What begins in these places."""
        return self.text[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def at(self, place: int) -> str:
        """The character that begins there, if any."""
        n = bisect_left(self.places, place)
        return self.text[n] if n < len(self.places) and self.places[n] == place else ""


Rows = tuple[tuple[Span, ...], ...]


def found(lines: Sequence[str]) -> Iterator[str | Rows]:
    """The lines, and in place of those that make a drawing the rows of its table."""
    n = 0
    while n < len(lines):
        end = n
        if _begins(lines[n]):
            end = next((m for m in range(n + 1, len(lines)) if not _goes_on(lines[m])), len(lines))
        if rows := read(lines[n:end]):
            yield rows
            n = end
        else:
            yield from lines[n : max(end, n + 1)]
            n = max(end, n + 1)


def _begins(line: str) -> bool:
    """Whether a line is the top of a drawing."""
    text = line.strip()
    return len(text) > _LEAST and text[0] in _CROSSES and text[-1] in _CROSSES and set(text) <= _LEVEL | _CROSSES


def _goes_on(line: str) -> bool:
    """Whether a line may be part of a drawing that has begun; the top of another one is not."""
    text = line.strip()
    return bool(text) and text[0] in _MARKS - _CORNERS and text[-1] in _MARKS


def read(lines: Sequence[str]) -> Rows:
    """The rows of a drawing; none when its edges do not meet, however wide its characters are."""
    if not _LEAST <= len(lines) <= MOST_LINES or max(map(len, lines)) > _LONGEST:
        return ()
    for ambiguous in (2, 1):
        placed = [_placed(line.strip(), ambiguous) for line in lines]
        ends = {line.places[-1] for line in placed}
        if len(ends) == 1 and (rows := tuple(_rows(placed))):
            return rows
    return ()


def _placed(text: str, ambiguous: int) -> _Line:
    widths = {"W": 2, "F": 2, "A": ambiguous}
    places = list(accumulate((widths.get(unicodedata.east_asian_width(char), 1) for char in text[:-1]), initial=0))
    return _Line(text, places)


def _rows(lines: Sequence[_Line]) -> Iterator[tuple[Span, ...]]:
    edges = sorted({p for line in lines for p, char in zip(line.places, line.text, strict=True) if char in _MARKS})
    if len(edges) > _MOST_EDGES:
        return
    spans = list(pairwise(edges))
    ruled = [[_is_rule(line.between(start + 1, end)) for start, end in spans] for line in lines]
    rules = [y for y, line in enumerate(ruled) if any(line)]
    if not rules or rules[0] != 0 or not all(ruled[0]):
        return
    bands = [(a, b) for a, b in zip(rules, [*rules[1:], len(lines)], strict=True) if b - a > 1]
    cells = _cells(lines, ruled, edges, bands)
    if cells is None:
        return
    for band in range(len(bands)):
        own = sorted((cell for cell in cells if cell.top == band), key=lambda cell: cell.left)
        yield tuple(_span(cell, lines, edges, bands) for cell in own)


class _Cell(NamedTuple):
    """The bands and columns that a cell covers, the last of both not counted."""

    top: int
    left: int
    bottom: int
    right: int


def _cells(
    lines: Sequence[_Line], ruled: Sequence[Sequence[bool]], edges: Sequence[int], bands: Sequence[tuple[int, int]]
) -> list[_Cell] | None:
    """The cells; None where a bar stops within a row or a cell is no rectangle."""
    found: list[_Cell] = []
    open_above: dict[tuple[int, int], int] = {}
    for band, (rule, end) in enumerate(bands):
        bars = [{line.at(edge) in _BARS for line in lines[rule + 1 : end]} for edge in edges]
        if any(len(said) != 1 for said in bars):
            return None
        walls = [i for i, said in enumerate(bars) if said == {True}]
        below: dict[tuple[int, int], int] = {}
        for left, right in pairwise(walls):
            apart = set(ruled[rule][left:right])
            if len(apart) != 1:
                return None
            above = open_above.get((left, right))
            if apart == {False} and above is None:
                return None
            if apart == {False} and above is not None:
                found[above] = found[above]._replace(bottom=band + 1)
                below[left, right] = above
            else:
                below[left, right] = len(found)
                found.append(_Cell(band, left, band + 1, right))
        open_above = below
    return found


def _span(cell: _Cell, lines: Sequence[_Line], edges: Sequence[int], bands: Sequence[tuple[int, int]]) -> Span:
    first, last = bands[cell.top][0] + 1, bands[cell.bottom - 1][1]
    text = partial(_Line.between, start=edges[cell.left] + 1, end=edges[cell.right])
    said = (squeeze("".join(char for char in text(line) if char not in _CROSSES)) for line in lines[first:last])
    return Span(join(said), cell.bottom - cell.top, cell.right - cell.left)


def _is_rule(text: str) -> bool:
    return len(text) > 1 and set(text) <= _LEVEL | _CROSSES
