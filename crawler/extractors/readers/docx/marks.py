"""What few elements of a body say, found by looking at all of it once: lxml does that ten times as fast as we ask each.

Elements stay the same objects as long as somebody holds them, as these sets do.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from crawler.extractors.readers.docx.package import W

_CELL, _SPAN, _MERGE = f"{W}tc", f"{W}gridSpan", f"{W}vMerge"
_VANISH, _VALUE = f"{W}vanish", f"{W}val"
_LISTED, _OUTLINE, _STYLE = f"{W}numPr", f"{W}outlineLvl", f"{W}pStyle"


@dataclass(frozen=True, slots=True)
class Marks:
    """``spans`` and ``merges``: the values of cells that have one, the first of each.

    ``vanishing``: properties of runs that may not be shown. ``more``: properties of paragraphs that may be headings, or
    in a list.
    """

    spans: Mapping[etree._Element, str]
    merges: Mapping[etree._Element, str]
    vanishing: AbstractSet[etree._Element]
    more: AbstractSet[etree._Element]


def read_marks(body: etree._Element, *, styled: bool) -> Marks:
    """The marks of everything below; ``styled``: whether styles of paragraphs make headings or lists."""
    more = _parents(body, _LISTED, _OUTLINE, *((_STYLE,) if styled else ()))
    return Marks(_of_cells(body, _SPAN), _of_cells(body, _MERGE), _parents(body, _VANISH), more)


def _of_cells(body: etree._Element, tag: str) -> dict[etree._Element, str]:
    found: dict[etree._Element, str] = {}
    for mark in body.iter(tag):
        properties = mark.getparent()
        cell = properties.getparent() if properties is not None else None
        if cell is not None and cell.tag == _CELL:
            found.setdefault(cell, mark.get(_VALUE) or "")
    return found


def _parents(body: etree._Element, *tags: str) -> frozenset[etree._Element]:
    return frozenset(parent for mark in body.iter(*tags) if (parent := mark.getparent()) is not None)
