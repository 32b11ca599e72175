"""Word files of the last century (.doc; .wps when it is the same OLE file)."""

from dataclasses import replace

from crawler.errors import Unreadable
from crawler.extractors.document import Document, Table
from crawler.extractors.readers.doc.boxes import of_boxes
from crawler.extractors.readers.doc.chpx import as_shown
from crawler.extractors.readers.doc.fib import in_english
from crawler.extractors.readers.doc.nesting import unnested
from crawler.extractors.readers.doc.rows import with_blank_ends
from crawler.extractors.readers.model import read_model
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.sniff import Kind


def read(data: bytes) -> Document:
    """The document in a .doc; raises ``Unreadable`` (encrypted, damaged, too_large, unsupported)."""
    shown = unnested(as_shown(in_english(data)))
    document = read_model(shown, Kind.DOC, "doc")
    document = replace(document, blocks=with_blank_ends(shown, document.blocks))
    boxes = of_boxes(shown)
    return document if boxes is None else _with_boxes(document, boxes)


def _with_boxes(document: Document, boxes: bytes) -> Document:
    """With the lines of text boxes, which stand nobody knows where, before its own, and their tables at its end."""
    try:
        held = read_model(boxes, Kind.DOC, "doc").blocks
    except Unreadable:
        return document
    lines = tuple(block for block in held if not isinstance(block, Table))
    start = max((table.index + 1 for table in document.tables), default=0)
    tables = (replace(block, index=start + block.index) for block in held if isinstance(block, Table))
    blocks = (*lines, *document.blocks, *tables)
    pictures = tuple(place + len(lines) for place in document.pictures)
    return replace(document, blocks=blocks, meta=read_labelled(blocks), pictures=pictures)
