"""Pages that are pictures, and tables that are pictures on a page of text: rendered, and given to the OCR."""

from dataclasses import replace

from pdfplumber.page import Page
from PIL.Image import Image

from crawler.extractors.readers import scan
from crawler.extractors.readers.pages.joining import Part
from crawler.extractors.readers.pages.sheet import Picture, Sheet
from crawler.extractors.readers.pdf.laid import has_fields

_DOTS = (72, 400)
"""An inch: at least and at most."""
_DRAWN = 200
"""For letters that are drawn as shapes, with a layer of text that nobody sees."""
_MOST_PAGES = 10
"""A page takes some four seconds, and a document has a minute."""
_LEAST = 30
"""Points: what is lower than that is no table."""
_LARGEST = 1500.0
"""Points: a page wider or higher than that would be a picture too large to read."""


def recognised(page: Page, sheet: Sheet) -> Sheet:
    """The page with what its pictures say, where the extra is there to read them."""
    if not sheet.has_pictures or sheet.number > _MOST_PAGES or max(sheet.width, sheet.height) > _LARGEST:
        return sheet
    if not scan.is_available() or has_fields(page.page_obj):
        return sheet
    if sheet.layer or not (sheet.lines or sheet.parts):
        return _whole(page, sheet)
    if sheet.pictures:
        drawn = _picture(page)
        for picture in sheet.pictures:
            sheet.parts += _tables(drawn, sheet, picture)
    return sheet


def _whole(page: Page, sheet: Sheet) -> Sheet:
    found = scan.read_image(_picture(page), sheet.number, sheet.width)
    if found is None or not (found.lines or found.parts):
        return sheet
    return replace(found, height=sheet.height, has_pictures=True, pictures=sheet.pictures)


def _tables(drawn: Image, sheet: Sheet, picture: Picture) -> list[Part]:
    """The tables of a picture among text, at their place on the page, which is drawn once for all its pictures."""
    top, bottom = max(picture.top, 0), min(picture.bottom, sheet.height)
    if bottom - top < _LEAST or sheet.width < _LEAST:
        return []
    scale = drawn.height / sheet.height
    strip = drawn.crop((0, round(top * scale), drawn.width, round(bottom * scale)))
    found = scan.read_image(strip, sheet.number, sheet.width, words=False)
    if found is None:
        return []
    return [replace(part, top=part.top + top, bottom=part.bottom + top) for part in found.parts]


def _picture(page: Page) -> Image:
    """The page as it is printed, in the dots of its pictures: any other number would blur them."""
    sizes = [(image["srcsize"][0], image["x1"] - image["x0"]) for image in page.images]
    dots = [round(72 * pixels / points) for pixels, points in sizes if points > 0] or [_DRAWN]
    return page.to_image(resolution=min(max([_DOTS[0], *dots]), _DOTS[1])).original
