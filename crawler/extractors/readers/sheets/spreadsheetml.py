"""Workbooks that Excel 2003 saved as XML (SpreadsheetML), mostly named .xls."""

from collections.abc import Iterator

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document, Span
from crawler.extractors.readers.shared.lined import MOST_CELLS, Rows, document_of
from crawler.extractors.readers.shared.soundness import parsed
from crawler.extractors.readers.shared.wording import squeeze
from crawler.extractors.readers.sheets.hidden import seen
from crawler.extractors.sniff import Kind

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_LARGEST_SPAN = 200
_MOST_BLANK = 200
"""Rows or cells that may be left out in front of one that says where it stands."""


def read(data: bytes) -> Document:
    """The workbook; raises ``Unreadable`` (damaged, too_large)."""
    try:
        root = parsed(data)
    except etree.LxmlError as problem:
        raise Unreadable("damaged", f"not a sound workbook: {said(problem)}") from problem
    return document_of(Kind.SPREADSHEETML.media_type, _sheets(root))


def _sheets(root: etree._Element) -> Iterator[Rows]:
    left = MOST_CELLS
    for sheet in root.iter(f"{_S}Worksheet"):
        if (sheet.findtext(f"{_X}WorksheetOptions/{_X}Visible") or "").startswith("SheetHidden"):
            continue
        rows: list[tuple[Span, ...]] = []
        unseen: set[int] = set()
        reaching: dict[int, int] = {}
        for row in sheet.iterfind(f"{_S}Table/{_S}Row"):
            for _ in range(_skipped(row, len(rows))):
                rows.append(())
                reaching = _below(reaching)
            spans = tuple(_row(row, reaching))
            left -= len(spans)
            if left < 0:
                raise Unreadable("too_large", f"more than {MOST_CELLS} cells")
            if _is_hidden(row):
                unseen.add(len(rows))
            rows.append(spans)
            reaching = _below(reaching)
        yield seen(tuple(rows), unseen, _hidden_columns(sheet))


def _is_hidden(line: etree._Element) -> bool:
    return line.get(f"{_S}Hidden") == "1"


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    found: set[int] = set()
    place = 0
    for column in sheet.iterfind(f"{_S}Table/{_S}Column"):
        place += _skipped(column, place)
        end = place + 1 + min(_number(column, "Span"), _LARGEST_SPAN)
        if _is_hidden(column):
            found.update(range(place, end))
        place = end
    return frozenset(found)


def _below(reaching: dict[int, int]) -> dict[int, int]:
    """The columns that cells above still cover one row further down, and for how many rows."""
    return {column: rows - 1 for column, rows in reaching.items() if rows > 1}


def _row(row: etree._Element, reaching: dict[int, int]) -> Iterator[Span]:
    """The cells of a row; a cell that says its column has blank ones before it. Notes the columns that they cover."""
    column = 0
    covered = set(reaching)
    for cell in row.iterchildren(f"{_S}Cell"):
        for _ in range(_skipped(cell, column)):
            if column not in covered:
                yield Span("")
            column += 1
        while column in covered:
            column += 1
        columns, rows = (min(_number(cell, name), _LARGEST_SPAN) + 1 for name in ("MergeAcross", "MergeDown"))
        yield Span(_text(cell), rows, columns)
        if rows > 1:
            reaching.update(dict.fromkeys(range(column, column + columns), rows))
        column += columns


def _skipped(element: etree._Element, place: int) -> int:
    """How many stand unsaid before one that says its own place, counted from 1."""
    return min(max(_number(element, "Index") - 1 - place, 0), _MOST_BLANK)


def _number(element: etree._Element, name: str) -> int:
    number = element.get(f"{_S}{name}") or ""
    return int(number) if number.isdecimal() and len(number) < 8 else 0


def _text(cell: etree._Element) -> str:
    """What a cell holds; of a number fifteen digits, as many as Excel shows."""
    data = cell.find("{*}Data")
    if data is None:
        return ""
    text = squeeze("".join(map(str, data.itertext())))
    if data.get(f"{_S}Type") != "Number":
        return text
    try:
        return format(float(text), ".15g")
    except ValueError:
        return text
