"""The ruled lines of a picture, and the boxes that they make."""

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy

from crawler.extractors.readers.scan.picture import Picture, Pixels

_LONG = 1 / 36
"""Of the width of a page: a stroke so long is a line. The strokes of large letters are a little shorter."""
_PIECE, _GAP = 2, 4
"""A line may have holes, so many times shorter than what makes it one, between pieces half as long."""
_LEAST = 8
"""Pixels: what is narrower holds no number that can be read."""
_LEAST_TABLE = 0.2
"""Of the width of a picture: a table is wider."""
_SQUARE = 0.9
"""Of the rectangle around it: a cell fills that much, or a line of it was not found."""


class Rectangle(NamedTuple):
    """In pixels, from the upper left corner; right and bottom are beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    def holds(self, other: "Rectangle") -> bool:
        """Whether the other is inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Frame(NamedTuple):
    """A ruled table: its outer edge and its cells; no cells where the lines do not make a whole of them."""

    outer: Rectangle
    cells: tuple[Rectangle, ...]


def frames(picture: Picture) -> list[Frame]:
    """The ruled tables of a picture, from top to bottom."""
    outers, lines = _outers(_lines(picture))
    cells = list(_cells(lines))
    found = []
    for outer in sorted(outers, key=lambda each: each.top):
        inside = [(cell, share) for cell, share in cells if outer.holds(cell)]
        whole = all(share >= _SQUARE for _, share in inside)
        found.append(Frame(outer, tuple(cell for cell, _ in inside) if whole else ()))
    return found


def _outers(lines: Pixels) -> tuple[list[Rectangle], Pixels]:
    """The outer edges of tables, and the lines without those that belong to none: a dash, or letters run together."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    outers = []
    kept = numpy.zeros(count, numpy.uint8)
    for number, (left, top, width, height, _) in enumerate(stats[1:count].tolist(), 1):
        if width > lines.shape[1] * _LEAST_TABLE and height > 2 * _LEAST:
            outers.append(Rectangle(left, top, left + width, top + height))
            kept[number] = 255
    outers = [outer for outer in outers if not any(other != outer and other.holds(outer) for other in outers)]
    return outers, kept[labels]


def _lines(picture: Picture) -> Pixels:
    """Ink in long straight strokes, across and down, small holes in them closed."""
    length = max(int(picture.width * _LONG), 12)
    thick = cv2.dilate(picture.ink, numpy.ones((2, 2), numpy.uint8))  # a line a little askew stays one
    across = _strokes(thick, length)
    down = _strokes(thick.T, length).T
    return cv2.dilate(cv2.bitwise_or(across, down), numpy.ones((3, 3), numpy.uint8))


def _strokes(ink: Pixels, length: int) -> Pixels:
    """Strokes across; what is closed is what is long enough already, or a line of letters would be one."""
    pieces = cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones((1, length // _PIECE), numpy.uint8))
    whole = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, numpy.ones((1, length // _GAP), numpy.uint8))
    return cv2.morphologyEx(whole, cv2.MORPH_OPEN, numpy.ones((1, length), numpy.uint8))


def _cells(lines: Pixels) -> Iterator[tuple[Rectangle, float]]:
    """What the lines close in, and how much of the rectangle around it each fills."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(lines), connectivity=4)
    height, width = lines.shape
    for left, top, wide, high, area in stats[1:count].tolist():
        if wide < _LEAST or high < _LEAST or (wide == width and high == height):
            continue
        if left == 0 or top == 0 or left + wide == width or top + high == height:
            continue
        yield Rectangle(left, top, left + wide, top + high), area / (wide * high)
