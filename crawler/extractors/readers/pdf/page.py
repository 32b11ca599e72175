"""One page: its tables as cells in a grid of ruled lines, and the lines of text outside them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

from crawler.extractors.readers.pages.joining import Part
from crawler.extractors.readers.pages.sheet import Picture, Sheet
from crawler.extractors.readers.pdf.ink import Leaf
from crawler.extractors.readers.pdf.letters import Letter, is_layer, is_nameless, read_letters, seen
from crawler.extractors.readers.pdf.lines import in_lines, line_of
from crawler.extractors.readers.pdf.sides import closing, lids
from crawler.extractors.readers.pdf.tables import table_of
from crawler.extractors.readers.shared.marked import UNSURE

_SETTINGS = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 3,
    "join_tolerance": 3,
    "edge_min_length": 3,
    "intersection_tolerance": 4,
}
_THICK = 3.0
"""Points: what is painted and thinner is a rule."""
_SHORT, _MIDDLE = 60.0, 0.25
"""Points, and of the height of a letter: a line that crosses out is no longer, and no farther from its middle."""
_WIDE = 0.4
"""Of the width of a page: so wide is a picture of a table."""


def read_page(page: Page, number: int) -> Sheet:
    """The page, its characters given to the cells that hold them."""
    sheet = Sheet(number, float(page.width), float(page.height), has_pictures=bool(page.images))
    sheet.pictures = [
        Picture(float(image["top"]), float(image["bottom"]))
        for image in page.images
        if image["x1"] - image["x0"] > _WIDE * sheet.width
    ]
    letters = read_letters(page)
    layer = is_layer(letters)
    sheet.has_pictures |= layer
    letters = [letter for letter in letters if not (layer and is_nameless(letter))]
    if not letters:
        return sheet
    sheet.layer = layer
    sheet.torn = isinstance(page, Leaf) and page.torn
    sheet.hides = any(letter.hidden and letter.text.strip() for letter in letters)
    letters = _unstruck(letters, [(float(e["x0"]), float(e["x1"]), float(e["top"])) for e in page.horizontal_edges])
    for found in _tables(page):
        part, letters = table_of([cell for cell in found.cells if cell], letters, number, layer=layer)
        if part is not None:
            sheet.parts.append(_doubted(part) if sheet.torn else part)
    if not layer:
        letters = seen(letters, page)
    sheet.lines = [line_of(of_line, number) for of_line in in_lines(letters)]
    sheet.lines = [line for line in sheet.lines if line.text]
    return sheet


def _doubted(part: Part) -> Part:
    """The part of a table on a damaged page: what is blank there may have been printed."""
    return replace(part, cells=[cell if cell.text else replace(cell, text=UNSURE) for cell in part.cells])


def _tables(page: Page) -> list[Table]:
    """The ruled tables. A ground painted behind a number rules nothing, unless nothing else on the page does."""
    if any(_is_ground(rect) for rect in page.rects):
        ruled = page.filter(lambda thing: thing.get("object_type") != "rect" or not _is_ground(thing))
        if found := _found(ruled):
            return found
    return _found(page)


def _found(page: Page) -> list[Table]:
    missing = {"explicit_vertical_lines": closing(page.edges), "explicit_horizontal_lines": lids(page.edges)}
    return list(page.find_tables({**_SETTINGS, **missing}))


def _is_ground(rect: dict[str, Any]) -> bool:
    return bool(rect["fill"]) and not rect["stroke"] and min(rect["width"], rect["height"]) > _THICK


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
