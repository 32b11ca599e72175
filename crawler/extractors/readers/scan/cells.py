"""What stands in the boxes of a scanned table: nothing, words, or a number that was read twice alike.

A number counts only where two readings of different pictures of it agree, the model is sure of every letter, and the
ink is as wide and in as many pieces as the number has digits. What stands where numbers do and does not pass is
doubtful.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import cv2
import numpy

from crawler.extractors.labels import is_wordy
from crawler.extractors.readers.scan.engine import Models, Recognised
from crawler.extractors.readers.scan.picture import Picture, Pixels
from crawler.extractors.readers.scan.ruling import Rectangle
from crawler.extractors.readers.scan.vocabulary import mended
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import join

SURE = 0.9
"""A number whose least certain digit is less certain than that is doubtful."""
_BORDER = 3
"""Pixels: what is left of the ruled lines at the edge of a box."""
_LEAST = 3
"""Pixels: a piece of ink that is smaller is noise."""
_DIRT = 0.14
"""Of a letter's height: a piece of ink so short and low is dirt. The shortest dash is longer, the dot is not asked."""
_FAINT = 0.2
"""Of black: a spot darker than that, noise averaged out, may be print."""
_SPECK = 0.005
"""Of the square of a letter's height: smaller pieces of ink are dirt."""
_APART = 0.6
"""Of the height of digits: from that gap on two groups of them are two numbers."""
_OFF = 0.45
"""Of the width of a digit: by so much may a number be wider or narrower than its digits are."""
_FLAT, _SHORT, _WIDE, _THIN, _SOLID = 0.65, 0.18, 2.5, 0.25, 0.7
"""A dash: its height of its width; its width of a letter's height, at least and at most; its height of that; how much
of its box is ink."""
_UPRIGHT, _SLANTED = 0.12, 0.2
"""Of its height: so far to the right of its foot is the head of a stroke that stands, or that leans."""
_STRAIGHT = 0.85
"""How nearly all ink of a stroke must be on one line."""
_PALE = 205
"""So dark is thin print at least; what is read as 0 may be open where it is thinnest, but not as pale as paper."""
_HOLLOW = 0.12
"""Of the box around it: so much at least is the hole of a 0."""
_NUMERIC = frozenset("0123456789.,")
_SHARPER = 1.5
_LONG = 0.35
"""Of a letter's height: a stroke so long is a dash whatever the model makes of it."""
_STROKES = frozenset("1/lI|丨丿")
_DUST = " •·.'`´‘’\"~|■●_^,-"
"""What the model makes of specks before and behind words."""
_MARKS = frozenset("无一—-–－_~/／丨|OoUl1IJ")


class Read(NamedTuple):
    """The text of a box; ``confidence`` of its least certain letter, 1 for a box that is blank."""

    text: str
    confidence: float


@dataclass(slots=True)
class _Box:
    grey: Pixels
    ink: Pixels
    lines: list[Rectangle] = field(default_factory=list)
    blank: bool = False


def read_boxes(picture: Picture, boxes: Sequence[Rectangle], models: Models) -> list[Read]:
    """The text of every box."""
    opened = [_open(picture, box) for box in boxes]
    size = _size([line for box in opened for line in _lines(box.ink, _LEAST)])
    for box in opened:
        box.lines = _whole_lines(_lines(box.ink, _DIRT * size), size)
        box.blank = not box.lines and _is_white(box.grey, _DIRT * size)
    crops = [(n, _cut(box.grey, line)) for n, box in enumerate(opened) for line in box.lines]
    said: dict[int, list[Recognised]] = {}
    for (n, _), line in zip(crops, models.lines([crop for _, crop in crops]), strict=True):
        said.setdefault(n, []).append(line)
    numeric = [n for n, lines in said.items() if len(lines) == 1 and not _is_words(lines[0].text)]
    again = dict(zip(numeric, models.lines([_otherwise(opened[n], said[n][0].numeral) for n in numeric]), strict=True))
    digits = _digit_width([(opened[n], said[n][0].numeral) for n in numeric], size)
    found = []
    for n, box in enumerate(opened):
        lines = said.get(n, [])
        if n in again:
            found.append(_number(box, lines[0], again[n], size, digits))
        else:
            found.append(_words(box, lines))
    return found


def _size(lines: Sequence[Rectangle]) -> float:
    """The height of a letter: that of lines of several; digits alone are lower."""
    words = [line.height for line in lines if line.width > 4 * line.height > 24]
    return median(words) if words else 1.4 * median([line.height for line in lines if line.height > 6] or [0])


