"""表三 收到和处理政府信息公开申请情况: seven kinds of applicants by 23 (trial form) or 25 rows.

Rows are found by label under their group: 其他 is a column and the last row of （六）, 总计 a column and row （七）.
（六）其他处理 is a group in the 2021 form and a single data row in the trial form; a row of that name with numbers and
without a second label is the latter.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import forms
from crawler.extractors import numbers
from crawler.extractors.align import applicants
from crawler.extractors.align.columns import Heading, Row, match, padding_of
from crawler.extractors.align.doubts import sums
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.align.progress import Progress
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, bare, is_wordy, normal, untranslated
from forms import Measure, RowKind
from storage.records import State

TABLE = forms.table("t3")
ROWS = Spellings((r.key, (r.label, *r.aliases)) for r in TABLE.rows)
GROUPS = frozenset(r.key for r in TABLE.rows if r.kind is RowKind.GROUP)
_PARENT = {r.key: r.parent for r in TABLE.rows}
_GROUP_NAMES = sorted(((bare(r.label), r.key) for r in TABLE.rows if r.key in GROUPS), key=lambda g: -len(g[0]))
_TELLING = 8
"""From this length on a row label occurs nowhere but in 表三."""
_NUMBERED = frozenset(normal(r.label) for r in TABLE.rows if r.key in ("other_misc", "results_total"))
"""Short labels that with their ordinal, as the form prints it, are no column's: （七）总计, 3.其他."""
_LABELS = 6
"""A row's labels stand in its first cells: number, three levels, a blank or two."""


class Headed(NamedTuple):
    """A row with the headings in force above it; ``assumed`` when none were legible and the form's order is taken."""

    row: Row
    headings: tuple[Heading, ...]
    assumed: bool


class Requests:
    """Reads the rows of 表三 wherever they stand; header and group carry over from one HTML table to the next."""

    key = "t3"

    def __init__(self, ledger: Ledger, *, in_parts: bool = False) -> None:
        """``in_parts``: a table may have some of the columns only, and says which."""
        self._ledger = ledger
        self._in_parts = in_parts
        self._heads: list[Line] = []
        self._headings: tuple[Heading, ...] = ()
        self._assumed = False
        self._group: str | None = None
        self._rows: list[Headed] = []
        self._progress = Progress([r.key for r in TABLE.rows])
        self._table = -1
        self._headed = -1

    def start(self, table: Table) -> None:
        """A table of the document begins; headings of an earlier one keep their order, not their places."""
        self._table = table.index
        self._headings = tuple(Heading(h.key) for h in self._headings)

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to 表三; a line that does is kept until ``settle``."""
        if applicants.opens_part(line, y, begun=bool(self._heads)) if self._in_parts else applicants.opens(line, y):
            self._head(tuple(cell for cell in line if cell.row == y))
            return True
        if self._heads and not any(cell.text for cell in line if cell.row == y):
            return True
        return self._row(line, y)

    def _head(self, line: Line) -> None:
        """A heading row; those of an earlier table that no data row followed were of something else."""
        if not self._heads or self._headed != self._table:
            self._heads, self._headed = [], self._table
            self._progress.begin(self._table)
        self._heads.append(line)

    def settle(self, table: Table, *, keeps_blanks: bool) -> None:
        """Place the rows collected since the last call; called at the end of every table."""
        rows, self._rows = self._rows, []
        for headings, assumed in dict.fromkeys((h.headings, h.assumed) for h in rows):
            group = [h.row for h in rows if h.headings is headings or h.headings == headings]
            self._place(group, _fitting(headings, group, spanned=table.spanned), table, assumed, keeps_blanks)

    def _place(
        self, rows: Sequence[Row], headings: Sequence[Heading], table: Table, assumed: bool, keeps_blanks: bool
    ) -> None:
        if self._in_parts and assumed:
            return
        matches = match(
            rows, headings, spanned=table.spanned, keeps_blanks=keeps_blanks, padding=padding_of(table.rows)
        )
        measures = [Measure("t3", row.key, key) for row in rows for key in applicants.ORDER]
        if assumed and not all(sums.add_up(m.cells) for m in matches):
            self._ledger.lose(measures, "no heading row to go by, and in the order of the form rows do not add up")
            return
        if sums.are_misnamed(matches, headings):
            self._ledger.lose(measures, "rows do not add up in the order of their headings, but in that of the form")
            return
        doubtful = sums.doubtful([row.key for row in rows], matches)
        for row, found in zip(rows, matches, strict=True):
            if row.key in doubtful:
                lost = [Measure("t3", row.key, key) for key in applicants.ORDER]
                self._ledger.lose(lost, "it may lack a cell by its sums; taken as missing")
                continue
            if len(found.cells) < len(applicants.ORDER) and not self._in_parts:
                lost = [Measure("t3", row.key, key) for key in applicants.ORDER if key not in found.cells]
                self._ledger.lose(lost, f"{len(row.values)} cells for {len(headings)} columns; taken as missing")
            self._ledger.put_row("t3", row.key, found.cells, table.index, rule=found.rule, likeness=row.likeness)

    def _row(self, line: Line, y: int) -> bool:
        key, after, forgiven = self._label(line)
        if key is None or _names_another(line[after:], key):
            return False
        self._read_headings()
        if key in GROUPS:
            self._group = key
            self._progress.open = True
            self._ledger.keep(self.key, line, y, self._table)
            return True
        self._progress.took(key, self._table)
        likeness = ROWS.likeness(line[after - 1].text, key) if forgiven else None
        row = Row(key, line[after:], y, after, likeness, line[0].text.isdigit())
        self._rows.append(Headed(row, self._headings, self._assumed))
        return True

    def _read_headings(self) -> None:
        if self._heads:
            read = applicants.read(tuple(self._heads))
            if self._in_parts:
                read = read or applicants.read_part(self._heads)
            self._headings, self._assumed, self._heads = read or (), read is None, []
        if not self._headings:
            self._headings, self._assumed = tuple(map(Heading, applicants.ORDER)), True

    def _label(self, line: Line) -> tuple[str | None, int, bool]:
        """The row that the line's leading cells name, how many cells that takes, and whether it was forgiven."""
        group, after = None, 0
        for i, cell in enumerate(line[:_LABELS]):
            text = cell.text
            if not text:
                continue
            if text.isascii():
                if i == 0 and text.isdigit() and len(text) <= 2:
                    continue  # the number of the row
                break
            keys, forgiven, alone = _find(text)
            key = keys[0] if alone else self._meant(keys, text, group)
            if key is None:
                if is_wordy(text):
                    continue  # half a group's name, or one nobody foresaw
                break
            if key not in GROUPS:
                self._group = _PARENT[key]
                return key, i + 1, forgiven
            group, after = key, i + 1
        if group == "other" and any(_may_be_value(cell.text) for cell in line[after:]):
            self._group = group
            return "other_undivided", after, False
        return group, after, False

    def _meant(self, keys: Sequence[str], text: str, group: str | None) -> str | None:
        """The row that a label means here: groups before their namesakes, 其他 in （六） only, short ones when due."""
        if not keys:
            return None
        if len(keys) > 1:
            return next((k for k in keys if k in GROUPS), None) or next(
                (k for k in keys if _PARENT[k] == (group or self._group)), None
            )
        key = keys[0]
        return key if self._is_meant(key, untranslated(text), group) else None

    def _is_meant(self, key: str, label: str, group: str | None) -> bool:
        if len(label) >= _TELLING:
            return True
        if label in _NUMBERED:
            return self._progress.is_ahead(key) or self._progress.is_again(key, self._table)
        if key == "other_misc" and "other" not in (group, self._group if group in (None, "results") else None):
            return False
        if key == "results_total" and self._progress.is_ahead("granted"):
            return False  # nothing to sum up yet: the name of a column
        return self._progress.is_due(key, self._table)


