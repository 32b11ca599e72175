"""The columns of 表三 in the order in which a table prints them, from heading rows that may be drawn in any way."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

import forms
from crawler.extractors.align.columns import Heading
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, normal

_TABLE = forms.table("t3")
ORDER = tuple(c.key for c in _TABLE.columns)
_GROUP = {g.key: g.label for g in _TABLE.groups}


def _spelled(column: forms.Column) -> Iterator[str]:
    """A column's name, alone and behind its group's where one row of headings has all: 法人或其他组织-商业企业."""
    yield from (column.label, *column.aliases)
    if column.parent == "legal_person":
        yield from (_GROUP["legal_person"] + seam + column.label for seam in ("", "-", "—", "/", ":", "·"))
        yield f"{_GROUP['legal_person']}（{column.label}）"


COLUMNS = Spellings((c.key, _spelled(c)) for c in (*_TABLE.columns, *_TABLE.extra_columns))
GROUPS = Spellings((g.key, (g.label,)) for g in _TABLE.groups)
DISTINCT = frozenset(ORDER) - {"lp_other", "total"}
"""Columns whose names occur nowhere else in a report's tables."""
SIDE = frozenset(("序号", "编号", "行次", "代码", "单位", "计量单位", "备注", "说明"))
"""Columns that tables have besides; where one stands among the numbers it must not shift them."""
_LONGEST = 24
_SUBTOTAL = "legal_person_subtotal"


def opens(line: Line, y: int) -> bool:
    """Whether a line is a heading row of 表三: it names a group, or two columns, one of them telling."""
    named: set[str] = set()
    for cell in line:
        text = cell.text
        if text.isascii() or cell.row != y or not 2 <= len(text) <= _LONGEST:
            continue
        if GROUPS.exact(text):
            return True
        named.update(COLUMNS.exact(text)[:1])
    return len(named) > 1 and not named.isdisjoint(DISTINCT)


@lru_cache(maxsize=256)
def read(lines: tuple[Line, ...]) -> tuple[Heading, ...] | None:
    """The columns as printed, left to right, those the form does not have with key None; None when not legible.

    ``lines`` hold their own cells only. Side columns left of the first applicant come first. Remembered, as the pages
    of a site print the same headings in the same places.
    """
    whole = next((line for line in reversed(lines) if set(_keys(line)) >= set(ORDER)), None)
    headings = tuple(_in_line(whole)) if whole else tuple(_by_levels(lines))
    keys = [heading.key for heading in headings if heading.key]
    whole_set = len(set(keys)) == len(keys) and set(keys) - {_SUBTOTAL} == set(ORDER)
    if whole_set:
        return None if _parts_legal_persons(keys) else headings
    return _undivided(lines)


def _undivided(lines: Sequence[Line]) -> tuple[Heading, ...] | None:
    """自然人, 法人或其他组织 and the total side by side, where the kinds of organisations have no columns."""
    named = [
        (cell, keys) for line in lines for cell in line if (keys := GROUPS.exact(cell.text) or COLUMNS.exact(cell.text))
    ]
    found = [(cell, keys[0]) for cell, keys in named if "applicants" not in keys]
    if sorted(key for _, key in found) != ["legal_person", "natural_person", "total"] or found[1][1] != "legal_person":
        return None
    if any(left.end != right.column or right.columns > 1 for (left, _), (right, _) in pairwise(found)):
        return None
    return tuple(Heading(None if key == "legal_person" else key, cell) for cell, key in found)


def _parts_legal_persons(keys: Sequence[str]) -> bool:
    """Whether 自然人 or the total stands between the columns of 法人或其他组织: then headings have slid."""
    inner = [i for i, key in enumerate(keys) if key.startswith("lp_")]
    return any(key in ("natural_person", "total") for key in keys[inner[0] : inner[-1]])


def opens_part(line: Line, y: int, *, begun: bool) -> bool:
    """Whether a line may be a heading row over some of the columns: it names a group, or two of them and no number.

    ``begun``: heading rows stand right above it, where one column is enough.
    """
    own = [cell for cell in line if cell.row == y and cell.text]
    if any(cell.text.isascii() for cell in own):
        return False
    named = len(set(_keys(tuple(own))))
    return any(GROUPS.exact(cell.text) for cell in own) or named > 1 or (begun and named == len(own) == 1)