def _digit_width(numbers: Sequence[tuple[_Box, str]], size: float) -> float:
    """How far apart the digits of this table stand, from numbers whose digits do not touch; 0 where none tell."""
    found = []
    for box, text in numbers:
        pieces = _pieces(box, size)
        if text.isdigit() and len(text) == len(pieces) > 1:
            middles = [(left + right) / 2 for left, right in pieces]
            found.append((middles[-1] - middles[0]) / (len(text) - 1))
    return median(found) if found else 0.0


def _open(picture: Picture, box: Rectangle) -> _Box:
    inside = (slice(box.top, box.bottom), slice(box.left, box.right))
    grey, ink = picture.grey[inside].copy(), picture.ink[inside].copy()
    for pixels, paper in ((grey, 255), (ink, 0)):
        pixels[:_BORDER] = pixels[-_BORDER:] = paper
        pixels[:, :_BORDER] = pixels[:, -_BORDER:] = paper
    return _Box(grey, ink)


def _is_white(grey: Pixels, dirt: float) -> bool:
    """Whether truly nothing is printed: not even a spot that is too pale to be called ink, specks of dirt aside."""
    spots = cv2.threshold(cv2.blur(grey, (3, 3)), 255 * (1 - _FAINT), 255, cv2.THRESH_BINARY_INV)[1]
    count, _, stats, _ = cv2.connectedComponentsWithStats(spots, connectivity=8)
    return bool((stats[1:count, 2:4].max(axis=1) <= dirt + 2).all()) if count > 1 else True


def _lines(ink: Pixels, dirt: float) -> list[Rectangle]:
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


def _whole_lines(bands: Sequence[Rectangle], size: float) -> list[Rectangle]:
    """Bands that together are no higher than a letter are one line: 二 is two of them, 无 sometimes."""
    lines: list[Rectangle] = []
    for band in bands:
        last = lines[-1] if lines else None
        if last is not None and band.bottom - last.top <= 1.2 * size:
            lines[-1] = Rectangle(min(last.left, band.left), last.top, max(last.right, band.right), band.bottom)
        else:
            lines.append(band)
    return lines


