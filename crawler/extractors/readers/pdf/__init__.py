"""PDF files with a text layer: ruled tables, also over page breaks, and the text between them.

pdfplumber tells where characters and lines stand; which of them make a cell, which tables of following pages are one,
and what is furniture of a page is decided here. Pages that are pictures are recognised where the extra ``ocr`` is
installed; without it a file of them is refused, as it says nothing that can be read.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.pages.assembly import blocks_of
from crawler.extractors.readers.pages.furniture import without_furniture
from crawler.extractors.readers.pages.sheet import Picture, Sheet
from crawler.extractors.readers.pdf.ink import Leaf
from crawler.extractors.readers.pdf.page import read_page
from crawler.extractors.readers.pdf.scanned import recognised
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.wording import visible
from crawler.extractors.sniff import Kind

MOST_BYTES = 64 * 2**20
MOST_PAGES = 200
"""A report has three to thirty pages, a yearbook of a whole district some hundred."""


def read(data: bytes) -> Document:
    """The document; raises ``Unreadable`` (damaged, encrypted, image_only, too_large)."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"{len(data)} bytes; a report has a few million")
    read_sheets, notes = _open(data)
    sheets = list(_trusted(read_sheets))
    if not any(sheet.lines or sheet.parts for sheet in sheets):
        if any(sheet.has_pictures for sheet in sheets):
            raise Unreadable("image_only", "its pages are pictures without text: it would have to be recognised (OCR)")
        raise Unreadable("empty", "its pages hold neither text nor pictures")
    scanned = [str(sheet.number) for sheet in sheets if sheet.has_pictures and not (sheet.lines or sheet.parts)]
    if scanned:
        notes.append(f"pages {', '.join(scanned)} are pictures without text; they were not read")
    if ocr := [str(sheet.number) for sheet in sheets if sheet.recognised]:
        notes.append(f"pages {', '.join(ocr)} are pictures; their text was recognised (OCR)")
    if layers := [str(sheet.number) for sheet in sheets if sheet.layer]:
        notes.append(
            f"pages {', '.join(layers)} show pictures, with a layer of text that nobody sees (OCR of unknown quality): "
            "no number is taken from it"
        )
    if hiding := [str(sheet.number) for sheet in sheets if sheet.hides and not sheet.layer]:
        notes.append(f"pages {', '.join(hiding)} hold text that nobody sees; it was left out")
    found: list[Paragraph | Table] = []
    pictures: list[int] = []
    for item in blocks_of(without_furniture(sheets)):
        if isinstance(item, Picture):
            pictures.append(len(found))
        else:
            found.append(item)
    blocks = visible(tuple(found))
    return Document(
        Kind.PDF.media_type,
        blocks,
        read_labelled(blocks),
        tuple(notes),
        tuple(pictures),
        recognised=any(sheet.recognised or sheet.layer for sheet in sheets),
    )


def _trusted(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """The pages, layers of text kept only where a file is hardly anything else: it then says what the file is.

    On a few pages of a file that prints its text they would make its prose doubtful, too.
    """
    written = [sheet for sheet in sheets if sheet.lines or sheet.parts]
    few = 2 * sum(sheet.layer for sheet in written) < len(written)
    for sheet in sheets:
        if not (sheet.layer and few):
            yield sheet
        elif sheet.pictures:
            yield replace(sheet, lines=[], parts=[], layer=False)
        else:
            yield replace(sheet, lines=[], parts=[], layer=False, pictures=[Picture(0.0, sheet.height)])


def _open(data: bytes) -> tuple[list[Sheet], list[str]]:
    notes: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [Leaf(pdf, page.page_obj, page.page_number, page.initial_doctop) for page in pdf.pages[:MOST_PAGES]]
            if len(pdf.pages) > MOST_PAGES:
                notes.append(f"more than {MOST_PAGES} pages; the rest was not read")
            sheets = []
            for number, page in enumerate(pages, 1):
                sheets.append(recognised(page, read_page(page, number)))
                page.close()
    except Exception as problem:  # pdfminer was not written for hostile input, and raises whatever comes
        if any(isinstance(each, PDFPasswordIncorrect) for each in (problem, problem.__cause__, *problem.args)):
            raise Unreadable("encrypted", "the file asks for a password") from problem
        raise Unreadable("damaged", f"not a sound PDF: {said(problem)}") from problem
    return sheets, notes
