"""Numbers, matrices and paths as OFD writes them: in millimetres, the y axis downwards."""

import re
from collections.abc import Iterator
from typing import NamedTuple

POINTS = 72 / 25.4
"""A millimetre."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(rf"([SMLQBAC])|({_NUMBER.pattern})")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers a command of a path has; the last two are where it ends."""
_MOST_STEPS = 200_000

Point = tuple[float, float]


def floats(text: str) -> list[float]:
    """All numbers in a text."""
    return [float(number) for number in _NUMBER.findall(text)]


def advances(text: str, count: int) -> list[float]:
    """The way from each letter to the next; ``g 3 4.2`` stands for 4.2 three times, and the last one goes on."""
    words = text.split()
    found: list[float] = []
    i = 0
    while i < len(words) and len(found) < count:
        if words[i] == "g" and i + 2 < len(words):
            times, step = floats(words[i + 1]), floats(words[i + 2])
            found += step[:1] * min(int(times[0]) if times else 0, count)
            i += 3
        else:
            found += floats(words[i])[:1]
            i += 1
    return found + found[-1:] * (count - len(found)) if found else []


class Matrix(NamedTuple):
    """From one measure to another: from the numbers of an object to millimetres, or to points on the page."""

    a: float
    b: float
    c: float
    d: float
    x: float
    y: float

    @classmethod
    def of(cls, ctm: str, left: float, top: float) -> "Matrix":
        """A matrix as it is written, of an object whose box begins there, in the measure of what it lies on."""
        numbers = floats(ctm)
        a, b, c, d, e, f = numbers if len(numbers) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return cls(a, b, c, d, left + e, top + f)

    @classmethod
    def page(cls, left: float, top: float) -> "Matrix":
        """From millimetres to the points of a page whose paper begins there."""
        return cls(POINTS, 0.0, 0.0, POINTS, -left * POINTS, -top * POINTS)

    def of_inner(self, inner: "Matrix") -> "Matrix":
        """From the numbers of what lies in an object of this matrix."""
        a, b, c, d = inner[:4]
        return Matrix(
            self.a * a + self.c * b,
            self.b * a + self.d * b,
            self.a * c + self.c * d,
            self.b * c + self.d * d,
            *self.apply(inner.x, inner.y),
        )

    def apply(self, x: float, y: float) -> Point:
        """Where a point of the object stands."""
        return self.a * x + self.c * y + self.x, self.b * x + self.d * y + self.y

    @property
    def width(self) -> float:
        """How many points one of the object's is wide."""
        return float((self.a**2 + self.b**2) ** 0.5)

    @property
    def height(self) -> float:
        """How many it is high."""
        return float((self.c**2 + self.d**2) ** 0.5)


def strokes(path: str, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path, from point to point."""
    start = here = (0.0, 0.0)
    command = ""
    waiting: list[float] = []
    for count, (name, number) in enumerate(_STEP.findall(path)):
        if count > _MOST_STEPS:
            return
        if name:
            command, waiting = name, []
            if name == "C":
                yield matrix.apply(*here), matrix.apply(*start)
                here = start
            continue
        waiting.append(float(number))
        if len(waiting) < _TAKES.get(command, 2):
            continue
        end = waiting[-2], waiting[-1]
        if command == "L":
            yield matrix.apply(*here), matrix.apply(*end)
        if command in ("S", "M"):
            start = end
        here, waiting = end, []
