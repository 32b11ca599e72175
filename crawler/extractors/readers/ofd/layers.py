"""What lies on a page: texts, paths and pictures, also those drawn once and used again, each with its matrix."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from crawler.extractors.readers.ofd.geometry import Matrix, floats

_DEEPEST = 8
_MOST, _DRAWING = 400_000, 200
"""Objects on a page, and for how many a drawing counts, which may be used any number of times."""
_LEAVES = ("TextObject", "PathObject", "ImageObject")


class Area(NamedTuple):
    """A box in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, text: str) -> "Area | None":
        """The box that four numbers say."""
        numbers = floats(text)
        return cls(*numbers[:4]) if len(numbers) >= 4 else None


class Layer(NamedTuple):
    """Objects that lie on a page, where their own measure begins on it, and the drawings that they may use."""

    content: etree._Element
    left: float = 0.0
    top: float = 0.0
    drawings: Mapping[str, etree._Element] = {}


class Thing(NamedTuple):
    """A text, a path, a picture or the use of a drawing.

    ``matrix`` leads from its numbers to points on the page, ``outer`` from those of what holds it.
    """

    name: str
    element: etree._Element
    matrix: Matrix
    outer: Matrix


def things(layers: Sequence[Layer], page: Matrix) -> Iterator[Thing]:
    """All that is shown, in the order in which it is laid down."""
    left = _MOST
    for layer in layers:
        outer = page.of_inner(Matrix.of("", layer.left, layer.top))
        for thing in _inside(layer.content, outer, layer.drawings, 0):
            left -= 1 if thing.name in _LEAVES else _DRAWING
            if left < 0:
                return
            yield thing


def _inside(
    content: etree._Element, outer: Matrix, drawings: Mapping[str, etree._Element], depth: int
) -> Iterator[Thing]:
    """Every object in a piece of content, and after the use of a drawing what it shows."""
    for element in content.iter(*(f"{{*}}{name}" for name in (*_LEAVES, "CompositeObject"))):
        if (element.get("Visible") or "").lower() == "false":
            continue
        box = Area.of(element.get("Boundary") or "") or Area(0.0, 0.0, 0.0, 0.0)
        matrix = outer.of_inner(Matrix.of(element.get("CTM") or "", box.left, box.top))
        name = etree.QName(element).localname
        yield Thing(name, element, matrix, outer)
        if (
            name not in _LEAVES
            and depth < _DEEPEST
            and (drawing := drawings.get(element.get("ResourceID") or "")) is not None
        ):
            yield from _inside(drawing, matrix, drawings, depth + 1)
