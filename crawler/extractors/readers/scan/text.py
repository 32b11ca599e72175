"""A scanned page as tables with the text of their cells, and lines of text around them."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from crawler.extractors.readers.pages.edges import Edges
from crawler.extractors.readers.pages.joining import Box, Part
from crawler.extractors.readers.scan.cells import SURE, read_boxes, sharpened
from crawler.extractors.readers.scan.engine import Models, Recognised
from crawler.extractors.readers.scan.picture import Picture
from crawler.extractors.readers.scan.ruling import Frame, Rectangle
from crawler.extractors.readers.shared.marked import UNSURE

_MOST_CELLS = 3000
_BESIDE = 6
"""Pixels: half of what a ruled line takes of the cells beside it, at most."""
_LEAST_HEIGHT = 8


class TextLine(NamedTuple):
    """A line of text outside tables, in pixels."""

    text: str
    box: Rectangle


def part(picture: Picture, frame: Frame, scale: float, number: int, models: Models) -> Part | None:
    """The table in a frame, in points; None where its cells do not cover it without a gap."""
    if not 2 <= len(frame.cells) <= _MOST_CELLS:
        return None
    columns = Edges.of(x * scale for cell in frame.cells for x in (cell.left - _BESIDE, cell.right + _BESIDE))
    rows = Edges.of(y * scale for cell in frame.cells for y in (cell.top - _BESIDE, cell.bottom + _BESIDE))
    if len(columns.places) < 3:
        return None
    spans = [
        (columns.number((c.left - _BESIDE) * scale), columns.number((c.right + _BESIDE) * scale),
         rows.number((c.top - _BESIDE) * scale), rows.number((c.bottom + _BESIDE) * scale))
        for c in frame.cells
    ]  # fmt: skip
    if not _covers(spans, len(columns.places) - 1, len(rows.places) - 1):
        return None
    boxes = [
        Box(read.text, columns.places[left], columns.places[right], top, bottom - top, read.confidence)
        for (left, right, top, bottom), read in zip(spans, read_boxes(picture, frame.cells, models), strict=True)
    ]
    return Part(number, rows.places[0], rows.places[-1], len(rows.places) - 1, boxes)


def _covers(spans: Sequence[tuple[int, int, int, int]], width: int, height: int) -> bool:
    """Whether every place of the grid is of one cell: a line that was not found, or found too much, shows here."""
    places = [place for left, right, top, bottom in spans for place in product(range(top, bottom), range(left, right))]
    return len(places) == len(set(places)) == width * height


def lines(picture: Picture, outside: Sequence[Rectangle], models: Models) -> list[TextLine]:
    """The lines of text outside these frames, from top to bottom; digits that are doubtful are marked so."""
    grey = picture.grey.copy()
    for frame in outside:
        grey[frame.top : frame.bottom, frame.left : frame.right] = 255
    boxes = [Rectangle(*place) for place in models.places(grey)]
    boxes = [box for box in boxes if box.height >= _LEAST_HEIGHT and box.width >= _LEAST_HEIGHT]
    boxes = [Rectangle(max(b.left, 0), max(b.top, 0), b.right, b.bottom) for b in boxes]
    pictures = [grey[box.top : box.bottom, box.left : box.right] for box in boxes]
    said = models.lines(pictures)
    numbered = [n for n, line in enumerate(said) if _digits(line.text)]
    again = dict(zip(numbered, models.lines([sharpened(pictures[n]) for n in numbered]), strict=True))
    found = [
        TextLine(_certain(line, again[n]) if n in again else line.text, box)
        for n, (line, box) in enumerate(zip(said, boxes, strict=True))
        if line.text
    ]
    return sorted(found, key=lambda line: (line.box.top, line.box.left))


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _certain(line: Recognised, again: Recognised) -> str:
    """The text, its digits replaced by marks of doubt unless a second reading has the same and both are sure."""
    if _digits(line.text) == _digits(again.text) and min(line.digits, again.digits) >= SURE:
        return line.text
    return "".join(UNSURE if letter.isdigit() else letter for letter in line.text)
