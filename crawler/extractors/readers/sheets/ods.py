"""OpenDocument spreadsheets (.ods), also laid flat in one file of XML: a cell says what is printed in it."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document, Span
from crawler.extractors.readers.shared.lined import MOST_CELLS, Rows, document_of
from crawler.extractors.readers.shared.package import BROKEN, check_package
from crawler.extractors.readers.shared.soundness import parsed
from crawler.extractors.readers.shared.wording import squeeze
from crawler.extractors.readers.sheets.hidden import seen
from crawler.extractors.sniff import Kind

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_MARKUP = re.compile(rb"\W{0,8}<")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_BLANK = {"s": " ", "tab": " ", "line-break": "\n"}
_LARGEST_SPAN = 200


def read(data: bytes) -> Document:
    """The workbook; raises ``Unreadable`` (damaged, encrypted, too_large)."""
    try:
        root = parsed(_content(data))
    except (*BROKEN, etree.LxmlError) as problem:
        raise Unreadable("damaged", f"not a sound spreadsheet: {said(problem)}") from problem
    return document_of(Kind.ODS.media_type, _sheets(root))


def _content(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return data
    check_package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if _CONTENT not in package.namelist():
            raise Unreadable("damaged", "a spreadsheet without content")
        content = package.read(_CONTENT)
        if not _MARKUP.match(content) and b"encryption-data" in package.read(_MANIFEST):
            raise Unreadable("encrypted", "the file asks for a password")
        return content


def _sheets(root: etree._Element) -> Iterator[Rows]:
    hidden = _hidden_styles(root)
    left = MOST_CELLS
    for table in root.iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}style-name") in hidden:
            continue
        rows: list[tuple[Span, ...]] = []
        unseen: set[int] = set()
        for row in table.iter(f"{_TABLE}table-row"):
            spans = tuple(_row(row))
            if not spans and row.find(_CELLS[1]) is None:
                continue
            left -= len(spans)
            if left < 0:
                raise Unreadable("too_large", f"more than {MOST_CELLS} cells")
            if _is_hidden(row):
                unseen.add(len(rows))
            rows.append(spans)
        yield seen(tuple(rows), unseen, _hidden_columns(table))


def _is_hidden(line: etree._Element) -> bool:
    """Whether a row or a column was hidden, by hand or by a filter."""
    return line.get(f"{_TABLE}visibility") in ("collapse", "filter")


def _hidden_columns(table: etree._Element) -> frozenset[int]:
    found: set[int] = set()
    place = 0
    for column in table.iter(f"{_TABLE}table-column"):
        end = place + min(_number(column, "number-columns-repeated"), _LARGEST_SPAN)
        if _is_hidden(column):
            found.update(range(place, end))
        place = end
    return frozenset(found)


def _hidden_styles(root: etree._Element) -> frozenset[str | None]:
    """Names of the styles that hide a sheet."""
    properties = root.iter("{*}table-properties")
    found = [each.getparent() for each in properties if each.get(f"{_TABLE}display") == "false"]
    names = (style.get("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}name") for style in found if style is not None)
    return frozenset(name for name in names if name)


def _row(row: etree._Element) -> Iterator[Span]:
    """The cells of a row, without the blank ones at its end, which are there a thousand times."""
    waiting = 0
    for cell in row.iterchildren(*_CELLS):
        text = squeeze("\n".join(_words(line) for line in cell.iterchildren(f"{_TEXT}p")))
        times = _number(cell, "number-columns-repeated")
        covered = cell.tag == _CELLS[1]
        if not text and not covered and _number(cell, "number-columns-spanned") == 1:
            waiting += times
            continue
        yield from (Span("") for _ in range(min(waiting, _LARGEST_SPAN)))
        waiting = 0
        if covered:
            continue
        for _ in range(min(times, _LARGEST_SPAN)):
            rows, columns = (min(_number(cell, f"number-{way}-spanned"), _LARGEST_SPAN) for way in ("rows", "columns"))
            yield Span(text, rows, columns)


def _number(cell: etree._Element, name: str) -> int:
    number = cell.get(f"{_TABLE}{name}") or ""
    return max(int(number), 1) if number.isdecimal() and len(number) < 8 else 1


def _words(element: etree._Element) -> str:
    """The text of a paragraph, without remarks at its margin."""
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag != f"{_OFFICE}annotation":
            text += _BLANK.get(etree.QName(child).localname, "") + _words(child)
        text += child.tail or ""
    return text
