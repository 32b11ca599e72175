"""Pictures of pages, read by their ruled lines and by RapidOCR: an extra (``ocr``), which works without any network.

What it gives has the shape of a page of a PDF file, so that tables go on over page breaks and lines become paragraphs
as they do there. Without the extra nothing is read, and tables that are pictures stay unreadable.
"""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

    from crawler.extractors.readers.pages.sheet import Sheet
    from crawler.extractors.readers.scan.picture import Picture

_WIDTH = 595.0
"""Points: what a picture is taken to be as wide as, where nobody says."""


@cache
def is_available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def read_picture(data: bytes, number: int, *, words: bool = True) -> "Sheet | None":
    """The page that an image file shows, without ``words`` only its tables; None where it is none, or no page."""
    from crawler.extractors.readers.scan.picture import open_picture  # noqa: PLC0415  (only with the extra)

    picture = open_picture(data)
    return _read(picture, number, _WIDTH, words=words) if picture is not None else None


def read_pages(data: bytes, most: int) -> "list[Sheet]":
    """The pages that an image file shows, at most so many; those that are none are left out."""
    from crawler.extractors.readers.scan.picture import open_pages  # noqa: PLC0415

    pages = enumerate(open_pages(data, most), 1)
    return [_read(picture, number, _WIDTH) for number, picture in pages if picture is not None]


def read_image(image: "Image", number: int, width: float, *, words: bool = True) -> "Sheet | None":
    """The same for a picture in memory that is so many points wide."""
    from crawler.extractors.readers.scan.picture import from_image  # noqa: PLC0415

    picture = from_image(image)
    return _read(picture, number, width, words=words) if picture is not None else None


def _read(picture: "Picture", number: int, width: float, *, words: bool = True) -> "Sheet":
    from crawler.extractors.readers.pages.sheet import Line, Sheet  # noqa: PLC0415
    from crawler.extractors.readers.scan import text  # noqa: PLC0415
    from crawler.extractors.readers.scan.engine import models  # noqa: PLC0415
    from crawler.extractors.readers.scan.ruling import frames  # noqa: PLC0415

    scale = width / picture.width
    sheet = Sheet(number, width, picture.height * scale, recognised=True)
    ruled = frames(picture)
    for frame in ruled:
        if part := text.part(picture, frame, scale, number, models()):
            sheet.parts.append(part)
    if words:
        sheet.lines = [
            Line(line.text, line.box.top * scale, line.box.bottom * scale, line.box.left * scale,
                 line.box.right * scale, line.box.height * scale, number)
            for line in text.lines(picture, [frame.outer for frame in ruled], models())
        ]  # fmt: skip
    return sheet
