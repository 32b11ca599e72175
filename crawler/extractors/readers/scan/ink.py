"""The ink in one box of a scanned table: its lines, its pieces, and the shapes of single strokes and of a 0.

Sizes are in pixels; ``size`` is the height of a letter of the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy

from crawler.extractors.readers.scan.picture import Picture, Pixels
from crawler.extractors.readers.scan.ruling import Rectangle

LEAST = 3
"""Pixels: a piece of ink that is smaller is noise."""
_BORDER = 3
"""Pixels: what is left of the ruled lines at the edge of a box."""
_FAINT = 0.2
"""Of black: a spot darker than that, noise averaged out, may be print."""
_SPECK = 0.005
"""Of the square of a letter's height: smaller pieces of ink are dirt."""
_FLAT, _SHORT, _WIDE, _THIN, _SOLID = 0.65, 0.18, 2.5, 0.25, 0.7
"""A dash: its height of its width; its width of a letter's height, at least and at most; its height of that; how much
of its box is ink."""
_SLANTED = 0.2
"""Of its height: so far to the right of its foot is the head of a stroke that leans."""
_STRAIGHT = 0.85
"""How nearly all ink of a stroke must be on one line."""
_PALE = 205
"""So dark is thin print at least; what is read as 0 may be open where it is thinnest, but not as pale as paper."""
_HOLLOW = 0.12
"""Of the box around it: so much at least is the hole of a 0."""
_LONG = 0.35
"""Of a letter's height: a stroke so long is a dash whatever the model makes of it."""


@dataclass(slots=True)
class Box:
    """The inside of one box in grey and as ink; ``blank`` where truly nothing is printed in it."""

    grey: Pixels
    ink: Pixels
    lines: list[Rectangle] = field(default_factory=list)
    blank: bool = False


def open_box(picture: Picture, box: Rectangle) -> Box:
    """The box without its ruled lines."""
    inside = (slice(box.top, box.bottom), slice(box.left, box.right))
    grey, ink = picture.grey[inside].copy(), picture.ink[inside].copy()
    for pixels, paper in ((grey, 255), (ink, 0)):
        pixels[:_BORDER] = pixels[-_BORDER:] = paper
        pixels[:, :_BORDER] = pixels[:, -_BORDER:] = paper
    return Box(grey, ink)


def is_white(grey: Pixels, dirt: float) -> bool:
    """Whether truly nothing is printed: not even a spot that is too pale to be called ink, specks of dirt aside."""
    spots = cv2.threshold(cv2.blur(grey, (3, 3)), 255 * (1 - _FAINT), 255, cv2.THRESH_BINARY_INV)[1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(spots, connectivity=8)
    return bool((stats[1:count, 2:4].max(axis=1) <= dirt + 2).all()) if count > 1 else True


def bands_of(ink: Pixels, dirt: float) -> list[Rectangle]:
    """Bands of ink from top to bottom, each as wide as what stands in it; dirt is no ink."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = numpy.array([False, *(stats[1:count, 2:4].max(axis=1) > dirt)])
    clean = kept[labels]
    rows = numpy.flatnonzero(clean.any(axis=1))
    if not rows.size:
        return []
    found = []
    for band in numpy.split(rows, numpy.flatnonzero(numpy.diff(rows) > 1) + 1):
        top, bottom = int(band[0]), int(band[-1]) + 1
        columns = numpy.flatnonzero(clean[top:bottom].any(axis=0))
        found.append(Rectangle(int(columns[0]), top, int(columns[-1]) + 1, bottom))
    return found


def whole_lines(bands: Sequence[Rectangle], size: float) -> list[Rectangle]:
    """Bands that together are no higher than a letter are one line: 二 is two of them, 无 sometimes."""
    lines: list[Rectangle] = []
    for band in bands:
        last = lines[-1] if lines else None
        if last is not None and band.bottom - last.top <= 1.2 * size:
            lines[-1] = Rectangle(min(last.left, band.left), last.top, max(last.right, band.right), band.bottom)
        else:
            lines.append(band)
    return lines


def pieces_of(box: Box, size: float) -> list[tuple[int, int]]:
    """Where pieces of ink begin and end from left to right, those above each other taken as one; dirt is none."""
    (line,) = box.lines
    part = box.ink[line.top : line.bottom, line.left : line.right]
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    dirt = max(_SPECK * size * size, 2)
    spans = sorted((left, left + width) for left, _, width, _, area in stats[1:count].tolist() if area > dirt)
    joined: list[tuple[int, int]] = []
    for left, right in spans:
        if joined and left < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def lean_of(box: Box) -> float:
    """How far the head of a stroke is to the right of its foot, of its height."""
    (line,) = box.lines
    part = box.ink[line.top : line.bottom, line.left : line.right]
    quarter = max(line.height // 4, 1)
    head, foot = (numpy.flatnonzero(rows.any(axis=0)) for rows in (part[:quarter], part[-quarter:]))
    if not head.size or not foot.size:
        return 1.0
    return float(head.mean() - foot.mean()) / line.height


def is_dash(box: Box, size: float) -> bool:
    """One flat stroke in the middle of the box."""
    (line,) = box.lines
    middle = (line.top + line.bottom) / 2 / box.ink.shape[0]
    flat = line.height <= _FLAT * line.width and _SHORT * size <= line.width <= _WIDE * size
    if not flat or line.height >= _THIN * size or not 0.25 < middle < 0.75:
        return False
    return float((box.ink[line.top : line.bottom, line.left : line.right] > 0).mean()) >= _SOLID


def is_long(box: Box, size: float) -> bool:
    """Whether a flat stroke is no two specks of dirt side by side."""
    return box.lines[0].width >= _LONG * size


def is_slash(box: Box, size: float) -> bool:
    """One straight stroke that leans to the right."""
    (line,) = box.lines
    if len(pieces_of(box, size)) != 1 or lean_of(box) < _SLANTED or line.height < 0.4 * size:
        return False
    rows, columns = numpy.nonzero(box.ink[line.top : line.bottom, line.left : line.right])
    return bool(numpy.corrcoef(rows, columns)[0, 1] < -_STRAIGHT)


def is_hollow(box: Box) -> bool:
    """Whether ink goes around one hole, in the middle of it."""
    (line,) = box.lines
    inside = (slice(line.top, line.bottom), slice(line.left, line.right))
    pale = cv2.threshold(box.grey[inside], _PALE, 255, cv2.THRESH_BINARY_INV)[1]
    return any(_has_hole(part) for part in (box.ink[inside], pale))


def _has_hole(part: Pixels) -> bool:
    framed = cv2.copyMakeBorder(part, 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    count, _, stats, middles = cv2.connectedComponentsWithStats(cv2.bitwise_not(framed), connectivity=4)
    holes = [n for n in range(1, count) if stats[n][0] > 0 and stats[n][4] > LEAST]
    if len(holes) != 1:
        return False
    x, y = middles[holes[0]]
    centred = abs(x / framed.shape[1] - 0.5) < 0.12 and abs(y / framed.shape[0] - 0.5) < 0.12
    return bool(centred and stats[holes[0]][4] > _HOLLOW * part.size)
