"""Pages put together to one document."""

import re
from collections.abc import Collection, Iterator, Sequence

from crawler.extractors.document import Paragraph, Table
from crawler.extractors.readers.pages.joining import Part, joined, table_of_parts
from crawler.extractors.readers.pages.paragraphs import Margins, paragraphs
from crawler.extractors.readers.pages.sheet import Line, Picture, Sheet

_FOOTNOTE = re.compile("(?:[①-⑳⁰¹²³⁴-⁹*＊※]|[\\[［〔]?注?\\d{1,2}[\\]］〕]?(?![\\d.．、,，)）年月日]))\\s*\\S")
"""A line at the foot of a page that a mark in a table above leads to."""


def blocks_of(sheets: Sequence[Sheet]) -> Iterator[Paragraph | Table | Picture]:
    """Text, tables and pictures in reading order; a table that goes on over the page break is one.

    Text that is a layer has the picture whose words it repeats after each of its paragraphs.
    """
    margins = _margins(sheets)
    layers = {sheet.number for sheet in sheets if sheet.layer}
    lines: list[Line] = []
    open_parts: list[Part] = []
    index = 0
    for sheet in sheets:
        items: list[Line | Part | Picture] = [*_running(sheet), *sheet.parts, *sheet.pictures]
        for item in sorted(items, key=lambda item: item.top):
            if isinstance(item, Picture):
                yield from _flowing(lines, margins, layers)
                lines = []
                yield item
                continue
            if isinstance(item, Line):
                if open_parts:
                    yield table_of_parts(index, open_parts)
                    index, open_parts = index + 1, []
                lines.append(item)
                continue
            if open_parts and not joined(open_parts[-1], item):
                yield table_of_parts(index, open_parts)
                index, open_parts = index + 1, []
            yield from _flowing(lines, margins, layers)
            lines = []
            open_parts.append(item)
    if open_parts:
        yield table_of_parts(index, open_parts)
    yield from _flowing(lines, margins, layers)


def _running(sheet: Sheet) -> Sequence[Line]:
    """The lines of a page without the footnotes below a table at its end, over which the table may go on."""
    end = max((part.bottom for part in sheet.parts), default=sheet.height)
    below = [line for line in sheet.lines if line.top >= end]
    if below and all(_FOOTNOTE.match(line.text) for line in below):
        return [line for line in sheet.lines if line.top < end]
    return sheet.lines


def _flowing(lines: Sequence[Line], margins: Margins, layers: Collection[int]) -> Iterator[Paragraph | Picture]:
    pictured = any(line.page in layers for line in lines)
    for paragraph in paragraphs(lines, margins):
        yield paragraph
        if pictured:
            yield Picture(lines[0].top, lines[-1].bottom)


def _margins(sheets: Sequence[Sheet]) -> Margins:
    """Of all lines and tables: a page with a short line alone does not tell."""
    sides = [(line.left, line.right) for sheet in sheets for line in sheet.lines]
    sides += [part.sides for sheet in sheets for part in sheet.parts]
    return Margins(min((left for left, _ in sides), default=0.0), max((right for _, right in sides), default=0.0))
