"""In which shape somebody wants an answer: a page, JSON or CSV, at the same address."""

from collections.abc import Iterator
from enum import StrEnum


class Shape(StrEnum):
    """The order is that of preference where somebody takes any."""

    HTML = "html"
    JSON = "json"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """As the header says it."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    Shape.HTML: "text/html; charset=utf-8",
    Shape.JSON: "application/json",
    Shape.CSV: "text/csv; charset=utf-8",
}
_RANGES = {"text/html": Shape.HTML, "application/xhtml+xml": Shape.HTML, "application/json": Shape.JSON} | {
    "text/csv": Shape.CSV,
    "application/*": Shape.JSON,
    "text/*": Shape.HTML,
    "*/*": Shape.HTML,
}


def wanted(accept: str) -> Shape:
    """What an ``Accept`` header prefers; a page where it names nothing that there is."""
    asked = sorted(_asked(accept), key=lambda each: (-each[0], list(Shape).index(each[1])))
    return asked[0][1] if asked else Shape.HTML


def _asked(accept: str) -> Iterator[tuple[float, Shape]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        if name in _RANGES and quality > 0:
            yield quality, _RANGES[name]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
