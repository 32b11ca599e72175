"""One page: its tables as cells in a grid of ruled lines, and the lines of text outside them."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.page import Page

from crawler.extractors.readers.marked import UNSURE, raised
from crawler.extractors.readers.pages.edges import Edges
from crawler.extractors.readers.pages.joining import Box, Part
from crawler.extractors.readers.pages.sheet import Line, Picture, Sheet
from crawler.extractors.readers.wording import join

_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 3,
    "join_tolerance": 3,
    "edge_min_length": 3,
    "intersection_tolerance": 4,
}
MOST_CHARACTERS = 60_000
"""Of one page; a page full of the smallest print has some thousand."""
_NEAR = 4.0
"""Points: a letter printed twice stands no farther from itself."""
_SMALL = 0.75
"""Of the size of the largest digit of its line: a smaller one is the mark of a footnote."""
_SHORT, _MIDDLE = 60.0, 0.25
"""Points, and of the height of a letter: a line that crosses out is no longer, and no farther from its middle."""
_WIDE = 0.4
"""Of the width of a page: so wide is a picture of a table."""
_TOUCH = 0.1
_GAP = 0.25
"""Of the size of its letters: from this gap on two letters of a line stand apart."""
_COMPATIBLE = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
    if unicodedata.normalize("NFKC", chr(code)) != chr(code)
}
"""⽂ (a radical) for 文: what some programs write into the text layer for ideographs of their own fonts."""


class Letter(NamedTuple):
    """A printed character with its box."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    white: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Where it stands."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def read_page(page: Page, number: int) -> Sheet:
    """The page, its characters given to the cells that hold them."""
    sheet = Sheet(number, float(page.width), float(page.height), has_pictures=bool(page.images))
    sheet.pictures = [
        Picture(float(image["top"]), float(image["bottom"]))
        for image in page.images
        if image["x1"] - image["x0"] > _WIDE * sheet.width
    ]
    letters = _letters(page.chars[:MOST_CHARACTERS])
    if not letters:
        return sheet
    letters = _unstruck(letters, [(float(e["x0"]), float(e["x1"]), float(e["top"])) for e in page.horizontal_edges])
    for found in page.find_tables(_SETTINGS):
        part, letters = _table([cell for cell in found.cells if cell], letters, number)
        if part is not None:
            sheet.parts.append(part)
    sheet.lines = [_line(of_line, number) for of_line in _in_lines(letters)]
    sheet.lines = [line for line in sheet.lines if line.text]
    return sheet


