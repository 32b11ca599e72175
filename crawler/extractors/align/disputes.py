"""表四 行政复议、行政诉讼情况: three groups of five columns over a single row of numbers.

The five headings are the same in every group; which group a run of five belongs to follows from the order of the
group headings, 行政诉讼 standing for the two groups below it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import forms
from crawler.extractors import numbers
from crawler.extractors.align.columns import Heading, Row, match, padding_of
from crawler.extractors.align.doubts.slid import doubtful
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, is_wordy
from forms import Measure
from storage.records import State

TABLE = forms.table("t4")
GROUPS = Spellings((g.key, (g.label,)) for g in TABLE.groups)
_BELOW = {g.key: tuple(h.key for h in TABLE.groups if h.parent == g.key) for g in TABLE.groups}
PREFIXES = tuple(g.key for g in TABLE.groups if not _BELOW[g.key])
LEAVES = Spellings(
    (c.key.removeprefix("review_"), (c.label, *c.aliases)) for c in TABLE.columns if c.parent == "review"
)
ORDER = tuple(c.key for c in TABLE.columns)
_RUN = len(ORDER) // len(PREFIXES)
_LONGEST = 24
_MOST_REMARKS = 3
_REMARKED = re.compile(r"\d|无[^一-鿿]")
"""A value that cannot be read for what is printed behind it costs its own cell, not the row."""
_COLUMN_NUMBERS = [str(n + 1) for n in range(len(ORDER))]


class Disputes:
    """Reads the one row of 表四, which follows its headings, in the same table or at the top of the next."""

    key = "t4"

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._groups: list[Placed] = []
        self._leaves: list[Leaf] = []
        self._row: Row | None = None
        self._several = False
        self._index = -1
        self._headed = -1

    def start(self, table: Table) -> None:
        """A table of the document begins: the numbers may stand in it when the last one ended with the headings."""
        self._index = table.index

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to 表四: group headings, leaf headings, or the numbers right below them."""
        own = [cell for cell in line if cell.row == y]
        words = [cell for cell in own if 2 <= len(cell.text) <= _LONGEST and not cell.text.isascii()]
        groups = [cell for cell in words if GROUPS.exact(cell.text)]
        leaves = [(keys[0], cell) for cell in words if self._groups and (keys := LEAVES.exact(cell.text))]
        if groups or leaves:
            return self._head(groups, leaves, own)
        if not self._groups:
            return False
        own = self._beside_headings(own)
        if _is_numbers(own):
            return self._values(Row("value", tuple(own), y))
        if any(cell.text for cell in own):
            self._end()
        return not any(cell.text for cell in own)

    def _head(self, groups: list[Placed], leaves: list[tuple[str, Placed]], own: list[Placed]) -> bool:
        if self._row is not None or (groups and self._headed != self._index):
            self._end()
        if groups and not leaves:
            leaves = [(keys[0], cell) for cell in own if (keys := LEAVES.exact(cell.text))]
        self._groups += groups
        self._leaves += leaves
        self._headed = self._index
        return True

    def _beside_headings(self, own: list[Placed]) -> list[Placed]:
        """Without the cells left of all headings, such as the row's number below 序号."""
        left = min((cell.column for _, cell in self._leaves), default=0) if self._headed == self._index else 0
        right = [cell for cell in own if cell.column >= left]
        return right if len(right) == len(ORDER) else own

    def _values(self, row: Row) -> bool:
        """A row of values: the numbers of the columns are none, and of two rows that differ nobody knows which."""
        texts, before = (
            [cell.text for cell in row.values],
            [cell.text for cell in self._row.values] if self._row else [],
        )
        if texts == _COLUMN_NUMBERS:
            return True
        if not any(before):
            self._row = row
        elif any(texts) and texts != before:
            self._several = True
        return True

    def _end(self) -> None:
        """What follows is no more of 表四."""
        if self._row is None:
            self._groups, self._leaves = [], []

    def settle(self, table: Table, *, keeps_blanks: bool) -> None:
        """Place the row; called at the end of every table."""
        row, self._row = self._row, None
        several, self._several = self._several, False
        if row is None:
            if self._headed != table.index:
                self._groups, self._leaves = [], []
            return
        headings, assumed = _read_headings(tuple(self._groups), tuple(self._leaves))
        self._groups, self._leaves = [], []
        if several:
            measures = [Measure("t4", "value", key) for key in ORDER]
            self._ledger.lose(measures, "two rows of numbers, and nothing to tell which is this year's")
            return
        found = match(
            [row], headings, spanned=table.spanned, keeps_blanks=keeps_blanks, padding=padding_of(table.rows)
        )[0]
        cells = found.cells
        if assumed and not adds_up({key: numbers.read(cell.text).number for key, cell in cells.items()}):
            cells = {}
            self._ledger.warn("t4: headings not legible, and in the order of the form the numbers do not add up")
        if doubted := doubtful(cells):
            cells = {key: cell for key, cell in cells.items() if key not in doubted}
            self._ledger.lose([Measure("t4", "value", key) for key in ORDER if key in doubted], "may lack a cell")
        lost = [Measure("t4", "value", key) for key in ORDER if key not in cells]
        self._ledger.lose(lost, f"{len(row.values)} cells for {len(headings)} columns; taken as missing")
        self._ledger.put_row("t4", "value", cells, table.index, rule=found.rule)


