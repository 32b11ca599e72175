"""Lines whose cells stand apart by tabs or commas: what a workbook gives when it is saved or copied as text."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.extractors.document import Span
from crawler.extractors.readers.characters.barred import is_row
from crawler.extractors.readers.shared.wording import squeeze

TAB, BAR = "\t", "|"
_FEWEST = 3
"""Columns, and lines, of a file that is one sheet."""
_MOST_COLUMNS = 256
_FIRST = 20
_INDENTED = re.compile(r"\t+[^\t]*[^\t\s][^\t]*")
"""A line of text that begins with tabs."""

Rows = tuple[tuple[Span, ...], ...]


def whole_sheet(text: str) -> Rows | None:
    """The rows of a text of which every line has the same number of cells; None for any other text."""
    head = [line for line in text.splitlines()[:_FIRST] if line.strip()]
    for mark in (TAB, ","):
        least = min((line.count(mark) for line in head), default=0)
        if len(head) < _FEWEST or not _FEWEST - 1 <= least < _MOST_COLUMNS:
            continue
        try:
            rows = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True) if row]
        except csv.Error:
            continue
        if len({len(row) for row in rows}) == 1:
            return tuple(tuple(Span(squeeze(cell)) for cell in row) for row in rows)
    return None


def as_barred(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with bars for tabs where at least two that follow each other have tabs between their cells."""
    for tabbed, group in groupby(lines, key=lambda line: TAB in line):
        found = list(group)
        first = next((i for i, line in enumerate(found) if not _INDENTED.fullmatch(line)), len(found))
        last = len(found) - next((i for i, line in enumerate(reversed(found)) if not _INDENTED.fullmatch(line)), 0)
        rows = found[first:last]
        if not tabbed or sum(TAB in line.strip() for line in rows) < 2 or any(map(is_row, rows)):
            yield from found
        else:
            yield from found[:first]
            yield from (f"|{line.replace(TAB, BAR)}|" for line in rows)
            yield from found[last:]
