"""Which value cell of a row belongs to which column, decided for all rows of a table together.

Header and data are laid out apart on many pages (a heading one grid column too wide shifts all that follow), so the
order of a row's own cells counts first. Where their number is not that of the headings, the shape of the other rows
and the grid may help. Everything that speaks for a reading is asked; what two readings do not agree on is not taken.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from crawler.extractors.align.columns.shapes import Filled, Shape, by_headings, is_narrow, merged, shape_of
from crawler.extractors.align.columns.values import (
    Places,
    edge_of_filled_up,
    is_remark,
    may_be_out_of_line,
    value_places,
)
from crawler.extractors.grid import Placed


class Heading(NamedTuple):
    """A leaf column as a table prints it; ``key`` None for a column that the form does not have."""

    key: str | None
    cell: Placed | None = None


class Row(NamedTuple):
    """A data row: what its label stands for, and the cells after the label, those that reach down into it included."""

    key: str
    values: tuple[Placed, ...]
    line: int
    labels: int = 1
    """How many cells stand before the values."""
    likeness: float | None = None
    """How well the label matched, where not exactly."""
    numbered: bool = False
    """Whether the row's number in its table stands before the label."""


class Match(NamedTuple):
    """The cells of a row by column key, and the rule that placed them; no cells when they cannot be told apart."""

    cells: dict[str, Placed]
    rule: str


NOTHING = Match({}, "")


def match(
    rows: Sequence[Row], headings: Sequence[Heading], *, spanned: bool, keeps_blanks: bool = True, padding: int = 0
) -> list[Match]:
    """For every row its cells by column key; ``NOTHING`` where they cannot be told apart with certainty.

    ``spanned``: the source says which cells are merged. ``keeps_blanks``: an empty cell is known to keep its place.
    ``padding``: blanks at the end of every row of the table, which mean nothing where its headings are among them.
    """
    keys = [h.key for h in headings]
    wanted = len(keys)
    if keeps_blanks and all(len(row.values) == wanted for row in rows):
        heights = {cell.rows for row in rows for cell in row.values}
        if heights <= {1}:
            return [Match(_named(keys, row.values), "order") for row in rows]
    if rows and is_narrow([(r.labels, r.values) for r in rows], [None if h.key else h.cell for h in headings]):
        return [NOTHING] * len(rows)
    if wanted == 1:
        return [_single(row, keys[0], spanned=spanned) for row in rows]
    readings = _spanned(rows, headings, padding) if spanned else _flat(rows, headings, keeps_blanks=keeps_blanks)
    edge = edge_of_filled_up([row.values for row in rows], wanted)
    return [
        NOTHING
        if edge and may_be_out_of_line(row.values, edge, [f for _, f in found])
        else _agreed(row, keys, found, rows)
        for row, found in zip(rows, readings, strict=True)
    ]


def _named(keys: Sequence[str | None], cells: Iterable[Placed]) -> dict[str, Placed]:
    named = dict(zip(keys, cells, strict=True))
    named.pop(None, None)
    return cast("dict[str, Placed]", named)


def _single(row: Row, key: str | None, *, spanned: bool) -> Match:
    """A column alone: its value is the one cell that is printed, or any of the blank ones."""
    printed = [cell for cell in row.values if cell.text]
    texts = {cell.text for cell in printed}
    if key is None or not row.values or len(texts) > 1 or (len(printed) > 1 and spanned):
        return NOTHING
    cell = printed[0] if printed else row.values[0]
    if cell.text and cell.rows > 1:
        return NOTHING
    return Match({key: cell}, "order" if len(row.values) == 1 else "only value")


Reading = tuple[str, Filled]
"""A rule and the cell that it gives each heading; None for a heading whose number it cannot tell."""


def _agreed(row: Row, keys: Sequence[str | None], readings: Sequence[Reading], rows: Sequence[Row]) -> Match:
    """What all readings of a row agree on, cell by cell; a number in a cell merged over rows is nobody's."""
    if not readings:
        return NOTHING
    rule, first = readings[0]
    cells: dict[str, Placed] = {}
    for i, key in enumerate(keys):
        cell = first[i]
        if key is None or cell is None or not _is_of(cell, row, rows):
            continue
        if all((other := filled[i]) is not None and other.text == cell.text for _, filled in readings[1:]):
            cells[key] = cell
    return Match(cells, " and ".join(dict.fromkeys((rule, *(name for name, _ in readings[1:])))))


def _is_of(cell: Placed, row: Row, rows: Sequence[Row]) -> bool:
    """Whether a cell's text is this row's: blank, or not shared with a row that lacks a cell of its own for it."""
    if not cell.text or (cell.rows == 1 and cell.row == row.line):
        return True
    below = [r for r in rows if cell.row < r.line < cell.row + cell.rows]
    complete = max(_own_count(r) for r in rows)
    return cell.row == row.line and all(_own_count(r) == complete for r in below)


def _own_count(row: Row) -> int:
    return sum(cell.row == row.line for cell in row.values)


# ------------------------------------------------------------------ with spans


