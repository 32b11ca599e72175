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
_GOES_ON = re.compile(
    r"[(（]?\s*(?:(?:计量)?单位\s*[:：]\s*\S{1,6}|续\s*表?\s*[\d一二三]?|[-—–－\s]*\d{1,3}[-—–－\s]*)\s*[)）]?"
    r"|(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]{1,2})?(?:行政复议|行政诉讼|未经复议直接起诉|复议后起诉)(?:情况)?[:：]?"
)
"""The unit, 续表, a page's number, a group of 表四: such a line stands between a caption and its tables."""
_LONGEST = 60
_A_YEAR = re.compile(r"20\d\d\s*年度?")
_HEADS = 3
_FIRST = 2014
"""Of the national forms; local tables before print a year and all years so far, and are kept as they are."""


def without_other_years(document: Document, year: int | None) -> Document:
    """The document without the tables that say themselves to be of an earlier year, and a note for each.

    The caption is the line above the table, and above those that follow it directly, or the first row when that is one
    cell. A later year is when the table was filled in. Of a table that shows several years, only this one's numbers
    are left (``years``).
    """
    notes = []
    others: dict[int, int | None] = {}
    if year is not None:
        document = replace(
            document, blocks=tuple(b if isinstance(b, Paragraph) else _cut(b, year) for b in document.blocks)
        )
        others |= dict(_captioned(document, year))
        notes += [f"table {index} is of {other} by its caption; not read" for index, other in others.items()]
    for table in document.tables:
        if year is not None and year < _FIRST and not _compares_years(table):
            continue
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
    """The tables of earlier years by number; a line that only goes on from its caption does not come between."""
    above: int | None = None
    for i, block in enumerate(document.blocks):
        if isinstance(block, Table):
            line = _line_above(document.blocks, i)
            above = _year(_title_row(block)) or (above if line is None else _year(line))
            if above is not None and above < year:
                yield block.index, above


def _line_above(blocks: Sequence[Paragraph | Table], place: int) -> str | None:
    """The line above a block that does not only go on from another; None where a table stands there."""
    for block in reversed(blocks[:place]):
        if isinstance(block, Table):
            return None
        if not _GOES_ON.fullmatch(block.text):
            return block.text
    return ""


def _compares_years(table: Table) -> bool:
    """Whether one of the first rows has two years for headings, and not one beside all so far."""
    return any(len({span.text for span in row if _A_YEAR.fullmatch(span.text)}) > 1 for row in table.rows[:_HEADS])


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