def read_part(lines: Sequence[Line]) -> tuple[Heading, ...] | None:
    """Some of the columns, left to right as they stand in the grid; None where one is named twice or above another.

    小计 may be that of 法人或其他组织 or of all: among some of the columns nothing tells.
    """
    found = [
        Heading(keys[0] if len(keys) == 1 else None, cell)
        for cell, keys in _named(chain(*lines))
        if not GROUPS.exact(cell.text)
    ]
    found.sort(key=lambda heading: heading.cell.column if heading.cell else 0)
    keys = [heading.key for heading in found]
    cells = [heading.cell for heading in found if heading.cell]
    apart = all(left.end <= right.column for left, right in pairwise(cells))
    return tuple(found) if keys and apart and len(set(keys)) == len(keys) else None


def _keys(line: Line) -> Iterator[str]:
    for cell in line:
        if keys := COLUMNS.exact(cell.text):
            yield keys[0]


def _in_line(line: Line) -> Iterator[Heading]:
    """All columns side by side in one row; a merged name that was printed twice counts once."""
    begun = False
    previous: Placed | None = None
    for cell in line:
        keys = COLUMNS.exact(cell.text) if cell.text else ()
        begun = begun or bool(keys)
        if keys and previous is not None and previous.text == cell.text:
            yield Heading(None, cell)
        elif keys:
            yield Heading(_under_or_beside(keys, under=False), cell)
        elif cell.text and (begun or normal(cell.text) in SIDE):
            yield Heading(None, cell)
        previous = cell


def _by_levels(lines: Sequence[Line]) -> Iterator[Heading]:
    """法人或其他组织 stands for the columns in the row below it."""
    beside = next((i for i, line in enumerate(lines) if "natural_person" in _keys(line)), 0)
    lower = [Heading(_under_or_beside(keys, under=True), c) for c, keys in _named(chain(*lines[beside + 1 :]))]
    upper = [
        heading
        for line in lines[: beside + 1]
        for heading in _upper(line)
        if heading.key != "lp_other" or not any(h.key == "lp_other" for h in lower)
    ]
    moved = [h for h in lower if h.key in ("natural_person", "total")]
    if any(h.key == "total" for h in upper):
        lower = [h._replace(key=_SUBTOTAL) if h.key == "total" else h for h in lower]
    else:
        upper += moved
        lower = [h for h in lower if h not in moved]
    upper.sort(key=lambda h: h.cell.column if h.cell else 0)
    yield from _unfolded(upper, lower)


def _unfolded(upper: Sequence[Heading], lower: Sequence[Heading]) -> Iterator[Heading]:
    """The upper headings with the lower ones in place of their group, or behind 自然人 where no group is named."""
    grouped = any(heading.key == "legal_person" for heading in upper)
    for heading in upper:
        if heading.key == "legal_person":
            yield from lower
            lower = ()
        else:
            yield heading
            if heading.key == "natural_person" and not grouped:
                yield from lower


def _upper(line: Line) -> Iterator[Heading]:
    begun = False
    for cell in line:
        groups, keys = GROUPS.exact(cell.text), COLUMNS.exact(cell.text)
        if groups:
            begun = True
            if groups[0] == "legal_person":
                yield Heading("legal_person", cell)
        elif keys:
            begun = True
            yield Heading(_under_or_beside(keys, under=False), cell)
        elif cell.text and (begun or normal(cell.text) in SIDE):
            yield Heading(None, cell)


def _named(cells: Iterator[Placed]) -> Iterator[tuple[Placed, tuple[str, ...]]]:
    return ((cell, keys) for cell in cells if cell.text and (keys := COLUMNS.exact(cell.text)))


def _under_or_beside(keys: Sequence[str], *, under: bool) -> str:
    """小计 under 法人或其他组织 is a column that the form does not have, beside it the total."""
    if len(keys) == 1:
        return keys[0]
    return next((key for key in keys if (key == _SUBTOTAL) == under), keys[0])
