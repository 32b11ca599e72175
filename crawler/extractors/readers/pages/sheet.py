"""What one page shows, before pages become a document."""

from dataclasses import dataclass, field
from typing import NamedTuple

from crawler.extractors.readers.pages.joining import Part


class Line(NamedTuple):
    """A line of text outside tables; places in points from the upper left corner."""

    text: str
    top: float
    bottom: float
    left: float
    right: float
    size: float
    page: int


class Picture(NamedTuple):
    """A picture by its upper and lower edge."""

    top: float
    bottom: float


@dataclass(slots=True)
class Sheet:
    """A page as it was read; ``number`` from 1."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    has_pictures: bool = False
    pictures: list[Picture] = field(default_factory=list)
    """Those large enough to show a table; not seals and letterheads."""
    recognised: bool = False
    """Whether its text was recognised in a picture."""
    layer: bool = False
    """Whether its text is a layer that nobody sees: what OCR made of a picture, with who knows what certainty."""
    hides: bool = False
    """Whether any of its text is hidden."""
    torn: bool = False
    """Whether the file is damaged there, and text may be lost."""
