"""表三 收到和处理政府信息公开申请情况: seven kinds of applicants by 23 (trial form) or 25 rows.

Rows are found by label under their group: 其他 is a column and the last row of （六）, 总计 a column and row （七）.
（六）其他处理 is a group in the 2021 form and a single data row in the trial form; a row of that name with numbers and
without a second label is the latter.
"""

from collections.abc import Iterator, Sequence

import forms
from crawler.extractors.align.columns import Heading, Row, match
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, normal
from forms import Measure, RowKind

TABLE = forms.table("t3")
_COLUMNS = Spellings((c.key, (c.label, *c.aliases)) for c in (*TABLE.columns, *TABLE.extra_columns))
_ROWS = Spellings((r.key, (r.label, *r.aliases)) for r in TABLE.rows)
_GROUPS = frozenset(r.key for r in TABLE.rows if r.kind is RowKind.GROUP)
_PARENT = {r.key: r.parent for r in TABLE.rows}
_ORDER = tuple(c.key for c in TABLE.columns)
_EXTRA = frozenset(c.key for c in TABLE.extra_columns)
_TELLING = 8
"""From this length on a row label occurs nowhere but in 表三."""
_DISTINCT = frozenset({"natural_person", "lp_business", "lp_research", "lp_public_interest", "lp_legal_service"})
_APPLICANTS = frozenset(normal(g.label) for g in TABLE.groups)
_ORGANISATIONS = normal(next(g.label for g in TABLE.groups if g.key == "legal_person"))


class Requests:
    """Reads the rows of 表三 wherever they stand; header and group carry over from one HTML table to the next."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._headers: list[Line] = []
        self._headings: tuple[Heading, ...] = ()
        self._group: str | None = None
        self._rows: list[Row] = []
        self._inside = False

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to 表三; a line that does is kept until ``settle``."""
        columns = _named_columns(line, y)
        if len(columns) >= 2 and not _DISTINCT.isdisjoint(columns):
            self._begin(line)
            return True
        if any(normal(cell.text) in _APPLICANTS for cell in line if cell.row == y):
            self._begin(line)
            return True
        return self._row(line, y)

    def settle(self, table: int, *, spanned: bool) -> None:
        """Place the rows collected since the last call; called at the end of every table."""
        rows, self._rows = self._rows, []
        if not rows:
            return
        headings = self._known_headings(rows)
        for row, cells in zip(rows, match(rows, headings, spanned=spanned), strict=True):
            measures = [Measure(TABLE.key, row.key, key) for key in _ORDER]
            if cells is None:
                self._ledger.lose(measures, f"{len(row.values)} cells for {len(headings)} columns; taken as missing")
                continue
            self._put(row, cells, table)

    def _put(self, row: Row, cells: dict[str, Placed], table: int) -> None:
        merged = [key for key, cell in cells.items() if cell.rows > 1]
        if merged:
            lost = [Measure(TABLE.key, row.key, key) for key in merged]
            self._ledger.lose(lost, "a number stands in a cell merged over several rows; taken as missing")
        for key, cell in cells.items():
            if key in merged or key in _EXTRA:
                continue
            self._ledger.put(Measure(TABLE.key, row.key, key), cell, table)

    def _begin(self, line: Line) -> None:
        self._inside = True
        self._headings = ()
        self._headers.append(line)

    def _row(self, line: Line, y: int) -> bool:
        key, after = self._label(line, y)
        if key is None:
            return False
        if self._headers:
            self._headings, self._headers = tuple(_headings(self._headers)), []
        if key in _GROUPS:
            self._group = key
            return True
        self._rows.append(Row(key, line[after:], y))
        return True

    def _label(self, line: Line, y: int) -> tuple[str | None, int]:
        """The row that the line's leading cells name, and how many cells name it."""
        group, leaf, after = None, None, 0
        for i, cell in enumerate(line[:4]):
            keys, forgiven = self._keys(cell.text)
            key = self._within(keys, group)
            if key is None:
                if group is None and i < 2 and _is_wordy(cell.text):
                    continue  # a group written in a way nobody foresaw, or a blank corner
                break
            if forgiven:
                self._ledger.warn(f"t3: {normal(cell.text)!r} read as {key}")
            after = i + 1
            if key not in _GROUPS:
                leaf = key
                break
            group = key
        if group is not None:
            self._group = group
        if leaf is None and group == "other" and _has_values(line[after:], y):
            leaf = "other_undivided"
        return leaf or group, after

    def _keys(self, text: str) -> tuple[tuple[str, ...], bool]:
        """The rows a label may stand for; 其他 or 总计 count only once the table has begun, long labels begin it."""
        keys, forgiven = _ROWS.find(text) if text else ((), False)
        if keys and not self._inside:
            if len(normal(text)) < _TELLING:
                return (), False
            self._inside = True
        return keys, forgiven

    def _within(self, keys: Sequence[str], group: str | None) -> str | None:
        """Among rows of the same label the one whose parent is the group in force; groups before their namesakes."""
        if len(keys) < 2:
            return keys[0] if keys else None
        parent = group or self._group
        return next((k for k in keys if k in _GROUPS), None) or next((k for k in keys if _PARENT[k] == parent), keys[0])

    def _known_headings(self, rows: Sequence[Row]) -> tuple[Heading, ...]:
        """The headings of this table, or of the one that it continues, or those of the form."""
        if self._headings:
            return self._headings
        if any(len(row.values) < len(_ORDER) for row in rows):
            self._ledger.warn("t3: no heading row found; columns taken in the order of the form")
        return tuple(Heading(key) for key in _ORDER)


