"""The same district of 30 reports with its column in every shape that sites have: boxes, frames, lists of scripts."""

from tests.district.shapes import boxes, clicked, drawn, fetched, files, held, shells
from tests.district.shapes.base import SHAPES, Shape, district_of, entries

__all__ = [
    "SHAPES",
    "Shape",
    "boxes",
    "clicked",
    "district_of",
    "drawn",
    "entries",
    "fetched",
    "files",
    "held",
    "shells",
]
