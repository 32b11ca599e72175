"""Tables that show several years: only what their headings say to be of this year is left.

本年 and 上年, or 2023年 and 2022年, stand over the columns or before the rows. Where headings name other years, and not
for certain which numbers are whose, the table is not read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from crawler.extractors import numbers
from crawler.extractors.align import Alignment
from crawler.extractors.document import Document, Span, Table
from crawler.extractors.grid import Line, Placed, lay_out
from crawler.extractors.labels import normal
from crawler.extractors.readers.shared.marked import UNSURE
from storage.records import At

Place = tuple[int, int]
_WORD = re.compile(
    r"(?:(?P<this>[本今当]年)|(?P<other>(?:上一|[上去前往])年)|(?P<year>20\d\d)年)度?(?:同期)?"
    r"(?:统计)?(?:数据|数量|情况|件数|[数值])?"
    r"|(?P<change>(?:同比|[较比]上年|与上年相比)?(?:增减|增长|变化|增幅|差[值额]))(?:情况|幅度|[率量数])?(?:\([%±]\))?%?"
)
_LONGEST = 12
_THIS, _OTHER = "this", "other"
_LABELS = 5


class _Band(NamedTuple):
    """Rows under one heading row of years, from ``start`` to before ``end``; ``gone`` are columns of other years."""

    start: int
    end: int
    heading: int
    gone: frozenset[int]


class UnclearError(Exception):
    """A table has years in its headings, and nothing tells for certain which numbers are of this year."""


def of_this_year(table: Table, year: int | None) -> Table | None:
    """The table with what is this year's; the same one where it names no others, None where it cannot be told."""
    if table.recognised or not any(_may_name(row) for row in table.rows):
        return table
    lines = lay_out(table.rows)
    if not table.spanned:  # the headings of text do not tell which columns they stand over
        return None if any(_names_years(line, y, year) for y, line in enumerate(lines)) else table
    try:
        if bands := list(_bands(lines, year)):
            return _cut(table, lines, bands)
        return _cut_rows(table, lines, year)
    except UnclearError:
        return None


def as_in_source(document: Document, placed: Alignment) -> Alignment:
    """The alignment with the places of the tables as the source has them."""
    moved = {table.index: table.moved for table in document.tables if table.moved}
    if not moved:
        return placed
    return placed._replace(
        cells=tuple(cell._replace(at=_back(cell.at, moved)) for cell in placed.cells),
        extras=tuple(replace(extra, at=_back(extra.at, moved) or extra.at) for extra in placed.extras),
        trace=tuple(step._replace(at=_back(step.at, moved)) for step in placed.trace),
    )


def _back(at: At | None, moved: Mapping[int, Mapping[Place, Place]]) -> At | None:
    if at is None or at.table not in moved:
        return at
    return At(at.table, *moved[at.table].get((at.row, at.column), (at.row, at.column)))


def _may_name(row: Sequence[Span]) -> bool:
    """Whether a heading or label of the row may name a year: asked of every row, and nearly always not."""
    for text, _, _ in row:  # noqa: SIM110 – a generator a row takes three times as long
        if "年" in text and len(text) <= _LONGEST and _kind(text, None):
            return True
    return False


@lru_cache(maxsize=4096)
def _kind(text: str, year: int | None) -> str | None:
    """Whether a text says this year, or another or a change from it, and nothing else."""
    match = _WORD.fullmatch(normal(text)) if text and len(text) <= _LONGEST else None
    if match is None:
        return None
    if match["year"]:
        return _THIS if int(match["year"]) == year else _OTHER
    return _THIS if match["this"] else _OTHER


# ------------------------------------------------------------------ columns


def _bands(lines: Sequence[Line], year: int | None) -> Iterator[_Band]:
    """The parts of the table, one for each heading row of years, each with the headings above its own."""
    headings = [y for y, line in enumerate(lines) if _names_years(line, y, year)]
    if not headings:
        return
    starts = [0, *(_top(lines, before, y) for before, y in pairwise(headings))]
    ends = [*starts[1:], len(lines)]
    for y, start, end in zip(headings, starts, ends, strict=True):
        yield _Band(start, end, y, _other_columns(lines[y], y, year))


def _names_years(line: Line, y: int, year: int | None) -> bool:
    """A row of headings of which two or more are years; numbers stand in none."""
    own = [cell for cell in line if cell.row == y]
    named = {normal(cell.text) for cell in own if _kind(cell.text, year)}
    return (
        len(named) > 1 and any("年" in word for word in named) and not any(numbers.is_number(cell.text) for cell in own)
    )


def _other_columns(line: Line, y: int, year: int | None) -> frozenset[int]:
    """The columns of other years; raises ``UnclearError`` unless all are named equally often, one of them this year."""
    own = [cell for cell in line if cell.row == y]
    words = [normal(cell.text) for cell in own if _kind(cell.text, year)]
    these = {normal(cell.text) for cell in own if _kind(cell.text, year) == _THIS}
    if len(these) != 1 or len({words.count(word) for word in words}) != 1:
        raise UnclearError
    return frozenset(x for cell in own if _kind(cell.text, year) == _OTHER for x in range(cell.column, cell.end))


