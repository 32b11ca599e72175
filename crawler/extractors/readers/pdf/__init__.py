"""PDF files with a text layer: ruled tables, also over page breaks, and the text between them.

pdfplumber tells where characters and lines stand; which of them make a cell, which tables of following pages are one,
and what is furniture of a page is decided here. Pages that are pictures are recognised where the extra ``ocr`` is
installed; without it a file of them is refused, as it says nothing that can be read.
"""

import io

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document
from crawler.extractors.readers.pages.document import document_of
from crawler.extractors.readers.pages.sheet import Sheet
from crawler.extractors.readers.pdf.ink import Leaf
from crawler.extractors.readers.pdf.letters import turn
from crawler.extractors.readers.pdf.page import read_page
from crawler.extractors.readers.pdf.scanned import recognised
from crawler.extractors.sniff import Kind

MOST_BYTES = 64 * 2**20
MOST_PAGES = 200
"""A report has three to thirty pages, a yearbook of a whole district some hundred."""


def read(data: bytes) -> Document:
    """The document; raises ``Unreadable`` (damaged, encrypted, empty, image_only, too_large)."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"{len(data)} bytes; a report has a few million")
    return document_of(Kind.PDF.media_type, *_open(data))


def _open(data: bytes) -> tuple[list[Sheet], list[str]]:
    notes: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = [Leaf(pdf, page.page_obj, page.page_number, page.initial_doctop) for page in pdf.pages[:MOST_PAGES]]
            if len(pdf.pages) > MOST_PAGES:
                notes.append(f"more than {MOST_PAGES} pages; the rest was not read")
            sheets = []
            for number, lying in enumerate(pages, 1):
                page = _upright(pdf, lying)
                sheet = read_page(page, number)
                sheets.append(recognised(page, sheet) if page is lying else sheet)
                page.close()
    except Exception as problem:  # pdfminer was not written for hostile input, and raises whatever comes
        if any(isinstance(each, PDFPasswordIncorrect) for each in (problem, problem.__cause__, *problem.args)):
            raise Unreadable("encrypted", "the file asks for a password") from problem
        raise Unreadable("damaged", f"not a sound PDF: {said(problem)}") from problem
    return sheets, notes


def _upright(pdf: PDF, page: Leaf) -> Leaf:
    """The page, turned where its text lies on its side: a wide table on narrow paper."""
    degrees = turn(page)
    if not degrees:
        return page
    page.close()
    page.page_obj.rotate = (page.page_obj.rotate + degrees) % 360
    upright = Leaf(pdf, page.page_obj, page.page_number, page.initial_doctop)
    upright.torn = page.torn
    return upright
