"""A case as text in which someone flattened it."""

from collections.abc import Callable

from tests.layouts.boxes import Box, Grid, spread
from tests.layouts.case import Case

Flatten = Callable[[Grid], list[str]]


def text(case: Case, flatten: Flatten) -> bytes:
    lines: list[str] = []
    for block in case.blocks():
        lines += [block] if isinstance(block, str) else flatten(block)
    return "\n".join(lines).encode()


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def own_cells(grid: Grid) -> list[str]:
    """A line a row, its own cells only."""
    return [" | ".join(box.text for box in row) for row in grid]


def padded(grid: Grid) -> list[str]:
    """A line a row, its own cells, filled up with empty ones to the width of the table."""
    width = len(spread(grid)[0])
    return [" | ".join(_padded([box.text for box in row], width)) for row in grid]


def printed_only(grid: Grid) -> list[str]:
    """Empty cells left out."""
    return [" | ".join(box.text for box in row if box.text) for row in grid]


def printed_then_padded(grid: Grid) -> list[str]:
    """Empty cells left out, then filled up again at the end."""
    width = len(spread(grid)[0])
    return [" | ".join(_padded([box.text for box in row if box.text], width)) for row in grid]


def trimmed(grid: Grid) -> list[str]:
    """Empty cells at the end of a line left out."""
    lines = []
    for row in grid:
        texts = [box.text for box in row]
        while texts and not texts[-1]:
            texts.pop()
        lines.append(" | ".join(texts) + " |")
    return lines


def markdown(grid: Grid) -> list[str]:
    """As converters print it: every place of the rectangle, merged text in its first place only."""
    return _markdown(grid, repeated=False)


def markdown_repeated(grid: Grid) -> list[str]:
    """As data frames print it: merged text in every place it covers."""
    return _markdown(grid, repeated=True)


def _markdown(grid: Grid, *, repeated: bool) -> list[str]:
    seen: set[int] = set()

    def show(box: Box | None) -> str:
        if box is None or (id(box) in seen and not repeated):
            return ""
        seen.add(id(box))
        return box.text

    rows = ["| " + " | ".join(show(box) for box in row) + " |" for row in spread(grid)]
    rule = "|" + "---|" * len(spread(grid)[0])
    return ["", rows[0], rule, *rows[1:], ""]


def one_cell_a_line(grid: Grid) -> list[str]:
    return [box.text for row in grid for box in row]


def spaced(grid: Grid) -> list[str]:
    """A line a row, cells apart by a tab."""
    return ["\t".join(box.text for box in row if box.text) for row in grid]


def jammed(grid: Grid) -> list[str]:
    """Nothing between cells: 行政规范性文件6233440."""
    return ["".join(box.text for box in row) for row in grid]


def labels_apart(grid: Grid) -> list[str]:
    """Labels of five rows, then their numbers in bare rows, as text from a PDF has it."""
    lines: list[str] = []
    waiting: list[str] = []
    for row in grid:
        labels = [box.text for box in row if any("\u4e00" <= c <= "\u9fff" for c in box.text)]
        values = [box.text for box in row if box.text and box.text not in labels]
        lines += labels
        if values:
            waiting.append("| " + " | ".join(values) + " |")
        if len(waiting) == 5:
            lines, waiting = [*lines, *waiting], []
    return [*lines, *waiting]


def values_first(grid: Grid) -> list[str]:
    """Numbers in the line before their label."""
    lines: list[str] = []
    for row in grid:
        labels = [box.text for box in row if any("\u4e00" <= c <= "\u9fff" for c in box.text)]
        values = [box.text for box in row if box.text and box.text not in labels]
        lines += [" ".join(values), *labels]
    return [line for line in lines if line]