def _cut(grey: Pixels, line: Rectangle, *, margin: float = 0.25, times: int = 1) -> Pixels:
    """The line with white around it, so many times side by side."""
    height = max(line.height, 12)
    around = height // 8
    cut = grey[max(line.top - around, 0) : line.bottom + around, max(line.left - around, 0) : line.right + around]
    gap = numpy.full((cut.shape[0], height // 12), 255, numpy.uint8)
    cut = numpy.hstack([cut, *(part for _ in range(times - 1) for part in (gap, cut))])
    above = round(height * margin) + max(height - cut.shape[0], 0) // 2
    side = round(height * (margin + 0.25))
    return cv2.copyMakeBorder(cut, above, above, side, side, cv2.BORDER_CONSTANT, value=255)


def _otherwise(box: _Box, text: str) -> Pixels:
    """Another picture of a line; a letter alone is shown three times."""
    (line,) = box.lines
    return sharpened(_cut(box.grey, line, margin=0.35, times=3 if len(text) == 1 else 1))


def sharpened(cut: Pixels) -> Pixels:
    """Another picture of the same line: twice as large, its edges sharper, its paper white and its ink black."""
    double = cv2.resize(cut, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(numpy.float32)
    sharp = double + _SHARPER * (double - cv2.GaussianBlur(double, (0, 0), max(cut.shape[0] / 20, 1)))
    clean: Pixels = numpy.clip((sharp - 64) * (255 / 160), 0, 255).astype(numpy.uint8)
    return clean


def _is_words(text: str) -> bool:
    """Whether two ideographs are among the letters, those aside that a mark for nothing may be taken for."""
    return sum(is_wordy(letter) and letter not in _MARKS and not letter.isascii() for letter in text) > 1


def _words(box: _Box, lines: Sequence[Recognised]) -> Read:
    if not lines:
        return Read("", 1.0) if box.blank else Read(UNSURE, 0.0)
    text = join(line.text.strip(_DUST) for line in lines)
    confidence = min(line.confidence for line in lines)
    return Read(mended(text) if _is_words(text) else text + UNSURE, confidence)


def _number(box: _Box, once: Recognised, again: Recognised, size: float, digits: float) -> Read:
    """What a box of one short line says, with a mark of doubt unless it says so beyond doubt."""
    text, repeated = once.numeral, again.numeral
    if len(text) == 1 and repeated == 3 * text:
        repeated = text
    confidence = min(once.sureness, again.sureness)
    if _is_slash(box, size) and _STROKES.issuperset(text + repeated):
        return Read("/", max(confidence, SURE))
    if (
        _is_dash(box, size)
        and (_is_long(box, size) or "—" in (text, repeated[:1]))
        and not _is_digits(text, confidence)
    ):
        return Read("—", max(confidence, SURE))
    sure = text == repeated and confidence >= SURE and _is_drawn(text, box, size, digits)
    return Read(text if sure else text + UNSURE, confidence)


def _is_drawn(text: str, box: _Box, size: float, digits: float) -> bool:
    """Whether the ink of a box looks as a number of these digits, or a mark for nothing, must."""
    pieces = _pieces(box, size)
    if text == "无":
        return len(pieces) <= 3
    if not text or not _NUMERIC.issuperset(text) or not _is_shaped(text, box):
        return False
    if any(right[0] - left[1] >= _APART * box.lines[0].height for left, right in pairwise(pieces)):
        return False
    width = pieces[-1][1] - pieces[0][0]
    as_wide = bool(digits) and text.isdigit() and abs(width - digits * len(text)) < _OFF * digits
    return len(pieces) == len(text) or (len(pieces) < len(text) and as_wide)


def _is_shaped(text: str, box: _Box) -> bool:
    """Whether a 1 stands and a 0 is hollow: alone in a box they are most easily taken for something else."""
    if text == "1":
        return _lean(box) <= _UPRIGHT
    return text != "0" or _is_hollow(box)


def _is_dash(box: _Box, size: float) -> bool:
    """One flat stroke in the middle of the box."""
    (line,) = box.lines
    middle = (line.top + line.bottom) / 2 / box.ink.shape[0]
    flat = line.height <= _FLAT * line.width and _SHORT * size <= line.width <= _WIDE * size
    if not flat or line.height >= _THIN * size or not 0.25 < middle < 0.75:
        return False
    return float((box.ink[line.top : line.bottom, line.left : line.right] > 0).mean()) >= _SOLID


def _is_long(box: _Box, size: float) -> bool:
    """Whether a flat stroke is no two specks of dirt side by side."""
    return box.lines[0].width >= _LONG * size


def _is_digits(text: str, confidence: float) -> bool:
    return confidence >= SURE and text.isdigit()


def _is_slash(box: _Box, size: float) -> bool:
    """One straight stroke that leans to the right."""
    (line,) = box.lines
    if len(_pieces(box, size)) != 1 or _lean(box) < _SLANTED or line.height < 0.4 * size:
        return False
    rows, columns = numpy.nonzero(box.ink[line.top : line.bottom, line.left : line.right])
    return bool(numpy.corrcoef(rows, columns)[0, 1] < -_STRAIGHT)


def _lean(box: _Box) -> float:
    """How far the head of a stroke is to the right of its foot, of its height."""
    (line,) = box.lines
    part = box.ink[line.top : line.bottom, line.left : line.right]
    quarter = max(line.height // 4, 1)
    head, foot = (numpy.flatnonzero(rows.any(axis=0)) for rows in (part[:quarter], part[-quarter:]))
    if not head.size or not foot.size:
        return 1.0
    return float(head.mean() - foot.mean()) / line.height


def _is_hollow(box: _Box) -> bool:
    """Whether ink goes around one hole, in the middle of it."""
    (line,) = box.lines
    inside = (slice(line.top, line.bottom), slice(line.left, line.right))
    pale = cv2.threshold(box.grey[inside], _PALE, 255, cv2.THRESH_BINARY_INV)[1]
    return any(_has_hole(part) for part in (box.ink[inside], pale))


def _has_hole(part: Pixels) -> bool:
    framed = cv2.copyMakeBorder(part, 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    count, _, stats, middles = cv2.connectedComponentsWithStats(cv2.bitwise_not(framed), connectivity=4)
    holes = [n for n in range(1, count) if stats[n][0] > 0 and stats[n][4] > _LEAST]
    if len(holes) != 1:
        return False
    x, y = middles[holes[0]]
    centred = abs(x / framed.shape[1] - 0.5) < 0.12 and abs(y / framed.shape[0] - 0.5) < 0.12
    return bool(centred and stats[holes[0]][4] > _HOLLOW * part.size)


def _pieces(box: _Box, size: float) -> list[tuple[int, int]]:
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
