"""A case on paper: its blocks drawn page by page with ruled tables, in the letters of any font file."""

from dataclasses import dataclass, field
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from tests.layouts.boxes import Grid, spread
from tests.layouts.case import Case
from tests.layouts.formats import places

PAGE = (595, 842)
_MARGIN = 56
_LEADING = 1.35


class Fonts(NamedTuple):
    """Paths of the letters and of the digits; ``index`` of the face in a collection."""

    letters: str
    digits: str | None = None
    index: int = 0


@dataclass
class Paper:
    """Draws from top to bottom and takes another sheet where one is full; all lengths in points."""

    fonts: Fonts
    dpi: int = 300
    size: float = 9.0
    rule: float = 0.7
    sheets: list[Image.Image] = field(default_factory=list)
    top: float = 0.0

    def draw(self, case: Case) -> list[Image.Image]:
        self._sheet()
        for n, block in enumerate(case.blocks()):
            if isinstance(block, str):
                self._text(block, 16 if n == 0 else 12)
            else:
                self._table(block)
        return self.sheets

    def _sheet(self) -> None:
        self.sheets.append(Image.new("L", (self._px(PAGE[0]), self._px(PAGE[1])), 255))
        self.top = _MARGIN

    def _px(self, points: float) -> int:
        return round(points * self.dpi / 72)

    def _font(self, path: str, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(path, self._px(size), index=self.fonts.index if path == self.fonts.letters else 0)

    def _line(self, text: str, left: float, top: float, size: float) -> None:
        path = self.fonts.digits if self.fonts.digits and text.isascii() else self.fonts.letters
        ImageDraw.Draw(self.sheets[-1]).text((self._px(left), self._px(top)), text, font=self._font(path, size), fill=0)

    def _width(self, text: str, size: float) -> float:
        path = self.fonts.digits if self.fonts.digits and text.isascii() else self.fonts.letters
        return self._font(path, size).getlength(text) * 72 / self.dpi

    def _text(self, text: str, size: float) -> None:
        for line in self._wrapped(text, PAGE[0] - 2 * _MARGIN, size):
            if self.top + size * _LEADING > PAGE[1] - _MARGIN:
                self._sheet()
            self._line(line, _MARGIN, self.top, size)
            self.top += size * _LEADING * 1.2

    def _wrapped(self, text: str, width: float, size: float) -> list[str]:
        lines, line = [], ""
        for letter in text:
            if line and self._width(line + letter, size) > width and not (text.isascii()):
                lines.append(line)
                line = ""
            line += letter
        return [*lines, line] if line else lines

    def _table(self, grid: Grid) -> None:
        matrix = spread(grid)
        edges = _columns(matrix, PAGE[0] - 2 * _MARGIN)
        wrapped = {}
        heights = [self.size * _LEADING + 5] * len(matrix)
        for y, x, box, rows, columns in sorted(places(grid), key=lambda place: place[3]):
            lines = self._wrapped(box.text, edges[x + columns] - edges[x] - 4, self.size)
            wrapped[y, x] = lines
            needed = len(lines) * self.size * _LEADING + 5
            lack = needed - sum(heights[y : y + rows])
            if lack > 0:
                heights[y + rows - 1] += lack
        start = 0
        while start < len(matrix):
            end = self._fits(heights, start)
            self._rows(grid, wrapped, edges, heights, start, end)
            start = end
            if start < len(matrix):
                self._sheet()
        self.top += 10

    def _fits(self, heights: list[float], start: int) -> int:
        top, end = self.top, start
        while end < len(heights) and top + heights[end] <= PAGE[1] - _MARGIN:
            top += heights[end]
            end += 1
        if end == start:
            self._sheet()
            return self._fits(heights, start)
        return end

    def _rows(
        self, grid: Grid, wrapped: dict[tuple[int, int], list[str]], edges: list[float], heights: list[float],
        start: int, end: int,
    ) -> None:  # fmt: skip
        pen = ImageDraw.Draw(self.sheets[-1])
        tops = {start: self.top}
        for y in range(start, end):
            tops[y + 1] = tops[y] + heights[y]
        for y, x, _, rows, columns in places(grid):
            first, last = max(y, start), min(y + rows, end)
            if first >= last:
                continue
            box = (edges[x], tops[first], edges[x + columns], tops[last])
            pen.rectangle([self._px(at) for at in box], outline=0, width=max(self._px(self.rule), 1))
            lines = wrapped[y, x] if y >= start else []
            height = self.size * _LEADING
            top = (box[1] + box[3]) / 2 - len(lines) * height / 2
            for n, line in enumerate(lines):
                left = (box[0] + box[2]) / 2 - self._width(line, self.size) / 2
                self._line(line, left, top + n * height + 1, self.size)
        self.top = tops[end]


def _columns(matrix: list[list[object]], width: float) -> list[float]:
    """The edges of the columns: as wide as what stands in them asks for, within reason."""
    weights = []
    for x in range(len(matrix[0])):
        longest = 1.0
        for row in matrix:
            box = row[x] if x < len(row) else None
            if box is not None and sum(other is box for other in row) == 1:
                longest = max(longest, min(len(box.text), 16) / 4)  # type: ignore[attr-defined]
        weights.append(max(longest, 1.2))
    edges = [float(_MARGIN)]
    for weight in weights:
        edges.append(edges[-1] + width * weight / sum(weights))
    return edges
