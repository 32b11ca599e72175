"""Tables of earlier years that a report shows for comparison: their caption names a year that is not the report's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.report.years import of_this_year

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?!\s*\d{1,2}\s*月)")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}[、.．](?!本年新收|上年结转|本年度办理|结转下)")
"""A section's heading; rows of 表三 have such ordinals, too."""
_THIS = re.compile(r"[本今当]年度?(?:情况|数据)?[:：]?")
_LAST = re.compile(r"(?:上|去|上一)年度?(?:同期)?(?:情况|数据)?[:：]?")
_LONGEST = 60
_FIRST = 2014
"""Of the national forms; local tables before print a year and all years so far, and are kept as they are."""


def without_other_years(document: Document, year: int | None) -> Document:
    """The document without the tables that say themselves to be of an earlier year, and a note for each.

    The caption is the line right above the table, or its first row when that is one cell. A later year is when the
    table was filled in. Of a table that shows several years, only this one's numbers are left (``years``).
    """
    notes = []
    others: dict[int, int | None] = {}
    if year is not None:
        document = replace(
            document, blocks=tuple(b if isinstance(b, Paragraph) else _cut(b, year) for b in document.blocks)
        )
        others |= dict(_captioned(document, year))
        notes += [f"table {index} is of {other} by its caption; not read" for index, other in others.items()]
    for table in document.tables if year is None or year >= _FIRST else ():
        found = of_this_year(table, year) if table.index not in others else table
        if found is None:
            others[table.index] = None
            notes.append(
                f"table {table.index} shows several years, and it is not certain whose numbers are whose; not read"
            )
        elif found is not table:
            document = replace(document, blocks=tuple(found if b is table else b for b in document.blocks))
    if not others:
        return document
    blocks = tuple(b for b in document.blocks if not (isinstance(b, Table) and b.index in others))
    gone = [i for i, b in enumerate(document.blocks) if isinstance(b, Table) and b.index in others]
    pictures = tuple(place - sum(i < place for i in gone) for place in document.pictures)
    return replace(document, blocks=blocks, notes=(*document.notes, *notes), pictures=pictures)


def lines_of(blocks: Sequence[Paragraph | Table], year: int | None) -> list[Paragraph | Table]:
    """What numbers may be read from: no lines below one that names an earlier year, up to prose or a new heading."""
    kept: list[Paragraph | Table] = []
    other = False
    for block in blocks:
        if isinstance(block, Paragraph):
            if "。" in block.text or _HEADING.match(block.text) or _THIS.fullmatch(block.text):
                other = False
            elif (named := _year(block.text)) is not None and year is not None:
                other = named < year
            other = other or bool(_LAST.fullmatch(block.text))
        if not other or isinstance(block, Table):
            kept.append(block)
    return kept


def _cut(table: Table, year: int) -> Table:
    """The table up to a row below its first that names an earlier year and nothing else: it opens that year's."""
    for y, row in enumerate(table.rows):
        named = _year(_title_of(row)) if y and row and "年" in row[0].text else None
        if named is not None and named < year:
            return replace(table, rows=table.rows[:y])
    return table


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
    return _title_of(table.rows[0]) if table.rows else ""


def _title_of(row: Sequence[Span]) -> str:
    texts = {span.text for span in row if span.text}
    return texts.pop() if len(texts) == 1 else ""


def _year(caption: str) -> int | None:
    """The one year that a caption names; a sentence is none."""
    if len(caption) > _LONGEST or "。" in caption or "20" not in caption:
        return None
    years = set(map(int, _YEAR.findall(caption)))
    return years.pop() if len(years) == 1 else None
