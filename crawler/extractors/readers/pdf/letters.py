"""The letters of a page: where each stands, and whether anybody sees it."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pdfplumber.page import Page

from crawler.extractors.readers.pdf.ink import Leaf
from crawler.extractors.readers.shared.marked import UNSURE

MOST_CHARACTERS = 60_000
"""Of one page; a page full of the smallest print has some thousand."""
_NEAR = 4.0
"""Points: a letter printed twice stands no farther from itself."""
_SLANT = 0.3
"""Up for across, some seventeen degrees; scanned pages lie less askew, and watermarks more."""
_STEEP, _MOST, _FEWEST = 3.0, 0.8, 20
"""Up for across of letters that lie on their side, how many of all they are at least, and how many at all."""
_PLAIN = frozenset({"DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "ICCBased", "DeviceCMYK"})
"""Spaces of colour whose white is known: light at its most, or no ink of four; in others 1 may be an ink of its own."""
_NAMELESS = "(cid:"
"""So the library calls letters that have a shape in the file and no meaning: they are seen, and no text."""
_PART = 5
"""One in so many."""
_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
    if unicodedata.normalize("NFKC", chr(code)) != chr(code)
}
"""⽂ (a radical) for 文: what some programs write into the text layer for ideographs of their own fonts."""


class Letter(NamedTuple):
    """A character with its box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    white: bool = False
    hidden: bool = False
    """Whether it leaves no ink, or stands off the paper: the paper does not say what it says."""
    off: bool = False
    """Whether it stands off the paper."""

    @property
    def middle(self) -> tuple[float, float]:
        """Where it stands."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def compatible(text: str) -> str:
    """The text with ideographs for the radicals and doubles that stand for them."""
    return text.translate(_COMPATIBLE)


def read_letters(page: Page) -> list[Letter]:
    """What stands upright and within reason, once: a text layer may print a letter twice to make it bold.

    Where the same letter is printed and hidden at one place, it is printed.
    """
    found: list[Letter] = []
    near: dict[tuple[str, int, int], list[Letter]] = {}
    for letter in sorted(_letters(page), key=lambda each: each.hidden):
        column, line = int(letter.left // _NEAR), int(letter.top // _NEAR)
        around = ((letter.text, column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if any(_covers(other, letter) for place in around for other in near.get(place, ())):
            continue
        near.setdefault((letter.text, column, line), []).append(letter)
        found.append(letter)
    return found


def _letters(page: Page) -> Iterator[Letter]:
    paper = _paper(page)
    for char in page.chars[:MOST_CHARACTERS]:
        text = compatible(str(char["text"]))
        if not text or not char.get("upright", True) or _is_slanted(char):
            continue
        letter = Letter(text, float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]))
        if _is_white(char):
            letter = letter._replace(white=True)
        if paper and _is_off(letter, paper):
            letter = letter._replace(hidden=True, off=True)
        elif (char.get("fill", True) is char.get("stroke", False) is False) or is_nameless(letter):
            letter = letter._replace(hidden=True)
        yield letter
    for x, top in page.untold if isinstance(page, Leaf) else ():
        yield Letter(UNSURE, x - _NEAR / 2, x + _NEAR / 2, top - _NEAR, top + _NEAR)


def _is_slanted(char: dict[str, Any]) -> bool:
    """Whether it climbs: the letters of a watermark across the page, which the library calls upright still."""
    across, up, *_ = char.get("matrix", (1.0, 0.0))
    return bool(abs(up) > _SLANT * abs(across))


def turn(page: Page) -> int:
    """By how many degrees a page is to be turned on which text lies or stands on its head; 0 where it is upright."""
    written = [char["matrix"][:2] for char in page.chars[:MOST_CHARACTERS] if str(char["text"]).strip()]
    for degrees, across, up in ((90, 0, 1), (270, 0, -1), (180, -1, 0)):
        lying = sum(across * a + up * b > _STEEP * abs(up * a + across * b) for a, b in written)
        if lying > max(_MOST * len(written), _FEWEST):
            return degrees
    return 0


def _paper(page: Page) -> tuple[float, float, float, float] | None:
    """The part of the page that is shown, where all is plain about it."""
    if page.rotation:
        return None
    shown, whole = page.cropbox, page.mediabox
    left, top = max(shown[0], whole[0]), max(shown[1], whole[1])
    right, bottom = min(shown[2], whole[2]), min(shown[3], whole[3])
    if right - left < (whole[2] - whole[0]) / 2 or bottom - top < (whole[3] - whole[1]) / 2:
        return None
    return float(left), float(top), float(right), float(bottom)


def _is_off(letter: Letter, paper: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = paper
    return letter.right < left or letter.left > right or letter.bottom < top or letter.top > bottom


def _is_white(char: dict[str, Any]) -> bool:
    """Nobody sees it on paper, and on a dark cell nobody knows."""
    colour = char.get("non_stroking_color")
    if char.get("stroke") or not isinstance(colour, tuple) or str(char.get("ncs")) not in _PLAIN:
        return False
    white = 0 if len(colour) == 4 else 1
    return all(part == white for part in colour)


def _covers(one: Letter, other: Letter) -> bool:
    """Whether the same letter is printed over itself; two that follow each other do not overlap by half."""
    width, height = max(other.right - other.left, 1), max(other.bottom - other.top, 1)
    return abs(one.left - other.left) < width / 2 and abs(one.top - other.top) < height / 2


def is_nameless(letter: Letter) -> bool:
    """Whether the file does not say which letter it is."""
    return letter.text.startswith(_NAMELESS)


def is_layer(letters: Iterable[Letter]) -> bool:
    """Whether most of a page's text is hidden: then it is not what the page shows, but what OCR once made of it.

    So it is where a part of the letters has no meaning, for then that of the others is no more certain.
    """
    written = [letter for letter in letters if letter.text.strip()]
    hidden = sum(letter.hidden for letter in written)
    nameless = sum(map(is_nameless, written))
    return 2 * hidden > len(written) or _PART * nameless > len(written)


def seen(letters: list[Letter], page: Page) -> list[Letter]:
    """Those on the paper of a page; white ones only where a picture, a gradient or a coloured shape may lie below."""
    if not any(letter.white or letter.hidden for letter in letters):
        return letters
    dark = page.images or (isinstance(page, Leaf) and page.shaded)
    shapes = [(s["x0"], s["top"], s["x1"], s["bottom"]) for s in (*page.rects, *page.curves) if s["fill"]]
    return [each for each in letters if not each.hidden and (not each.white or dark or _lies_on(each, shapes))]


def _lies_on(letter: Letter, shapes: Iterable[tuple[float, float, float, float]]) -> bool:
    x, y = letter.middle
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in shapes)