class Named(NamedTuple):
    """The rows a label may stand for, whether it was forgiven, and whether it means its row wherever it stands."""

    keys: tuple[str, ...]
    forgiven: bool
    alone: bool


@lru_cache(maxsize=2048)
def _find(text: str) -> Named:
    """What a label names; looked up once, as the labels of groups come back in every row that they reach down into."""
    keys, forgiven = _rows_of(text)
    return Named(keys, forgiven, len(keys) == 1 and len(untranslated(text)) >= _TELLING)


def _rows_of(text: str) -> tuple[tuple[str, ...], bool]:
    """The rows a label may stand for; a group's name may be part of it: （三）不予公开1.属于国家秘密."""
    keys, forgiven = ROWS.find(text)
    if keys or len(text) < _TELLING:
        return keys, forgiven
    label = bare(text)
    for prefix, group in _GROUP_NAMES:
        if label.startswith(prefix):
            inner = ROWS.exact(label[len(prefix) :].lstrip(":、-—"))
            return tuple(key for key in inner if _PARENT[key] == group), False
    return keys, forgiven


def _fitting(headings: Sequence[Heading], rows: Sequence[Row], *, spanned: bool) -> Sequence[Heading]:
    """Without the side columns that stand left of the rows' labels, such as 序号."""
    lead = next((i for i, heading in enumerate(headings) if heading.key), 0)
    if not lead:
        return headings
    if spanned:
        edge = min((row.values[0].column for row in rows if row.values), default=0)
        kept = tuple(h for h in headings[:lead] if h.cell is not None and h.cell.column >= edge)
    else:
        kept = tuple(headings[int(all(row.numbered for row in rows)) : lead])
    return [*kept, *headings[lead:]]


def _names_another(cells: Sequence[Placed], key: str) -> bool:
    """Whether a further row is named among the numbers: then rows stand side by side, or are columns."""
    for cell in cells:
        if not cell.text.isascii():
            keys = ROWS.exact(cell.text)
            if len(keys) == 1 and keys[0] != key and keys[0] not in GROUPS:
                return True
    return False


def _may_be_value(text: str) -> bool:
    return not is_wordy(text) or numbers.read(text).state is not State.UNREADABLE
