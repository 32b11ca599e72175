"""Pages that are pictures, and tables that are pictures on a page of text: rendered, and given to the OCR."""

from dataclasses import replace

from pdfplumber.page import Page
from PIL.Image import Image

from crawler.extractors.readers import scan
from crawler.extractors.readers.pages.joining import Part
from crawler.extractors.readers.pages.sheet import Sheet

_DOTS = (72, 400)
"""An inch: at least and at most."""
_DRAWN = 200
"""For letters that are drawn as shapes, with a layer of text that nobody sees."""
_MOST_PAGES = 10
"""A page takes some four seconds, and a document has a minute."""
_LARGEST = 1500.0
"""Points: a page wider or higher than that would be a picture too large to read."""


def recognised(page: Page, sheet: Sheet) -> Sheet:
    """The page with what its pictures say, where the extra is there to read them."""
    if not sheet.has_pictures or sheet.number > _MOST_PAGES or max(sheet.width, sheet.height) > _LARGEST:
        return sheet
    if not scan.is_available():
        return sheet
    if sheet.layer or not (sheet.lines or sheet.parts):
        return _whole(page, sheet)
    for picture in sheet.pictures:
        sheet.parts += _tables(page, sheet, (0.0, picture.top, sheet.width, picture.bottom))
    return sheet


def _whole(page: Page, sheet: Sheet) -> Sheet:
    found = scan.read_image(_picture(page), sheet.number, sheet.width)
    if found is None or not (found.lines or found.parts):
        return sheet
    return replace(found, height=sheet.height, has_pictures=True, pictures=sheet.pictures)


def _tables(page: Page, sheet: Sheet, box: tuple[float, float, float, float]) -> list[Part]:
    """The tables of a picture among text, at their place on the page."""
    left, top, right, bottom = box[0], max(box[1], 0), box[2], min(box[3], sheet.height)
    if bottom - top < 30 or right - left < 30:
        return []
    found = scan.read_image(_picture(page.crop((left, top, right, bottom))), sheet.number, right - left, words=False)
    if found is None:
        return []
    return [replace(part, top=part.top + top, bottom=part.bottom + top) for part in found.parts]


def _picture(page: Page) -> Image:
    """The page as it is printed, in the dots of its pictures: any other number would blur them."""
    sizes = [(image["srcsize"][0], image["x1"] - image["x0"]) for image in page.images]
    dots = [round(72 * pixels / points) for pixels, points in sizes if points > 0] or [_DRAWN]
    return page.to_image(resolution=min(max([_DOTS[0], *dots]), _DOTS[1])).original
