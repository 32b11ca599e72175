"""Workbooks (.xls, .xlsx): every sheet is read as tables, between the lines that are titles and notes.

A sheet has no paragraphs: a title is a row in which one cell is printed, often merged over all columns.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import forms
from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.grid import lay_out
from crawler.extractors.labels import Spellings, is_wordy
from crawler.extractors.readers.model import read_model
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.package import check_package
from crawler.extractors.readers.shared.soundness import check_xml
from crawler.extractors.readers.shared.white import as_shown
from crawler.extractors.sniff import Kind

MOST_BYTES = 12 * 2**20
"""Of the sheets of a package, unpacked: some 300,000 cells."""
_TEXTS = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")
_LONG = 12
_ORDINAL = re.compile(r"[一二三四五六七八九十]、")
"""A cell alone in its row is a line of text when it is as long as a title or numbered as a section is."""
_ROWS = Spellings((row.key, (row.label, *row.aliases)) for table in forms.TABLES.values() for row in table.rows)
"""Unless it is the label of a row whose numbers were left blank."""


def read(data: bytes) -> Document:
    """The workbook; raises ``Unreadable`` (damaged, encrypted, too_large)."""
    is_package = data.startswith(b"PK")
    if is_package:
        check_package(data, "xl/worksheets/", MOST_BYTES)
        check_xml(data, _TEXTS)
        data = as_shown(data)
    document = read_model(data, Kind.XLSX if is_package else Kind.XLS, "xlsx")
    blocks = tuple(_numbered(_blocks(document)))
    return replace(document, blocks=blocks, meta=read_labelled(blocks))


def _blocks(document: Document) -> Iterator[Paragraph | Table]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from _parts(block)
        elif not block.heading:  # the names of sheets are marked as headings
            yield block


def _parts(table: Table) -> Iterator[Paragraph | Table]:
    """The lines of text among the rows, and the tables between them; a row that a merged cell reaches into stays."""
    rows: list[tuple[Span, ...]] = []
    reaching = 0
    for row in table.rows:
        line = _line(row) if not reaching else ""
        if line:
            yield from _closed(rows)
            yield Paragraph(line)
            rows = []
        else:
            rows.append(row)
        reaching = max(reaching - 1, max((span.rows - 1 for span in row), default=0))
    yield from _closed(rows)


def _line(row: tuple[Span, ...]) -> str:
    printed = [span for span in row if span.text]
    if len(printed) != 1 or printed[0].rows > 1 or not is_wordy(printed[0].text):
        return ""
    text = printed[0].text
    if _ROWS.exact(text):
        return ""
    return text if len(text) >= _LONG or _ORDINAL.match(text) else ""


def _closed(rows: list[tuple[Span, ...]]) -> Iterator[Paragraph | Table]:
    """A table of these rows, without the blank rows and columns around it; words that stand alone are a line."""
    filled = [i for i, row in enumerate(rows) if any(span.text for span in row)]
    if not filled:
        return
    printed = [span.text for row in rows for span in row if span.text]
    if len(printed) == 1 and is_wordy(printed[0]) and not _ROWS.exact(printed[0]):
        yield Paragraph(printed[0])
        return
    rows = rows[filled[0] : filled[-1] + 1]
    grid = lay_out(rows)
    width = max(cell.end for line in grid for cell in line if cell.text)
    yield Table(
        0,
        tuple(
            tuple(
                Span(cell.text, cell.rows, min(cell.end, width) - cell.column)
                for cell in line
                if cell.row == y and cell.column < width
            )
            for y, line in enumerate(grid)
        ),
    )


def _numbered(blocks: Iterator[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    index = 0
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, index=index)
            index += 1
        else:
            yield block
