"""What stands in the boxes of a scanned table: nothing, words, or a number that was read twice alike.

A number counts only where two readings of different pictures of it agree, the model is sure of every letter, and the
ink is as wide and in as many pieces as the number has digits. What stands where numbers do and does not pass is
doubtful.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import cv2
import numpy

from crawler.extractors.labels import is_wordy
from crawler.extractors.readers.scan.engine import Models, Recognised
from crawler.extractors.readers.scan.ink import (
    LEAST,
    Box,
    bands_of,
    is_dash,
    is_hollow,
    is_long,
    is_slash,
    is_white,
    lean_of,
    open_box,
    pieces_of,
    whole_lines,
)
from crawler.extractors.readers.scan.picture import Picture, Pixels
from crawler.extractors.readers.scan.ruling import Rectangle
from crawler.extractors.readers.scan.vocabulary import mended
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import join

SURE = 0.9
"""A number whose least certain digit is less certain than that is doubtful."""
_DIRT = 0.14
"""Of a letter's height: a piece of ink so short and low is dirt. The shortest dash is longer, the dot is not asked."""
_APART = 0.6
"""Of the height of digits: from that gap on two groups of them are two numbers."""
_OFF = 0.45
"""Of the width of a digit: by so much may a number be wider or narrower than its digits are."""
_UPRIGHT = 0.12
"""Of its height: so far to the right of its foot is the head of a stroke that stands."""
_NUMERIC = frozenset("0123456789.,")
_SHARPER = 1.5
_STROKES = frozenset("1/lI|丨丿")
_DUST = " •·.'`´‘’\"~|■●_^,-"
"""What the model makes of specks before and behind words."""
_MARKS = frozenset("无一—-–－_~/／丨|OoUl1IJ")


class Read(NamedTuple):
    """The text of a box; ``confidence`` of its least certain letter, 1 for a box that is blank."""

    text: str
    confidence: float


def read_boxes(picture: Picture, boxes: Sequence[Rectangle], models: Models) -> list[Read]:
    """The text of every box."""
    opened = [open_box(picture, box) for box in boxes]
    size = _size([line for box in opened for line in bands_of(box.ink, LEAST)])
    for box in opened:
        box.lines = whole_lines(bands_of(box.ink, _DIRT * size), size)
        box.blank = not box.lines and is_white(box.grey, _DIRT * size)
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


def _digit_width(numbers: Sequence[tuple[Box, str]], size: float) -> float:
    """How far apart the digits of this table stand, from numbers whose digits do not touch; 0 where none tell."""
    found = []
    for box, text in numbers:
        pieces = pieces_of(box, size)
        if text.isdigit() and len(text) == len(pieces) > 1:
            middles = [(left + right) / 2 for left, right in pieces]
            found.append((middles[-1] - middles[0]) / (len(text) - 1))
    return median(found) if found else 0.0


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


def _otherwise(box: Box, text: str) -> Pixels:
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


def _words(box: Box, lines: Sequence[Recognised]) -> Read:
    if not lines:
        return Read("", 1.0) if box.blank else Read(UNSURE, 0.0)
    text = join(line.text.strip(_DUST) for line in lines)
    confidence = min(line.confidence for line in lines)
    return Read(mended(text) if _is_words(text) else text + UNSURE, confidence)


def _number(box: Box, once: Recognised, again: Recognised, size: float, digits: float) -> Read:
    """What a box of one short line says, with a mark of doubt unless it says so beyond doubt."""
    text, repeated = once.numeral, again.numeral
    if len(text) == 1 and repeated == 3 * text:
        repeated = text
    confidence = min(once.sureness, again.sureness)
    if is_slash(box, size) and _STROKES.issuperset(text + repeated):
        return Read("/", max(confidence, SURE))
    if is_dash(box, size) and (is_long(box, size) or "—" in (text, repeated[:1])) and not _is_digits(text, confidence):
        return Read("—", max(confidence, SURE))
    sure = text == repeated and confidence >= SURE and _is_drawn(text, box, size, digits)
    return Read(text if sure else text + UNSURE, confidence)


def _is_drawn(text: str, box: Box, size: float, digits: float) -> bool:
    """Whether the ink of a box looks as a number of these digits, or a mark for nothing, must."""
    pieces = pieces_of(box, size)
    if text == "无":
        return len(pieces) <= 3
    if not text or not _NUMERIC.issuperset(text) or not _is_shaped(text, box):
        return False
    if any(right[0] - left[1] >= _APART * box.lines[0].height for left, right in pairwise(pieces)):
        return False
    width = pieces[-1][1] - pieces[0][0]
    as_wide = bool(digits) and text.isdigit() and abs(width - digits * len(text)) < _OFF * digits
    return len(pieces) == len(text) or (len(pieces) < len(text) and as_wide)


def _is_shaped(text: str, box: Box) -> bool:
    """Whether a 1 stands and a 0 is hollow: alone in a box they are most easily taken for something else."""
    if text == "1":
        return lean_of(box) <= _UPRIGHT
    return text != "0" or is_hollow(box)


def _is_digits(text: str, confidence: float) -> bool:
    return confidence >= SURE and text.isdigit()
