"""OpenDocument text, as LibreOffice and WPS save it."""

from dataclasses import replace

from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.grid import lay_out
from crawler.extractors.readers.model import read_model
from crawler.extractors.readers.package import check_package
from crawler.extractors.sniff import Kind


def read(data: bytes) -> Document:
    """The document in an .odt; raises ``Unreadable`` (damaged, encrypted, too_large)."""
    check_package(data)
    document = read_model(data, Kind.ODT, "odt")
    return replace(document, blocks=tuple(map(_whole, document.blocks)))


def _whole(block: Paragraph | Table) -> Paragraph | Table:
    """A table with the blank cells at the ends of its rows, which the model leaves out: here all rows are full."""
    if isinstance(block, Paragraph):
        return block
    grid = lay_out(block.rows)
    width = max((line[-1].end for line in grid if line), default=0)
    rows = []
    for row, line in zip(block.rows, grid, strict=True):
        short = width - (line[-1].end if line else 0)
        rows.append((*row, *[Span("")] * short))
    return replace(block, rows=tuple(rows))