def _letters(chars: Iterable[dict[str, Any]]) -> list[Letter]:
    """What is printed upright and within reason; a text layer may print a letter twice to make it bold."""
    found: list[Letter] = []
    near: dict[tuple[str, int, int], list[Letter]] = {}
    for char in chars:
        text = str(char["text"]).translate(_COMPATIBLE)
        if not text or not char.get("upright", True):
            continue
        letter = Letter(text, float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]))
        if _is_white(char.get("non_stroking_color")):
            letter = letter._replace(white=True)
        column, line = int(letter.left // _NEAR), int(letter.top // _NEAR)
        around = ((text, column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if any(_covers(other, letter) for place in around for other in near.get(place, ())):
            continue
        near.setdefault((text, column, line), []).append(letter)
        found.append(letter)
    return found


def _is_white(colour: object) -> bool:
    """In grey or in red, green and blue; nobody sees it on paper, and on a dark cell nobody knows."""
    return isinstance(colour, tuple) and len(colour) in (1, 3) and all(part == 1 for part in colour)


def _covers(one: Letter, other: Letter) -> bool:
    """Whether the same letter is printed over itself; two that follow each other do not overlap by half."""
    width, height = max(other.right - other.left, 1), max(other.bottom - other.top, 1)
    return abs(one.left - other.left) < width / 2 and abs(one.top - other.top) < height / 2


def _unstruck(letters: list[Letter], rules: Sequence[tuple[float, float, float]]) -> list[Letter]:
    """Digits that a short line crosses out are no digits any more: nobody knows what holds instead."""
    short = [rule for rule in rules if rule[1] - rule[0] < _SHORT]
    if not short:
        return letters
    crossed = {letter for letter in letters if letter.text.isdigit() and any(_crosses(r, letter) for r in short)}
    return [letter._replace(text=UNSURE) if letter in crossed else letter for letter in letters]


def _crosses(rule: tuple[float, float, float], letter: Letter) -> bool:
    left, right, place = rule
    x, y = letter.middle
    return left <= x <= right and abs(place - y) < _MIDDLE * (letter.bottom - letter.top)


def _table(
    boxes: Sequence[tuple[float, float, float, float]], letters: list[Letter], page: int
) -> tuple[Part | None, list[Letter]]:
    """The table of these cells with the letters in them, and the letters that are left; a frame of text is no table."""
    columns = Edges.of(x for left, _, right, _ in boxes for x in (left, right))
    rows = Edges.of(y for _, top, _, bottom in boxes for y in (top, bottom))
    if len(columns.places) < 3 or len(boxes) < 2:
        return None, letters
    places = _places(boxes, letters)
    inside: list[list[Letter]] = [[] for _ in boxes]
    outside: list[Letter] = []
    for letter, place in zip(letters, places, strict=True):
        if place is None:
            outside.append(letter)
        else:
            inside[place].append(letter._replace(text=UNSURE) if letter.white and letter.text.isdigit() else letter)
    torn = _torn(letters, places)
    cells = [
        Box(
            join(_words(line) for line in _in_lines(of_cell)) + UNSURE * (number in torn),
            left=columns.snapped(left),
            right=columns.snapped(right),
            row=rows.number(top),
            rows=max(rows.number(bottom) - rows.number(top), 1),
        )
        for number, ((left, top, right, bottom), of_cell) in enumerate(zip(boxes, inside, strict=True))
    ]
    part = Part(page, rows.places[0], rows.places[-1], len(rows.places) - 1, cells)
    return part, outside


def _places(boxes: Sequence[tuple[float, float, float, float]], letters: Sequence[Letter]) -> list[int | None]:
    """The cell of every letter; one that sticks out of the table belongs to the cell of the letter that it touches."""
    order = sorted(range(len(boxes)), key=lambda i: _area(boxes[i]))
    places: list[int | None] = []
    for letter in letters:
        x, y = letter.middle
        inside = (i for i in order if boxes[i][0] <= x <= boxes[i][2] and boxes[i][1] <= y <= boxes[i][3])
        places.append(next(inside, None))
    for before, after in _touching(letters):
        if places[before] is not None and places[after] is None:
            places[after] = places[before]
    return places


def _torn(letters: Sequence[Letter], places: Sequence[int | None]) -> set[int]:
    """Cells with a number that runs on into the next cell: nobody knows where the one ends and the other begins."""
    found: set[int] = set()
    for before, after in _touching(letters):
        first, second = places[before], places[after]
        if first is None or second is None or first == second:
            continue
        if letters[before].text.isdigit() and letters[after].text.isdigit():
            found |= {first, second}
    return found


def _touching(letters: Sequence[Letter]) -> Iterator[tuple[int, int]]:
    """Neighbours in a line without a gap, by their numbers, from left to right."""
    number = {id(letter): i for i, letter in enumerate(letters)}
    for line in _in_lines(letters):
        for before, after in pairwise(line):
            if after.left - before.right <= _TOUCH * max(after.bottom - after.top, 1) and after.text.strip():
                yield number[id(before)], number[id(after)]


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _in_lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters by line, top to bottom, left to right; fonts of one line differ in height, so middles are compared."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: each.middle[1]):
        height = letter.bottom - letter.top
        if lines and abs(lines[-1][0].middle[1] - letter.middle[1]) <= 0.5 * max(height, 1):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        line.sort(key=lambda each: each.left)
    return lines


def _words(line: Sequence[Letter]) -> str:
    """The text of a line; a gap between letters is a blank, except between ideographs that are spaced out.

    Digits smaller than others of their line are raised ones.
    """
    text = ""
    last: Letter | None = None
    largest = max((_height(letter) for letter in line if letter.text.isdigit()), default=0.0)
    for letter in line:
        if last is not None and letter.left - last.right > _GAP * _height(letter) and not text.endswith(" "):
            text += " "
        small = letter.text.isdigit() and _height(letter) < _SMALL * largest
        text += raised(letter.text) if small else letter.text
        last = letter
    return " ".join(text.split())


def _height(letter: Letter) -> float:
    return max(letter.bottom - letter.top, 1)


def _line(line: Sequence[Letter], page: int) -> Line:
    return Line(
        _words(line),
        min(letter.top for letter in line),
        max(letter.bottom for letter in line),
        line[0].left,
        max(letter.right for letter in line),
        max(letter.bottom - letter.top for letter in line),
        page,
    )
