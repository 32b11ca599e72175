"""A page of text with pictures of tables on it: drawn once, and cut where its pictures stand."""

import io

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from crawler.extractors.readers import scan
from crawler.extractors.readers.pages.sheet import Sheet
from crawler.extractors.readers.pdf import scanned
from crawler.extractors.readers.pdf.ink import Leaf
from crawler.extractors.readers.pdf.page import read_page

SHADES = (40, 120, 200)


def _page_of_pictures() -> bytes:
    """Three strips of one shade each below a line of text, 600 dots over 500 points."""
    out = io.BytesIO()
    paper = Canvas(out, pagesize=(595, 842))
    paper.drawString(60, 800, "Annual report")
    for number, shade in enumerate(SHADES):
        strip = ImageReader(Image.new("L", (600, 120), shade))
        paper.drawImage(strip, 50, 600 - 200 * number, 500, 100)
    paper.save()
    return out.getvalue()


def test_a_page_with_several_pictures_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[int, int]] = []
    strips: list[Image.Image] = []
    draw = scanned._picture

    def counted(page: Leaf) -> Image.Image:
        image = draw(page)
        drawn.append(image.size)
        return image

    def kept(image: Image.Image, number: int, width: float, *, words: bool = True) -> Sheet:
        assert (number, width, words) == (1, 595, False)
        strips.append(image.convert("L"))
        return Sheet(number, width, 100)

    monkeypatch.setattr(scan, "is_available", lambda: True)
    monkeypatch.setattr(scan, "read_image", kept)
    monkeypatch.setattr(scanned, "_picture", counted)
    with pdfplumber.open(io.BytesIO(_page_of_pictures())) as pdf:
        page = Leaf(pdf, pdf.pages[0].page_obj, 1)
        sheet = scanned.recognised(page, read_page(page, 1))
    assert [line.text for line in sheet.lines] == ["Annual report"]
    assert len(drawn) == 1
    assert [strip.getpixel((strip.width // 2, strip.height // 2)) for strip in strips] == list(SHADES)
    assert {round(strip.height / strip.width, 2) for strip in strips} == {round(100 / 595, 2)}