def _spanned(rows: Sequence[Row], headings: Sequence[Heading], padding: int) -> list[list[Reading]]:
    """Readings by order, by padding left out, by the shape of other rows, and at last by the headings' grid."""
    wanted = len(headings)
    own = [tuple(cell for cell in row.values if cell.row == row.line) for row in rows]
    by_order = _by_order(own, headings, padding)
    shapes = _shapes(rows, own, by_order)
    usual = Counter(map(len, own)).most_common(1)[0][0]
    readings: list[list[Reading]] = []
    for row, cells, places in zip(rows, own, by_order, strict=True):
        found: list[Reading] = []
        as_others = [("as other rows", filled) for s in shapes if (filled := merged(row.values, s)) is not None]
        if places is not None and (len(cells) >= usual or usual <= wanted or as_others):
            rule = "order" if len(cells) == wanted else "padding left out"
            found.append((rule, [cells[i] for i in places]))
        elif len(cells) < wanted == len(row.values):
            found.append(("order", list(row.values)))
        readings.append([*found, *as_others])
    return _blank_or_by_grid(rows, headings, readings)


def _by_order(own: Sequence[tuple[Placed, ...]], headings: Sequence[Heading], padding: int) -> list[Places | None]:
    """For every row which of its cells are values: all, or all but those that hold none in any row as long."""
    groups: dict[int, list[tuple[Placed, ...]]] = defaultdict(list)
    for cells in own:
        groups[len(cells)].append(cells)
    named = all(h.key for h in headings)
    padding = padding if all(h.cell for h in headings) else 0
    known = {count: value_places(group, len(headings), named=named, padding=padding) for count, group in groups.items()}
    return [known[len(cells)] for cells in own]


def _shapes(rows: Sequence[Row], own: Sequence[tuple[Placed, ...]], by_order: Sequence[Places | None]) -> list[Shape]:
    """The different shapes of rows whose values are known by order: where in the grid each column's cell stands."""
    found: dict[Shape, None] = {}
    for row, cells, places in zip(rows, own, by_order, strict=True):
        if places is not None and len(cells) == len(row.values):
            found[shape_of(cells, places)] = None
    return list(found)


def _blank_or_by_grid(
    rows: Sequence[Row], headings: Sequence[Heading], readings: list[list[Reading]]
) -> list[list[Reading]]:
    """Rows without a reading so far: blank from end to end, or with every cell exactly under a heading."""
    if all(readings):
        return readings
    grid = by_headings([row.values for row in rows], [h.cell for h in headings])
    for i, row in enumerate(rows):
        if readings[i]:
            continue
        if not any(cell.text for cell in row.values):
            if sum(cell.columns for cell in row.values) >= len(headings):
                readings[i] = [("blank", [row.values[0]] * len(headings))]
        elif (filled := grid[i]) is not None:
            readings[i] = [("under the headings", filled)]
    return readings


# ------------------------------------------------------------------ flattened


def _flat(rows: Sequence[Row], headings: Sequence[Heading], *, keeps_blanks: bool) -> list[list[Reading]]:
    """Readings of rows whose positions say little: by order when complete, by trailing padding, by columns of text."""
    wanted = len(headings)
    grid = by_headings([row.values for row in rows], [h.cell for h in headings], within=max(r.labels for r in rows))
    padded = _is_padded(rows, wanted)
    named = all(h.key for h in headings)
    square = len({row.labels + len(row.values) for row in rows}) == 1
    groups: dict[tuple[int, int], list[tuple[Placed, ...]]] = defaultdict(list)
    for row in rows:
        groups[row.labels, len(row.values)].append(row.values)
    readings: list[list[Reading]] = []
    for row, filled in zip(rows, grid, strict=True):
        group = groups[row.labels, len(row.values)]
        found: list[Reading] = []
        if (places := value_places(group, wanted, named=named)) is not None:
            found.append(("order", [row.values[i] for i in places]))
        if padded and len(row.values) > wanted and _is_filled_up(row.values, wanted):
            found.append(("filled up at the end", list(row.values[:wanted])))
        if filled is not None:
            found.append(("under the headings", filled))
        if not found and _is_empty(row) and len(row.values) >= wanted:
            found.append(("blank", list(row.values[:wanted])))
        certain = keeps_blanks and not (square and _ends_blank(found))
        whole = all(_is_whole(filled) for _, filled in found)
        readings.append(found if certain or whole or _is_empty(row) else [])
    return readings


def _ends_blank(readings: Sequence[Reading]) -> bool:
    """Whether the last number is missing: in lines filled up to one width, perhaps because a cell before it is."""
    return any(not (filled[-1] and filled[-1].text) for _, filled in readings)


def _is_filled_up(cells: Sequence[Placed], wanted: int) -> bool:
    return not any(cell.text for cell in cells[wanted:]) and not any(is_remark(cell.text) for cell in cells[:wanted])


def _is_padded(rows: Sequence[Row], wanted: int) -> bool:
    """Whether lines were filled up to one width: some row is exactly full, others with fewer labels have more cells."""
    widths = {row.labels + len(row.values) for row in rows}
    counts = {len(row.values) for row in rows}
    return len(widths) == 1 and len(counts) > 1 and min(counts) == wanted


def _is_whole(filled: Filled) -> bool:
    return all(cell is not None and cell.text for cell in filled)


def _is_empty(row: Row) -> bool:
    return not any(cell.text for cell in row.values)
