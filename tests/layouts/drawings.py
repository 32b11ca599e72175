"""Tables drawn with characters, as programs for plain text made them and some pages still hold in <pre>."""

from html import escape
from itertools import pairwise
from unicodedata import east_asian_width

from tests.layouts import pages
from tests.layouts.boxes import Box, Grid, Matrix, spread
from tests.layouts.case import Case
from tests.layouts.layout import Layout, Write

_NARROWEST, _WIDEST = 6, 16


class Pen:
    """The characters of a drawing; ``wide`` lines take two places, as in fonts of ideographs."""

    def __init__(self, level: str, upright: str, crosses: str, *, wide: bool) -> None:
        self.level, self.upright, self.crosses, self.wide = level, upright, crosses, wide

    def cross(self, *, up: bool, down: bool, left: bool, right: bool) -> str:
        """The character where lines meet; a line alone where they do not."""
        if len(self.crosses) == 1:
            return self.crosses if (left or right) else self.upright
        index = {
            (False, True, False, True): 0,
            (False, True, True, True): 1,
            (False, True, True, False): 2,
            (True, True, False, True): 3,
            (True, True, True, True): 4,
            (True, True, True, False): 5,
            (True, False, False, True): 6,
            (True, False, True, True): 7,
            (True, False, True, False): 8,
            (False, False, True, True): 9,
            (True, True, False, False): 10,
        }.get((up, down, left, right))
        return " " * (1 + self.wide) if index is None else f"{self.crosses}{self.level}{self.upright}"[index]

    def width(self, text: str) -> int:
        kinds = {"W": 2, "F": 2, "A": 1 + self.wide}
        return sum(kinds.get(east_asian_width(char), 1) for char in text)

    def wrapped(self, text: str, width: int) -> list[str]:
        lines = [""]
        for char in text:
            if self.width(lines[-1] + char) > width:
                lines.append("")
            lines[-1] += char
        return lines


LIGHT = Pen("─", "│", "┌┬┐├┼┤└┴┘", wide=True)
NARROW = Pen("─", "│", "┌┬┐├┼┤└┴┘", wide=False)
HEAVY = Pen("━", "┃", "┏┳┓┣╋┫┗┻┛", wide=True)
PLAIN = Pen("-", "|", "+", wide=False)


def draw(grid: Grid, pen: Pen) -> list[str]:
    """The lines of a drawing, long labels broken within their cells."""
    matrix = spread(grid)
    widths = _widths(matrix, pen)
    waiting: dict[int, list[str]] = {}
    lines = []
    for y, row in enumerate(matrix):
        lines.append(_rule(matrix, y, widths, pen, waiting))
        height = 1
        for box, first, last in _boxes(row):
            width = _inner(widths, first, last, pen)
            if id(box) not in waiting:
                waiting[id(box)] = pen.wrapped(box.text, width)
            ends = y + 1 == len(matrix) or matrix[y + 1][first] is not box
            height = max(height, len(waiting[id(box)])) if ends else height
        for _ in range(height):
            line = ""
            for box, first, last in _boxes(row):
                width = _inner(widths, first, last, pen)
                text = waiting[id(box)].pop(0) if waiting[id(box)] else ""
                line += f"{pen.upright} {text}{' ' * (width - pen.width(text))} "
            lines.append(line + pen.upright)
    return [*lines, _rule(matrix, len(matrix), widths, pen, waiting)]


def _boxes(row: list[Box | None]) -> list[tuple[Box, int, int]]:
    starts = [x for x, box in enumerate(row) if x == 0 or row[x - 1] is not box]
    return [(row[a] or Box(), a, b) for a, b in pairwise([*starts, len(row)])]


def _widths(matrix: Matrix, pen: Pen) -> list[int]:
    widths = [_NARROWEST] * len(matrix[0])
    for row in matrix:
        for box, first, last in _boxes(row):
            if last - first == 1:
                widths[first] = max(widths[first], min(_WIDEST, pen.width(box.text)))
    return [width + width % 2 for width in widths]


def _inner(widths: list[int], first: int, last: int, pen: Pen) -> int:
    return sum(widths[first:last]) + (last - first - 1) * (3 + pen.wide)


def _rule(matrix: Matrix, y: int, widths: list[int], pen: Pen, waiting: dict[int, list[str]]) -> str:
    """The line above row ``y``; a cell that goes on through it has its next words there."""
    above = matrix[y - 1] if y else [None] * len(widths)
    below = matrix[y] if y < len(matrix) else [None] * len(widths)
    ruled = [a is not b or a is None for a, b in zip(above, below, strict=True)]
    line = ""
    for x in range(len(widths) + 1):
        left, right = x > 0 and ruled[x - 1], x < len(widths) and ruled[x]
        edge = x in (0, len(widths))
        up = bool(y) and (edge or above[x - 1] is not above[x])
        down = y < len(matrix) and (edge or below[x - 1] is not below[x])
        line += pen.cross(up=up, down=down, left=left, right=right)
        if x < len(widths):
            span = widths[x] + 2
            line += pen.level * (span // (1 + pen.wide)) if ruled[x] else " " * span
    return line


def _in_page(pen: Pen) -> Write:
    def write(case: Case) -> bytes:
        parts = [
            f"<p>{escape(block)}</p>"
            if isinstance(block, str)
            else f"<pre>\n{escape(chr(10).join(draw(block, pen)))}</pre>"
            for block in case.blocks()
        ]
        return pages.page(case, "\n".join(parts))

    return write


def _in_text(pen: Pen) -> Write:
    def write(case: Case) -> bytes:
        lines = [line for b in case.blocks() for line in ([b] if isinstance(b, str) else draw(b, pen))]
        return "\n".join(lines).encode()

    return write


LAYOUTS = (
    Layout("drawn: light lines in <pre>", write=_in_page(LIGHT)),
    Layout("drawn: light lines of half the width in <pre>", write=_in_page(NARROW)),
    Layout("drawn: + and - in <pre>", write=_in_page(PLAIN)),
    Layout("drawn: heavy lines in plain text", write=_in_text(HEAVY)),
    Layout("drawn: + and - in plain text", write=_in_text(PLAIN)),
)
