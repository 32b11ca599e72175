"""A picture of a page made ready to be read: grey on white, upright, and which of its pixels are ink."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from warnings import catch_warnings

import cv2
import numpy
from PIL.Image import DecompressionBombError, Image
from PIL.Image import open as open_image

Pixels: TypeAlias = "numpy.ndarray[Any, Any]"

MOST_PIXELS = 40_000_000
"""An A4 page at 400 dots an inch has 15 million."""
LEAST_SIDE = 200
_TIFF = (b"II*\0", b"MM\0*")
_WIDTH = 1700
"""Pixels: a page narrower than that (some 200 dots an inch) is made as wide, so that lines and letters are thick."""
_TILTED = 4.0
"""Degrees: a page that lies more askew was not laid on a scanner."""
_STRAIGHT = 0.03
_SEARCH = ((400, 5.0, 0.25), (800, 0.3, 0.1), (1600, 0.1, 0.02))
"""To what width a picture is made smaller, and how far and how closely angles are tried on it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``grey``: paper is 255, whatever its colour was. ``ink``: 255 where something is printed, else 0."""

    grey: Pixels
    ink: Pixels

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.grey.shape[0])


def open_picture(data: bytes) -> Picture | None:
    """The picture in the bytes of an image file; None when they are none, or it is too small or large to be a page."""
    if not data:
        return None
    try:
        pixels = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        return None
    return prepared(pixels) if pixels is not None else None


def open_pages(data: bytes, most: int) -> Iterator[Picture | None]:
    """The first pages of an image file, which a TIFF of a scanner may have many of."""
    if not data.startswith(_TIFF):
        yield open_picture(data)
        return
    try:
        with catch_warnings(action="ignore"), open_image(io.BytesIO(data)) as image:
            for number in range(min(getattr(image, "n_frames", 1), most)):
                image.seek(number)
                yield from_image(image) if image.width * image.height <= MOST_PIXELS else None
    except (OSError, ValueError, SyntaxError, DecompressionBombError):  # as Pillow calls what is damaged
        return


def from_image(image: Image) -> Picture | None:
    """The same for a picture in memory."""
    return prepared(numpy.asarray(image.convert("L"), dtype=numpy.uint8))


def prepared(pixels: Pixels) -> Picture | None:
    """The same for grey pixels."""
    if min(pixels.shape) < LEAST_SIDE or pixels.size > MOST_PIXELS:
        return None
    if pixels.shape[1] < _WIDTH:
        scale = _WIDTH / pixels.shape[1]
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    grey = _whitened(pixels)
    ink = _ink(grey)
    angle = _angle(ink)
    if abs(angle) > _TILTED:
        return None
    if abs(angle) > _STRAIGHT:
        grey = _turned(grey, angle)
        ink = _ink(grey)
    return Picture(grey, ink)


def _whitened(pixels: Pixels) -> Pixels:
    """Without shadows: every place divided by the paper around it, then print stretched to black."""
    reach = max(min(pixels.shape) // 40, 15) | 1
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, numpy.ones((max(reach // 4, 3), max(reach // 4, 3)), numpy.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), max(reach / 8, 1))
    paper = cv2.resize(paper, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    grey: Pixels = cv2.divide(pixels, numpy.maximum(paper, 1), scale=255)
    darkest = float(numpy.percentile(grey, 0.5))
    if darkest > 200:  # hardly any ink: stretched, it would be noise alone
        return grey
    stretched = (grey.astype(numpy.float32) - darkest) * (255 / max(255 - darkest, 1))
    black: Pixels = numpy.clip(stretched, 0, 255).astype(numpy.uint8)
    return black


def _ink(grey: Pixels) -> Pixels:
    level, _ = cv2.threshold(cv2.GaussianBlur(grey, (3, 3), 0), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    level = min(max(level, 100), 190)
    return cv2.threshold(grey, level, 255, cv2.THRESH_BINARY_INV)[1]


def _angle(ink: Pixels) -> float:
    """By how many degrees the lines of a picture fall to the right: turned back by that much, they are sharpest."""
    best = 0.0
    for width, reach, step in _SEARCH:
        scale = min(width / ink.shape[1], 1)
        small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        tried = numpy.arange(best - reach, best + reach + step / 2, step).tolist()
        best = max(tried, key=lambda angle: (_sharpness(small, angle), -abs(angle)))
    return best


def _sharpness(ink: Pixels, angle: float) -> float:
    """How much the darkness of a row differs from that of the next."""
    rows = _turned(ink, angle, paper=0).sum(axis=1, dtype=numpy.float64)
    return float(numpy.square(numpy.diff(rows)).sum())


def _turned(pixels: Pixels, angle: float, *, paper: int = 255) -> Pixels:
    height, width = pixels.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned: Pixels = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper)
    return turned
