"""What is laid on a page of a PDF without being in its text: fields of a form, and what was typed or stamped on it.

Each has an appearance of its own, a drawing that is fitted into its place on the page. One that has none shows what
the program makes of it that opens the file, so that nobody knows what it says.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt

_MOST = 5_000
"""On a page; a report has some two hundred cells."""
_HIDDEN, _UNSEEN = 2, 32
_TYPED = frozenset({"Widget", "FreeText"})
_ASIDE = frozenset({"Popup", "Link", "Text"})
"""Windows, places to click on, and signs for notes at the margin."""
_CHOICES = ("Tx", "Ch")

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Laid(NamedTuple):
    """A drawing, and the matrix that fits it into its place; ``typed`` text brings no lines of a table with it."""

    drawing: PDFStream | None
    """None for text of which there is no drawing."""
    box: Box
    matrix: Matrix
    typed: bool


def laid_on(page: PDFPage) -> Iterator[Laid]:
    """What lies on a page and is seen, in its order; places in points from the lower left corner."""
    listed = resolve1(page.annots)
    for each in listed[:_MOST] if isinstance(listed, list) else ():
        remark = resolve1(each)
        kind = _name(remark.get("Subtype")) if isinstance(remark, dict) else "Popup"
        place = _box(remark.get("Rect")) if kind not in _ASIDE else None
        flags = resolve1(remark.get("F")) if place else 0
        if place is None or (isinstance(flags, int) and flags & (_HIDDEN | _UNSEEN)):
            continue
        drawing = _appearance(remark)
        box = _box(drawing.get("BBox")) if drawing is not None else None
        if drawing is not None and box is not None:
            yield Laid(drawing, box, _fitted(box, _matrix(drawing.get("Matrix")), place), kind in _TYPED)
        elif kind in _TYPED and _says(remark):
            yield Laid(None, place, MATRIX_IDENTITY, typed=True)


def has_fields(page: PDFPage) -> bool:
    """Whether something was typed into fields of a page: a picture of the page that is drawn here lacks it."""
    listed = resolve1(page.annots)
    remarks = map(resolve1, listed[:_MOST] if isinstance(listed, list) else ())
    return any(
        not isinstance(remark, dict) or (_name(remark.get("Subtype")) == "Widget" and _says(remark))
        for remark in remarks
    )


def _appearance(remark: dict[str, Any]) -> PDFStream | None:
    """The drawing of its normal state."""
    looks = resolve1(remark.get("AP"))
    drawing = resolve1(looks.get("N")) if isinstance(looks, dict) else None
    if isinstance(drawing, dict):
        drawing = resolve1(drawing.get(_name(remark.get("AS"))))
    return drawing if isinstance(drawing, PDFStream) else None


def _says(remark: dict[str, Any]) -> bool:
    """Whether there is a text to show; a field may have it from the one above it."""
    parent = resolve1(remark.get("Parent"))
    above = parent if isinstance(parent, dict) else {}
    if _name(remark.get("Subtype")) == "FreeText":
        text = resolve1(remark.get("Contents"))
    elif _name(remark.get("FT", above.get("FT"))) in _CHOICES:
        text = resolve1(remark.get("V", above.get("V")))
    else:
        text = None
    return bool(text)


def _name(value: Any) -> str:
    return str(literal_name(resolve1(value)))


def _numbers(value: Any, count: int) -> tuple[float, ...] | None:
    numbers = resolve1(value)
    if not isinstance(numbers, list) or len(numbers) != count:
        return None
    found = [resolve1(number) for number in numbers]
    return tuple(float(n) for n in found) if all(isinstance(n, int | float) for n in found) else None


def _box(value: Any) -> Box | None:
    numbers = _numbers(value, 4)
    if numbers is None:
        return None
    x0, y0, x1, y1 = numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _matrix(value: Any) -> Matrix:
    a, b, c, d, e, f = _numbers(value, 6) or MATRIX_IDENTITY
    return a, b, c, d, e, f


def _fitted(box: Box, own: Matrix, place: Box) -> Matrix:
    """The drawing's own matrix, and then its box, upright again, moved and stretched into its place."""
    corners = [apply_matrix_pt(own, (x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    left, low = min(x for x, _ in corners), min(y for _, y in corners)
    width, height = max(x for x, _ in corners) - left, max(y for _, y in corners) - low
    across = (place[2] - place[0]) / width if width else 1.0
    up = (place[3] - place[1]) / height if height else 1.0
    a, b, c, d, e, f = own
    return (
        a * across,
        b * up,
        c * across,
        d * up,
        (e - left) * across + place[0],
        (f - low) * up + place[1],
    )
