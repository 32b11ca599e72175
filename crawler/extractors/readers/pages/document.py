"""The document that pages make, with notes about those that could not be read as they are printed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crawler.errors import Unreadable
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.pages.assembly import blocks_of
from crawler.extractors.readers.pages.furniture import without_furniture
from crawler.extractors.readers.pages.sheet import Picture, Sheet
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.wording import visible


def document_of(media_type: str, read_sheets: Sequence[Sheet], notes: Sequence[str]) -> Document:
    """The pages of a file put together; raises ``Unreadable`` (image_only, empty)."""
    sheets = list(_trusted(read_sheets))
    notes = list(notes)
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
    if torn := [str(sheet.number) for sheet in sheets if sheet.torn]:
        notes.append(f"pages {', '.join(torn)} are damaged, and text may be lost: no cell on them is taken for blank")
    found: list[Paragraph | Table] = []
    pictures: list[int] = []
    for item in blocks_of(without_furniture(sheets)):
        if isinstance(item, Picture):
            pictures.append(len(found))
        else:
            found.append(item)
    blocks = visible(tuple(found))
    return Document(
        media_type,
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
