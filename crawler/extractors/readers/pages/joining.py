"""Tables that go on over a page break, made one: by their edges, never by their number of columns.

A page may show two of four columns because the others are merged on it. A row that the page break cuts in two is put
together only where its label then is one that a form has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import forms
from crawler.extractors.document import Table
from crawler.extractors.labels import Spellings
from crawler.extractors.readers.pages.edges import APART, Edges
from crawler.extractors.readers.shared.lattice import Placed, rows_of
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import join

_ROWS = Spellings((row.key, (row.label, *row.aliases)) for table in forms.TABLES.values() for row in table.rows)
_COLUMNS = Spellings(
    [(column.key, (column.label, *column.aliases)) for table in forms.TABLES.values() for column in table.columns]
    + [(group.key, (group.label,)) for table in forms.TABLES.values() for group in table.groups]
)
_NONE = re.compile("无|没有|暂无|空")
_MOST_HEADINGS = 4
"""Rows."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on a page: its text, its edges in points, its rows in the part of the table that it stands in."""

    text: str
    left: float
    right: float
    row: int
    rows: int
    confidence: float | None = None
    """How certain its text is, where it was recognised in a picture."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows of a table."""

    page: int
    top: float
    bottom: float
    height: int
    cells: list[Box]

    @property
    def sides(self) -> tuple[float, float]:
        """Its outer edges."""
        return min(cell.left for cell in self.cells), max(cell.right for cell in self.cells)


def joined(above: Part, below: Part) -> bool:
    """Whether a table goes on: on the next page, between the same outer edges (nothing stands between the two)."""
    (left, right), (other_left, other_right) = above.sides, below.sides
    return (
        below.page == above.page + 1 and abs(left - other_left) <= 2 * APART and abs(right - other_right) <= 2 * APART
    )


def table_of_parts(index: int, parts: Sequence[Part]) -> Table:
    """The table of all parts, on the union of their column edges."""
    columns = Edges.of(x for part in parts for cell in part.cells for x in (cell.left, cell.right))
    placed: list[Placed] = []
    height = 0
    for number, whole in enumerate(parts):
        part = _without_headings(whole, parts[0]) if number else whole
        cells = part.cells
        skipped = 0
        if number and (rest := _rest_of_row(placed, height, part, columns)) is not None:
            cells, skipped = rest, 1
        elif number:
            cells = _join_labels(placed, height, part, columns)
        for cell in cells:
            left, right = columns.number(cell.left), columns.number(cell.right)
            row = height + cell.row - skipped
            placed.append(Placed(row, left, cell.text, cell.rows, max(right - left, 1), cell.confidence))
        height += part.height - skipped
    recognised = {(cell.row, cell.column): cell.confidence for cell in placed if cell.confidence is not None}
    return Table(index, rows_of(placed, height), recognised=recognised)


def _without_headings(part: Part, first: Part) -> Part:
    """A part without the rows that it repeats from the top of the table, which programs print on every page."""
    tops = [_top(each, height) for height in range(_MOST_HEADINGS, 0, -1) for each in (part, first)]
    repeated = (one for one, other in zip(tops[::2], tops[1::2], strict=True) if one and other and _alike(one, other))
    if (heading := next(repeated, None)) is None:
        return part
    height = max(cell.row + cell.rows for cell in heading)
    below = [replace(cell, row=cell.row - height) for cell in part.cells if cell.row >= height]
    return replace(part, cells=below, height=part.height - height)


def _top(part: Part, height: int) -> list[Box]:
    """The cells of the first rows; none where one of them reaches further down, or is a number."""
    cells = [cell for cell in part.cells if cell.row < height]
    whole = all(cell.row + cell.rows <= height and (_is_words(cell.text) or not cell.text) for cell in cells)
    return cells if whole and height <= part.height and any(cell.text for cell in cells) else []


def _alike(one: Sequence[Box], other: Sequence[Box]) -> bool:
    return len(one) == len(other) and all(
        (a.text, a.row, a.rows) == (b.text, b.row, b.rows)
        and abs(a.left - b.left) <= APART
        and abs(a.right - b.right) <= APART
        for a, b in zip(sorted(one, key=_place), sorted(other, key=_place), strict=True)
    )


def _place(cell: Box) -> tuple[int, float]:
    return cell.row, cell.left


def _rest_of_row(placed: list[Placed], height: int, part: Part, columns: Edges) -> list[Box] | None:
    """The cells of a part without its first row, when that row is the rest of the row above and was put there.

    A group's label may be cut, too: its cell goes on below. Where that alone is cut, the rows are two. A number that is
    cut is not put together: nobody knows whether 327 and 2 are one. So it is where only numbers stand below, or
    their ends, for no row lacks a label. Blank cells that meet no edge above hold nothing, but what they cover
    further down.
    """
    last = {(cell.column, cell.end): cell for cell in placed if cell.row + cell.rows == height}
    first = [cell for cell in part.cells if cell.row == 0]
    met = [(last.get((columns.number(cell.left), columns.number(cell.right))), cell) for cell in first]
    pairs = [(above, cell) for above, cell in met if above is not None]
    labels = [(above.text, below.text) for above, below in pairs if _is_words(above.text) and _is_words(below.text)]
    if any(above is None and cell.text for above, cell in met):
        return None
    if not (labels and all(_completes(*label) for label in labels)) and not _are_ends(pairs):
        return None
    for above, below in pairs:
        cut = above.text and below.text and not _is_words(below.text)
        above.text = f"{above.text} {below.text}{UNSURE}" if cut else join((above.text, below.text))
        above.rows += below.rows - 1
        if above.confidence is not None and below.confidence is not None:
            above.confidence = min(above.confidence, below.confidence)
    covering = [replace(cell, row=1, rows=cell.rows - 1) for above, cell in met if above is None and cell.rows > 1]
    return [*covering, *(cell for cell in part.cells if cell.row > 0)]


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _completes(above: str, below: str) -> bool:
    """Whether two pieces make the label of a row or a column, or a note in brackets, and are not two labels."""
    whole = join((above, below))
    if _ROWS.exact(whole):
        return not (_ROWS.exact(above) and _ROWS.exact(below))
    return bool(_COLUMNS.exact(whole)) or (_is_open(above) and not _is_open(whole))


def _is_open(text: str) -> bool:
    """Whether a bracket is not closed."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _are_ends(pairs: Sequence[tuple[Placed, Box]]) -> bool:
    """Whether only numbers, or their ends, stand in a row and what goes on of its group, but no label of its own."""
    ordered = sorted(pairs, key=lambda pair: pair[0].column)
    label = max(
        (i for i, (above, _) in enumerate(ordered) if _is_words(above.text) and not _NONE.fullmatch(above.text)),
        default=-1,
    )
    if label >= 0 and ordered[label][1].text:
        return False
    said = [below.text for _, below in ordered[label + 1 :] if below.text]
    return bool(said) and not any(map(_is_words, said))


def _join_labels(placed: list[Placed], height: int, part: Part, columns: Edges) -> list[Box]:
    """The cells of a part without those that complete a label at the end of the table above, which reaches down."""
    last = {(cell.column, cell.end): cell for cell in placed if cell.row + cell.rows == height}
    left: list[Box] = []
    for cell in part.cells:
        above = last.get((columns.number(cell.left), columns.number(cell.right))) if cell.row == 0 else None
        if above is None or not all(map(_is_words, (above.text, cell.text))) or not _completes(above.text, cell.text):
            left.append(cell)
        else:
            above.text = join((above.text, cell.text))
            above.rows += cell.rows
    return left
