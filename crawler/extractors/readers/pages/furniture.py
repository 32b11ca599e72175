"""What a page prints for the reader of paper: its number, and lines that stand on every page at the same place."""

import re
from collections import Counter
from dataclasses import replace

from crawler.extractors.readers.pages.sheet import Line, Sheet

_NUMBER = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/共]\s*(?:共\s*)?\d{1,3}\s*页?)?[-—–·\s]*")
_EDGE = 0.12
"""Of the height of a page: above and below stands its furniture."""


def without_furniture(sheets: list[Sheet]) -> list[Sheet]:
    """The pages without page numbers and without running heads."""
    repeated: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        repeated.update({_key(line) for line in sheet.lines if _at_edge(line, sheet)})
    return [
        replace(sheet, lines=[line for line in sheet.lines if not _is_furniture(line, sheet, repeated, len(sheets))])
        for sheet in sheets
    ]


def _is_furniture(line: Line, sheet: Sheet, repeated: Counter[tuple[str, int]], pages: int) -> bool:
    if not _at_edge(line, sheet):
        return False
    return bool(_NUMBER.fullmatch(line.text)) or (pages > 2 and repeated[_key(line)] > pages / 2)


def _at_edge(line: Line, sheet: Sheet) -> bool:
    return line.bottom < _EDGE * sheet.height or line.top > (1 - _EDGE) * sheet.height


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text), round(line.top / 5)