Leaf = tuple[str, Placed]


@lru_cache(maxsize=256)
def _read_headings(groups: tuple[Placed, ...], leaves: tuple[Leaf, ...]) -> tuple[tuple[Heading, ...], bool]:
    """The fifteen columns in the order of the data, or those of the form where the printed ones are illegible.

    Remembered, as the pages of a site print the same headings in the same places.
    """
    prefixes = order_of_groups([GROUPS.exact(cell.text)[0] for cell in groups])
    runs = list(_runs(leaves))
    if set(prefixes) != set(PREFIXES) or len(runs) != len(prefixes) or any(len(dict(run)) != _RUN for run in runs):
        return tuple(map(Heading, ORDER)), True
    by_group = zip(prefixes, _runs_by_group(prefixes, runs), strict=True)
    return tuple(Heading(f"{prefix}_{leaf}", cell) for prefix, run in by_group for leaf, cell in run), False


def _runs(leaves: Sequence[Leaf]) -> Iterator[Sequence[Leaf]]:
    """Fives of headings; where one line holds all of them, those above it were printed again."""
    lines: dict[int, list[Leaf]] = {}
    for leaf in leaves:
        lines.setdefault(leaf[1].row, []).append(leaf)
    whole = next((line for line in lines.values() if len(line) == len(ORDER)), leaves)
    return (whole[i : i + _RUN] for i in range(0, len(whole), _RUN))


def order_of_groups(keys: Sequence[str]) -> list[str]:
    """review, direct, after_review as the page orders them: 行政诉讼 is replaced by the groups found below it."""
    below = [key for key in keys if key in _BELOW["litigation"]]
    order: list[str] = []
    for key in keys:
        if key == "litigation":
            order += below
        elif key not in below or "litigation" not in keys:
            order.append(key)
    return list(dict.fromkeys(order))


def _runs_by_group(prefixes: Sequence[str], runs: Sequence[Sequence[Leaf]]) -> Iterator[Sequence[Leaf]]:
    """The headings of 行政复议 may stand a line above the others: then they come first, in whatever order."""
    waiting = list(runs)
    lines = {run[0][1].row for run in runs}
    if len(lines) > 1:
        first = waiting.pop(0)
        for prefix in prefixes:
            yield first if prefix == "review" else waiting.pop(0)
        return
    yield from waiting


def adds_up(printed: Mapping[str, object]) -> bool:
    """Whether in every group of five the last number is the sum of the others; groups without numbers do."""
    for prefix in PREFIXES:
        values = [printed.get(key) or 0 for key in ORDER if key.startswith(f"{prefix}_")]
        if sum(values[:-1]) != values[-1]:  # type: ignore[arg-type]
            return False
    return True


def _is_numbers(own: Sequence[Placed]) -> bool:
    """A row of values, or of as many blanks; a word may stand before them, and remarks behind a few."""
    width = sum(cell.columns for cell in own)
    words = [n for n, cell in enumerate(own) if _is_words(cell.text)]
    if words and words[0] == 0 and width - own[0].columns >= len(ORDER):
        del words[0]
    remarks = len(words) <= _MOST_REMARKS and all(_REMARKED.match(own[n].text) for n in words)
    return remarks and width >= len(ORDER)


def _is_words(text: str) -> bool:
    """Words that are neither a number with its unit nor 无."""
    printed = numbers.read(text)
    if printed.state is not State.UNREADABLE or not is_wordy(text):
        return False
    return numbers.spoken(text) is None
