"""A page of an OFD file: texts as letters, paths as ruled lines, each at its place in points from the upper left."""

from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from crawler.extractors.readers.ofd.geometry import POINTS, Matrix, advances, floats, strokes
from crawler.extractors.readers.ofd.layers import Area, Layer, Thing, things
from crawler.extractors.readers.pages.sheet import Picture, Sheet
from crawler.extractors.readers.pdf.letters import MOST_CHARACTERS, Letter, compatible, is_layer
from crawler.extractors.readers.pdf.lines import in_lines, line_of
from crawler.extractors.readers.pdf.sides import closing, lids
from crawler.extractors.readers.pdf.tables import table_of

_SNAP, _CROSS, _SHORTEST = 3, 4, 3
"""Points: lines so close are one, lines so far from each other still meet, and shorter ones rule nothing."""
_THICK = 3.0
"""Points: what is filled and thinner is a rule."""
_MOST_RULES = 6_000
_ASCENT = 0.86
"""Of its size: so far a letter reaches above the line that it stands on."""
_SLANT = 0.3
_WIDE = 0.4
"""Of the width of a page: so wide is a picture of a table."""

Cell = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


def read_page(layers: Sequence[Layer], area: Area, number: int) -> Sheet:
    """The page, with all that is laid on it."""
    sheet = Sheet(number, area.width * POINTS, area.height * POINTS)
    seen = list(things(layers, Matrix.page(area.left, area.top)))
    for thing in seen:
        if thing.name == "ImageObject":
            sheet.has_pictures = True
            box = Area.of(thing.element.get("Boundary") or "")
            height, width = thing.outer.height, thing.outer.width
            if box and box.width * width > _WIDE * sheet.width:
                sheet.pictures.append(Picture(thing.matrix.y, thing.matrix.y + box.height * height))
    letters = [letter for thing in seen if thing.name == "TextObject" for letter in _letters(thing)]
    letters = [_placed(letter, sheet) for letter in letters[:MOST_CHARACTERS]]
    if not letters:
        return sheet
    layer = sheet.layer = is_layer(letters)
    sheet.has_pictures |= layer
    sheet.hides = any(letter.hidden and letter.text.strip() for letter in letters)
    edges = [edge for thing in seen if thing.name == "PathObject" for edge in _edges(thing)]
    for cells in _tables(edges[:_MOST_RULES]):
        part, letters = table_of(cells, letters, number, layer=layer)
        if part is not None:
            sheet.parts.append(part)
    shown = letters if layer else [letter for letter in letters if not letter.hidden and not letter.white]
    sheet.lines = [line for line in (line_of(of_line, number) for of_line in in_lines(shown)) if line.text]
    return sheet


def _letters(thing: Thing) -> Iterator[Letter]:
    text_object, matrix = thing.element, thing.matrix
    size = next(iter(floats(text_object.get("Size") or "")), 0.0)
    if not size or abs(matrix.b) > _SLANT * abs(matrix.a):
        return
    height, width = size * matrix.height, size * matrix.width
    width *= next(iter(floats(text_object.get("HScale") or "")), 1.0)
    hidden, white = _ink(text_object)
    x = y = 0.0
    for code in text_object.iterfind("{*}TextCode"):
        text = (code.text or "").strip("\r\n")
        x = next(iter(floats(code.get("X") or "")), x)
        y = next(iter(floats(code.get("Y") or "")), y)
        across, down = (advances(code.get(name) or "", len(text)) for name in ("DeltaX", "DeltaY"))
        place, line = x, y
        for i, char in enumerate(text):
            own = (0.5 if char.isascii() else 1.0) * width
            step = across[i] if across else (0.0 if down else own / (matrix.width or 1))
            left, foot = matrix.apply(place, line)
            wide = min(own, step * matrix.width) if step > 0 and i + 1 < len(text) else own
            top = foot - _ASCENT * height
            yield Letter(compatible(char), left, left + wide, top, top + height, white=white, hidden=hidden)
            place += step
            line += down[i] if down else 0.0


def _ink(thing: etree._Element) -> tuple[bool, bool]:
    """Whether letters leave no ink, and whether they are white."""
    filled = (thing.get("Fill") or "true").lower() == "true"
    stroked = (thing.get("Stroke") or "false").lower() == "true"
    colour = thing.find("{*}FillColor")
    value = floats(colour.get("Value") or "") if colour is not None else []
    clear = thing.get("Alpha") == "0" or (colour is not None and colour.get("Alpha") == "0")
    white = filled and not stroked and len(value) in (1, 3) and all(part >= 255 for part in value)
    return clear or not (filled or stroked), white


def _placed(letter: Letter, sheet: Sheet) -> Letter:
    """Hidden where it stands off the paper."""
    x, y = letter.middle
    off = not (0 <= x <= sheet.width and 0 <= y <= sheet.height)
    return letter._replace(hidden=True, off=True) if off else letter


def _edges(thing: Thing) -> Iterator[dict[str, Any]]:
    """The level and upright lines of a path; of a filled one that is thin its longer sides."""
    data = thing.element.find("{*}AbbreviatedData")
    lines = list(strokes((data.text or "") if data is not None else "", thing.matrix))
    stroked = (thing.element.get("Stroke") or "true").lower() == "true"
    if lines and not stroked:
        left, right = min(min(a[0], b[0]) for a, b in lines), max(max(a[0], b[0]) for a, b in lines)
        top, bottom = min(min(a[1], b[1]) for a, b in lines), max(max(a[1], b[1]) for a, b in lines)
        if min(right - left, bottom - top) > _THICK:
            return  # a ground
        level = right - left > bottom - top
        lines = [((left, top), (right, top) if level else (left, bottom))]
    for (x0, y0), (x1, y1) in lines:
        level = abs(y1 - y0) < 1
        if level is (abs(x1 - x0) < 1) or max(abs(x1 - x0), abs(y1 - y0)) < _SHORTEST:
            continue
        yield _line("h" if level else "v", min(x0, x1), min(y0, y1), abs(x1 - x0) * level, abs(y1 - y0) * (not level))


def _line(orientation: str, left: float, top: float, width: float, height: float) -> dict[str, Any]:
    """A ruled line as pdfplumber has it."""
    sides = {"x0": left, "x1": left + width, "top": top, "bottom": top + height}
    return {"orientation": orientation, **sides, "width": width, "height": height}


def _tables(edges: list[dict[str, Any]]) -> list[list[Cell]]:
    sides = [{**line, "orientation": "v"} for line in closing(edges)]
    sides += ({**line, "orientation": "h"} for line in lids(edges))
    merged = merge_edges([*edges, *sides], _SNAP, _SNAP, _SNAP, _SNAP)
    return list(cells_to_tables(intersections_to_cells(edges_to_intersections(merged, _CROSS, _CROSS))))
