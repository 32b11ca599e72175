"""Workbooks (.xls, .xlsx): every sheet is read as tables, between the lines that are titles and notes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.model import read_model
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.lined import numbered, parts
from crawler.extractors.readers.shared.package import check_package
from crawler.extractors.readers.shared.soundness import check_xml
from crawler.extractors.readers.sheets.white import as_shown
from crawler.extractors.sniff import Kind

MOST_BYTES = 12 * 2**20
"""Of the sheets of a package, unpacked: some 300,000 cells."""
_TEXTS = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")


def read(data: bytes) -> Document:
    """The workbook; raises ``Unreadable`` (damaged, encrypted, too_large)."""
    is_package = data.startswith(b"PK")
    if is_package:
        check_package(data, "xl/worksheets/", MOST_BYTES)
        check_xml(data, _TEXTS)
        data = as_shown(data)
    document = read_model(data, Kind.XLSX if is_package else Kind.XLS, "xlsx")
    blocks = tuple(numbered(_blocks(document)))
    return replace(document, blocks=blocks, meta=read_labelled(blocks))


def _blocks(document: Document) -> Iterator[Paragraph | Table]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from parts(block.rows)
        elif not block.heading:  # the names of sheets are marked as headings
            yield block