def _is_wordy(text: str) -> bool:
    """Blank, or words rather than a number: may stand before the label of a row."""
    return not text.strip() or any("\u4e00" <= c <= "\u9fff" for c in text)


def _has_values(cells: Sequence[Placed], y: int) -> bool:
    return len([c for c in cells if c.row == y]) >= len(_ORDER)


def _named_columns(line: Line, y: int) -> list[str]:
    return [keys[0] for cell in line if cell.row == y and cell.text and (keys := _COLUMNS.exact(cell.text))]


def _headings(lines: Sequence[Line]) -> Iterator[Heading]:
    """The leaf columns in the order of the data: 法人或其他组织 stands for the headings of the line below it.

    Falls back to the order of the form where headings are missing or illegible but as many as the form has.
    """
    upper, lower = _levels(lines)
    upper.sort(key=lambda h: h.cell.column if h.cell else 0)
    found: list[Heading] = []
    for heading in upper:
        found.extend(lower if heading.key == "legal_person" else (heading,))
    if lower and not any(h.key == "legal_person" for h in upper):
        at = next((i + 1 for i, h in enumerate(found) if h.key == "natural_person"), 0)
        found[at:at] = lower
    keys = [h.key for h in found]
    if len(set(keys)) == len(keys) and set(_ORDER) <= set(keys):
        return iter(found)
    return iter([Heading(key) for key in _ORDER])


def _levels(lines: Sequence[Line]) -> tuple[list[Heading], list[Heading]]:
    """The headings beside 法人或其他组织, and those under it."""
    upper: list[Heading] = []
    lower: list[Heading] = []
    beside = next((i for i, line in enumerate(lines) if _names(line, "natural_person")), 0)
    for i, line in enumerate(lines):
        for cell in line:
            if cell in (c for earlier in lines[:i] for c in earlier):
                continue
            if normal(cell.text) == _ORGANISATIONS:
                upper.append(Heading("legal_person", cell))
            elif keys := _COLUMNS.exact(cell.text):
                key = _subtotal(keys, under=i > beside)
                (lower if i > beside else upper).append(Heading(key, cell))
    if any(h.key == "total" for h in upper):
        lower = [h._replace(key="legal_person_subtotal") if h.key == "total" else h for h in lower]
    return upper, lower


def _names(line: Line, key: str) -> bool:
    return any(key in _COLUMNS.exact(cell.text) for cell in line)


def _subtotal(keys: Sequence[str], *, under: bool) -> str:
    """小计 under 法人或其他组织 is an extra column, beside it the total."""
    if len(keys) == 1:
        return keys[0]
    return next((k for k in keys if (k in _EXTRA) == under), keys[0])