def _top(lines: Sequence[Line], last: int, y: int) -> int:
    """Where the headings begin of which row ``y`` is the last; data stand in the rows between."""
    top = y
    while top - 1 > last and all(cell.text and not numbers.is_number(cell.text) for cell in lines[top - 1]):
        top -= 1
    return top


def _cut(table: Table, lines: Sequence[Line], bands: Sequence[_Band]) -> Table:
    rows: list[tuple[Span, ...]] = []
    moved: dict[Place, Place] = {}
    for band in bands:
        gone = {band.heading} if _is_bare(lines[band.heading], band.heading) else set()
        part = [_doubted(line, y, band) for y, line in enumerate(lines)]
        cells = [cell for line in part[band.start : band.end] for cell in line]
        if any(cell.row + cell.rows > band.end for cell in cells):
            raise UnclearError
        _add(rows, moved, cells, [y for y in range(band.start, band.end) if y not in gone], band.gone)
    return _replaced(table, rows, moved)


def _is_bare(line: Line, y: int) -> bool:
    """Whether the row of years holds nothing else; else it is also that of the other headings."""
    return all(not cell.text or _kind(cell.text, None) for cell in line if cell.row == y)


def _doubted(line: Line, y: int, band: _Band) -> list[Placed]:
    """The row's own cells; a number that reaches over two years is of neither for certain."""
    cells = []
    for cell in line:
        if cell.row == y:
            inside = sum(x in band.gone for x in range(cell.column, cell.end))
            mixed = 0 < inside < cell.columns and numbers.is_number(cell.text)
            cells.append(cell._replace(text=UNSURE) if mixed else cell)
    return cells


# ------------------------------------------------------------------ rows


def _cut_rows(table: Table, lines: Sequence[Line], year: int | None) -> Table:
    """The rows before whose numbers this year is named; a table whose rows name no other year stays as it is."""
    named = {y: found for y, line in enumerate(lines) if (found := _year_of(line, year)) is not None}
    kinds = [_kind(cell.text, year) for cell in named.values()]
    if _OTHER not in kinds:
        return table
    columns = {(cell.column, cell.end) for cell in named.values()}
    rows = {word: sum(normal(cell.text) == word for cell in named.values()) for word in map(_said, named.values())}
    these = {_said(cell) for cell in named.values() if _kind(cell.text, year) == _THIS}
    if len(columns) != 1 or len(these) != 1 or len(set(rows.values())) != 1:
        raise UnclearError
    ((first, end),) = columns
    kept = [y for y in range(len(lines)) if y not in named or _kind(named[y].text, year) == _THIS]
    new: list[tuple[Span, ...]] = []
    moved: dict[Place, Place] = {}
    own = [cell for y, line in enumerate(lines) for cell in line if cell.row == y]
    _add(new, moved, own, kept, frozenset(range(first, end)))
    return _replaced(table, new, moved)


def _said(cell: Placed) -> str:
    return normal(cell.text)


def _year_of(line: Line, year: int | None) -> Placed | None:
    """The label of a row, or of several, that names the year of the numbers behind it."""
    for i, cell in enumerate(line[:_LABELS]):
        if _kind(cell.text, year) and not any(_kind(other.text, year) for other in line[i + 1 :]):
            return cell
    return None


# ------------------------------------------------------------------ both


def _add(
    rows: list[tuple[Span, ...]],
    moved: dict[Place, Place],
    cells: Sequence[Placed],
    kept: Sequence[int],
    gone: frozenset[int],
) -> None:
    """Append the kept rows without those columns, and note where their cells came from."""
    top = len(rows)
    place = {y: top + n for n, y in enumerate(kept)}
    new: list[list[tuple[int, Placed, Span]]] = [[] for _ in kept]
    for cell in cells:
        columns = [x for x in range(cell.column, cell.end) if x not in gone]
        lasting = [y for y in range(cell.row, cell.row + cell.rows) if y in place]
        if columns and lasting:
            column = columns[0] - sum(x < columns[0] for x in gone)
            span = Span(cell.text, len(lasting), len(columns))
            new[place[lasting[0]] - top].append((column, cell, span))
            moved[place[lasting[0]], column] = cell.row, cell.column
    rows += [tuple(span for _, _, span in sorted(row, key=lambda each: each[0])) for row in new]


def _replaced(table: Table, rows: list[tuple[Span, ...]], moved: dict[Place, Place]) -> Table:
    """The new table, if all its cells lie where they were meant to; raises ``UnclearError`` otherwise."""
    own = {(cell.row, cell.column) for y, line in enumerate(lay_out(rows)) for cell in line if cell.row == y}
    if own != moved.keys():
        raise UnclearError
    return Table(table.index, tuple(rows), table.spanned, moved=moved)
