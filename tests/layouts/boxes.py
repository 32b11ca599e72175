"""Tables as boxes with spans, and what people do to them: split, shift, merge, pad.

``spread`` writes into every place of the rectangle which box covers it, and ``gather`` makes boxes of that again; in
between a column or row can be put in, taken out or copied without a thought for spans.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(slots=True)
class Box:
    """A cell: its text and how many rows and columns it covers."""

    text: str = ""
    rows: int = 1
    columns: int = 1


Grid = list[list[Box]]
Matrix = list[list[Box | None]]


def boxes(*texts: str) -> list[Box]:
    return [Box(text) for text in texts]


def spread(grid: Grid) -> Matrix:
    """The box that covers each place; None where none does."""
    places: dict[tuple[int, int], Box] = {}
    for y, row in enumerate(grid):
        x = 0
        for box in row:
            while (y, x) in places:
                x += 1
            for dy, dx in itertools.product(range(box.rows), range(box.columns)):
                places[y + dy, x + dx] = box
            x += box.columns
    width = 1 + max((x for _, x in places), default=-1)
    return [[places.get((y, x)) for x in range(width)] for y in range(len(grid))]


def gather(matrix: Matrix) -> Grid:
    """Boxes of a matrix: a box keeps its text, its spans follow from the places it covers."""
    grid: Grid = [[] for _ in matrix]
    seen: set[int] = set()
    for y, row in enumerate(matrix):
        for x, box in enumerate(row):
            if box is None:
                grid[y].append(Box())
            elif id(box) not in seen:
                seen.add(id(box))
                width = sum(1 for _ in itertools.takewhile(lambda b, box=box: b is box, row[x:]))
                height = sum(1 for _ in itertools.takewhile(lambda r, x=x, box=box: r[x] is box, matrix[y:]))
                grid[y].append(replace(box, rows=height, columns=width))
    return grid


def split(grid: Grid, *after: int, repeat: bool = False, head: int = 0) -> list[Grid]:
    """Several tables: cut after these rows; merged labels that are cut go on empty, or ``repeat`` their text.

    ``head`` rows are printed again on top of every part.
    """
    matrix = spread(grid)
    edges = [0, *(y + 1 for y in after), len(matrix)]
    parts = []
    for start, end in itertools.pairwise(edges):
        part = [list(row) for row in matrix[start:end]]
        above = matrix[start - 1] if start else []
        for x, box in enumerate(part[0]) if above else ():
            if box is not None and x < len(above) and above[x] is box:
                rest = Box(box.text if repeat else "")
                part = [[rest if b is box else b for b in row] for row in part]
        top = [list(row) for row in matrix[:head]] if start and head else []
        parts.append(gather([*top, *part]))
    return parts


def insert_column(grid: Grid, at: int, texts: Sequence[str] = ()) -> Grid:
    """A column more before column ``at``: boxes that cover the place grow, elsewhere a box of its own."""
    matrix = spread(grid)
    for y, row in enumerate(matrix):
        left, right = row[at - 1] if at else None, row[at] if at < len(row) else None
        text = texts[y] if y < len(texts) else ""
        grown = left is not None and left is right and not text
        row.insert(at, left if grown else Box(text))
    return gather(matrix)


def insert_row(grid: Grid, at: int, texts: Sequence[str] = ()) -> Grid:
    """A row more before row ``at``; merged boxes that cover the place grow."""
    matrix = spread(grid)
    width = len(matrix[0])
    above, below = matrix[at - 1] if at else [None] * width, matrix[at] if at < len(matrix) else [None] * width
    row: list[Box | None] = []
    for x in range(width):
        text = texts[x] if x < len(texts) else ""
        row.append(above[x] if above[x] is below[x] and above[x] is not None and not text else Box(text))
    return gather([*matrix[:at], row, *matrix[at:]])


def remove_rows(grid: Grid, rows: Iterable[int]) -> Grid:
    gone = set(rows)
    return gather([row for y, row in enumerate(spread(grid)) if y not in gone])


def transpose(grid: Grid) -> Grid:
    return gather([list(column) for column in zip(*spread(grid), strict=True)])


def widen(grid: Grid, width: int) -> Grid:
    """The last box of every row reaches to ``width`` columns, as where tables of different width are joined."""
    matrix = spread(grid)
    for row in matrix:
        row.extend([row[-1]] * (width - len(row)))
    return gather(matrix)


def join(*grids: Grid) -> Grid:
    """One table below the other in one."""
    width = max(len(spread(grid)[0]) for grid in grids)
    return [row for grid in grids for row in widen(grid, width)]
