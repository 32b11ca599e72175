"""Ruled tables of a page: cells in a grid of lines, and the letters given to the cells that hold them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from crawler.extractors import numbers
from crawler.extractors.readers.pages.edges import Edges
from crawler.extractors.readers.pages.joining import Box, Part
from crawler.extractors.readers.pdf.letters import Letter
from crawler.extractors.readers.pdf.lines import in_lines, words
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import join
from storage.records import State

_TOUCH = 0.1
_PADDING = 5.5
"""Points between a cell's edge and its text, as Word and WPS keep it."""
_DIGITS = re.compile(r"[\d,，.]+")
_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NO_DIGITS = frozenset(("", *_MARKS))
_LARGE = 0.75
"""Of the height of the largest: smaller digits are marks."""
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_CLOSING = frozenset("，、。；：！？）》〉」』】〕”’")
_FIGURE = re.compile(r"\d+(?![\d.、．)）])")
"""A number, unless it counts points of a list: 1.予以公开."""


def table_of(
    boxes: Sequence[tuple[float, float, float, float]], letters: list[Letter], page: int, *, layer: bool
) -> tuple[Part | None, list[Letter]]:
    """The table of these cells with the letters in them, and the letters that are left; a frame of text is no table.

    ``layer``: the text of the page is not what it shows.
    """
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
    heights = [max(rows.number(bottom) - rows.number(top), 1) for _, top, _, bottom in boxes]
    cells = [
        Box(
            _text(of_cell, right - left, layer=layer and height == 1) + UNSURE * (number in torn),
            left=columns.snapped(left),
            right=columns.snapped(right),
            row=rows.number(top),
            rows=height,
        )
        for number, ((left, top, right, _), of_cell, height) in enumerate(zip(boxes, inside, heights, strict=True))
    ]
    part = Part(page, rows.places[0], rows.places[-1], len(rows.places) - 1, cells)
    return part, outside


def _text(of_cell: Sequence[Letter], width: float, *, layer: bool) -> str:
    """What is printed in a cell, and of what is hidden in one without print only words, for nobody knows what it shows.

    Under a ``layer`` a cell without text may show anything, too; one of several rows is the rest of a group's.
    """
    shown = in_lines(letter for letter in of_cell if not letter.hidden)
    printed = "".join(map(words, shown)) if _is_wrapped(shown, width) else join(map(words, shown))
    hidden = "" if printed else _joined(letter for letter in of_cell if letter.hidden)
    if printed or not (hidden or layer):
        return printed
    if not _IDEOGRAPH.search(hidden) or numbers.read(hidden).state is not State.UNREADABLE:
        return UNSURE
    return _FIGURE.sub(UNSURE, hidden)


def _is_wrapped(lines: Sequence[Sequence[Letter]], width: float) -> bool:
    """Whether these are the lines of one number, but for marks behind it: each but the last as long as can be."""
    if not _DIGITS.fullmatch("".join(map(words, lines)).rstrip(_MARKS)):
        return False
    digits = [letter for line in lines for letter in line if letter.text.isdecimal()]
    high = max((letter.bottom - letter.top for letter in digits), default=0.0)
    own = [
        [x for x in line if x.text.strip() not in _NO_DIGITS and x.bottom - x.top >= _LARGE * high] for line in lines
    ]
    lengths = [line[-1].right - line[0].left for line in own if line]
    if len(lengths) < 2 or any(words(line) and not large for line, large in zip(lines, own, strict=True)):
        return False
    longest, *others = lengths
    digit = min(letter.right - letter.left for letter in digits if letter.bottom - letter.top >= _LARGE * high)
    return (
        longest + digit + 2 * _PADDING > width
        and all(abs(other - longest) < digit / 2 for other in others[:-1])
        and others[-1] < longest + digit / 2
    )


def _joined(letters: Iterable[Letter]) -> str:
    return join(words(line) for line in in_lines(letters))


def _places(boxes: Sequence[tuple[float, float, float, float]], letters: Sequence[Letter]) -> list[int | None]:
    """The cell of every letter; one that sticks out of the table belongs to the cell of the letter that it touches.

    So does a mark that closes a word: at the end of a line it may hang over the edge of its cell into the next.
    """
    order = sorted(range(len(boxes)), key=lambda i: _area(boxes[i]))
    places: list[int | None] = []
    for letter in letters:
        x, y = letter.middle
        inside = (i for i in order if boxes[i][0] <= x <= boxes[i][2] and boxes[i][1] <= y <= boxes[i][3])
        places.append(next(inside, None))
    for before, after in _touching(letters):
        if places[before] is not None and (places[after] is None or letters[after].text in _CLOSING):
            places[after] = places[before]
    return places


def _torn(letters: Sequence[Letter], places: Sequence[int | None]) -> set[int]:
    """Cells with a number that runs on into the next cell or off the paper: nobody knows where the one ends."""
    found: set[int] = set()
    for before, after in _touching(letters):
        one, other = letters[before], letters[after]
        if not (one.text.isdigit() and other.text.isdigit()):
            continue
        held = {place for place in (places[before], places[after]) if place is not None}
        if len(held) == 2 or one.off is not other.off:
            found |= held
    return found


def _touching(letters: Sequence[Letter]) -> Iterator[tuple[int, int]]:
    """Neighbours in a line without a gap, by their numbers, from left to right."""
    number = {id(letter): i for i, letter in enumerate(letters)}
    for line in in_lines(letters):
        for before, after in pairwise(line):
            if after.left - before.right <= _TOUCH * max(after.bottom - after.top, 1) and after.text.strip():
                yield number[id(before)], number[id(after)]


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
