"""Pictures whose bytes a document holds itself, read where the extra ``ocr`` is installed and put in their place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from crawler.errors import Unreadable
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers import scan
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.sniff import Kind

if TYPE_CHECKING:
    from crawler.extractors.readers.pages.sheet import Sheet

MOST_PICTURES = 10
MOST_BYTES = 32 * 2**20
_LITTLE = 300
"""Characters: a page with less text of its own is one of pictures, and their text is wanted too."""


def read_image(data: bytes) -> Document:
    """The document that an image file shows; raises ``Unreadable`` (unsupported, image_only)."""
    if not scan.is_available():
        raise Unreadable("unsupported", "a picture: it would have to be recognised (install the extra ocr)")
    sheets = [sheet for sheet in scan.read_pages(data, MOST_PICTURES) if sheet.lines or sheet.parts]
    if not sheets:
        raise Unreadable("image_only", "a picture in which no text was recognised")
    blocks = tuple(_read(sheets))
    note = "the file is a picture; its text was recognised (OCR)"
    return Document(Kind.IMAGE.media_type, blocks, read_labelled(blocks), (note,), recognised=True)


def with_pictures(document: Document) -> Document:
    """The document with what its pictures say; the same one where they say nothing, or nobody can read them."""
    if not document.images or not scan.is_available():
        return document
    own = sum(len(block.text) for block in document.blocks if isinstance(block, Paragraph))
    words = own < _LITTLE and not document.tables
    sheets: dict[int, Sheet] = {}
    for number, data in list(document.images.items())[:MOST_PICTURES]:
        sheet = scan.read_picture(data, number, words=words) if len(data) <= MOST_BYTES else None
        if sheet is not None and (sheet.lines or sheet.parts):
            sheets[number] = sheet
    return _merged(document, sheets) if sheets else document


def _merged(document: Document, sheets: "dict[int, Sheet]") -> Document:
    """Pictures that follow each other without a block between them are pages of one document."""
    blocks: list[Paragraph | Table] = []
    places: list[int] = []
    index = 1 + max((table.index for table in document.tables), default=-1)
    done = 0
    for place, group in groupby(enumerate(document.pictures), key=lambda each: each[1]):
        blocks += document.blocks[done:place]
        done = place
        numbers = [number for number, _ in group]
        places += [len(blocks)] * len(numbers)
        for block in _read(list(_pages([sheets[n] for n in numbers if n in sheets]))):
            if isinstance(block, Table):
                blocks.append(replace(block, index=index))
                index += 1
            else:
                blocks.append(block)
    blocks += document.blocks[done:]
    note = f"{len(sheets)} pictures were recognised (OCR)"
    recognised = document.recognised or any(sheet.lines for sheet in sheets.values())
    found = replace(document, blocks=tuple(blocks), pictures=tuple(places), images={}, recognised=recognised)
    return replace(found, notes=(*found.notes, note), meta=read_labelled(found.blocks) | dict(found.meta))


def _pages(sheets: "Sequence[Sheet]") -> "Iterator[Sheet]":
    """Numbered as pages of a file are, so that tables go on from one to the next."""
    for number, sheet in enumerate(sheets, 1):
        lines = [line._replace(page=number) for line in sheet.lines]
        parts = [replace(part, page=number) for part in sheet.parts]
        yield replace(sheet, number=number, lines=lines, parts=parts)


def _read(sheets: "list[Sheet]") -> Iterator[Paragraph | Table]:
    from crawler.extractors.readers.pages.assembly import blocks_of  # noqa: PLC0415  (only with the extra)

    for block in blocks_of(sheets) if sheets else ():
        if isinstance(block, (Paragraph, Table)):
            yield block
