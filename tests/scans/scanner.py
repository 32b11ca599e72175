"""What a scanner makes of a page: dots, noise, dust, shadows, and a page that lies askew."""

import io
import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PAGE = (595, 842)


class Scanner(NamedTuple):
    """What a scanner, a copier and the person at it do to a page; zeros leave it as it is."""

    dpi: int = 200
    angle: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    paper: int = 255
    ink: int = 0
    shade: int = 0
    jpeg: int = 0
    bilevel: bool = False

    def scan(self, page: Image.Image, seed: int = 0) -> Image.Image:
        """The page as it comes out; drawn at 300 dpi."""
        chance = numpy.random.default_rng(seed)
        if self.angle:
            page = page.rotate(self.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        size = (round(page.width * self.dpi / 300), round(page.height * self.dpi / 300))
        page = page.resize(size, Image.Resampling.LANCZOS)
        if self.blur:
            page = page.filter(ImageFilter.GaussianBlur(self.blur))
        pixels = numpy.asarray(page).astype(float) / 255 * (self.paper - self.ink) + self.ink
        if self.shade:
            pixels -= numpy.linspace(0, self.shade, pixels.shape[1])[None, :]
        if self.noise:
            pixels += chance.normal(0, self.noise, pixels.shape)
        if self.specks:
            pixels[chance.random(pixels.shape) < self.specks] = self.ink
        page = Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8"))
        if self.bilevel:
            return (
                page.convert("L").point(lambda value: 255 if value > 140 else 0).convert("1", dither=Image.Dither.NONE)
            )
        return page

    def encoded(self, page: Image.Image, seed: int = 0) -> bytes:
        """The same as a file: PNG, or JPEG of that quality."""
        out = io.BytesIO()
        scanned = self.scan(page, seed)
        if self.jpeg:
            scanned.convert("L").save(out, "JPEG", quality=self.jpeg, dpi=(self.dpi, self.dpi))
        else:
            scanned.save(out, "PNG", dpi=(self.dpi, self.dpi))
        return out.getvalue()


def pdf(pages: list[bytes]) -> bytes:
    """Pictures as the pages of a file, as scanners write it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAGE)
    for page in pages:
        canvas.drawImage(ImageReader(io.BytesIO(page)), 0, 0, *PAGE)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanners(count: int, seed: int = 0) -> Iterator[Scanner]:
    """Scanners of all sorts, drawn by chance: good ones, old ones, and telephones in bad light."""
    chance = random.Random(seed)
    for _ in range(count):
        yield Scanner(
            dpi=chance.choice((100, 120, 150, 200, 200, 300)),
            angle=chance.choice((0, 0, 0.3, -0.5, 0.8, -1.2, 2.0)),
            blur=chance.choice((0, 0, 0.5, 0.8, 1.2)),
            noise=chance.choice((0, 0, 5, 12, 20)),
            specks=chance.choice((0, 0, 0.0005, 0.002)),
            paper=chance.choice((255, 240, 215)),
            ink=chance.choice((0, 30, 80)),
            shade=chance.choice((0, 0, 40, 80)),
            jpeg=chance.choice((0, 80, 50, 30)),
            bilevel=chance.random() < 0.15,
        )
