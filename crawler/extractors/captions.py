"""Tables of earlier years that a report shows for comparison: their caption names a year that is not the report's."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extractors.document import Document, Paragraph, Table

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
_LONGEST = 60


def without_other_years(document: Document, year: int | None) -> Document:
    """The document without the tables that say themselves to be of an earlier year, and a note for each.

    The caption is the line right above the table, or its first row when that is one cell. A later year is when the
    table was filled in.
    """
    if year is None:
        return document
    others = dict(_captioned(document, year))
    if not others:
        return document
    notes = (f"table {index} is of {other} by its caption; not read" for index, other in others.items())
    blocks = tuple(b for b in document.blocks if not (isinstance(b, Table) and b.index in others))
    gone = [i for i, b in enumerate(document.blocks) if isinstance(b, Table) and b.index in others]
    pictures = tuple(place - sum(i < place for i in gone) for place in document.pictures)
    return replace(document, blocks=blocks, notes=(*document.notes, *notes), pictures=pictures)


def _captioned(document: Document, year: int) -> Iterator[tuple[int, int]]:
    """The tables of earlier years by number."""
    above = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above = block.text
            continue
        named = _year(_title_row(block)) or _year(above)
        if named is not None and named < year:
            yield block.index, named
        above = ""


def _title_row(table: Table) -> str:
    texts = {span.text for span in table.rows[0] if span.text} if table.rows else set()
    return texts.pop() if len(texts) == 1 else ""


def _year(caption: str) -> int | None:
    """The one year that a caption names; a sentence is none."""
    if len(caption) > _LONGEST or "。" in caption or "20" not in caption:
        return None
    years = set(map(int, _YEAR.findall(caption)))
    return years.pop() if len(years) == 1 else None
