"""表四 行政复议、行政诉讼情况: three groups of five columns over a single row of numbers.

The five headings are the same in every group; which group a run of five belongs to follows from the order of the
group headings, 行政诉讼 standing for the two groups below it.
"""

from collections.abc import Iterator, Sequence

import forms
from crawler.extractors import numbers
from crawler.extractors.align.columns import Heading, Row, match
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, normal
from forms import Measure
from storage.records import State

TABLE = forms.table("t4")
_GROUPS = Spellings((g.key, (g.label,)) for g in TABLE.groups)
_BELOW = {g.key: tuple(h.key for h in TABLE.groups if h.parent == g.key) for g in TABLE.groups}
_PREFIXES = tuple(g.key for g in TABLE.groups if not _BELOW[g.key])
_LEAVES = Spellings(
    (c.key.removeprefix("review_"), (c.label, *c.aliases)) for c in TABLE.columns if c.parent == "review"
)
_ORDER = tuple(c.key for c in TABLE.columns)
_RUN = len(_ORDER) // len(_PREFIXES)


class Disputes:
    """Reads the one row of 表四, after headings that may stand in a table of their own."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._groups: list[Placed] = []
        self._leaves: list[tuple[str, Placed]] = []
        self._rows: list[tuple[Row, tuple[Heading, ...]]] = []

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to 表四: group headings, leaf headings, or the numbers below them."""
        own = [cell for cell in line if cell.row == y and cell.text.strip()]
        if not own:
            return False
        groups = [cell for cell in own if _GROUPS.exact(cell.text)]
        leaves = [(keys[0], cell) for cell in own if (keys := _LEAVES.exact(cell.text))]
        if groups or (self._groups and leaves):
            if self._rows:
                self._groups, self._leaves = [], []
            self._groups += groups
            self._leaves += leaves
            return True
        if self._groups and len(line) >= _RUN and all(_is_value(cell) for cell in own):
            self._rows.append((Row("value", tuple(c for c in line if c.row == y), y), tuple(self._headings())))
            return True
        return False

    def settle(self, table: int, *, spanned: bool) -> None:
        """Place the rows collected since the last call; called at the end of every table."""
        rows, self._rows = self._rows, []
        for row, headings in rows:
            cells = match([row], headings, spanned=spanned)[0]
            if cells is None:
                lost = [Measure(TABLE.key, "value", h.key) for h in headings if h.key]
                self._ledger.lose(lost, f"{len(row.values)} cells for {len(headings)} columns; taken as missing")
                continue
            for key, cell in cells.items():
                self._ledger.put(Measure(TABLE.key, "value", key), cell, table)

    def _headings(self) -> Iterator[Heading]:
        """The fifteen columns in the order of the data; those of the form where the printed ones are illegible."""
        prefixes = self._order_of_groups()
        runs = [self._leaves[i : i + _RUN] for i in range(0, len(self._leaves), _RUN)]
        if len(runs) != len(prefixes) or any(len({key for key, _ in run}) != _RUN for run in runs):
            if len(self._leaves) != len(_ORDER):
                self._ledger.warn("t4: headings not legible; columns taken in the order of the form")
            yield from (Heading(key) for key in _ORDER)
            return
        for prefix, run in zip(prefixes, self._runs_by_group(prefixes, runs), strict=True):
            yield from (Heading(f"{prefix}_{leaf}", cell) for leaf, cell in run)

    def _order_of_groups(self) -> list[str]:
        """review, direct, after_review as the page orders them: 行政诉讼 is replaced by the groups found below it."""
        keys = [_GROUPS.exact(cell.text)[0] for cell in self._groups]
        below = [key for key in keys if key in _BELOW["litigation"]]
        order: list[str] = []
        for key in keys:
            if key == "litigation":
                order += below
            elif key not in below or "litigation" not in keys:
                order.append(key)
        return list(dict.fromkeys(order))

    def _runs_by_group(
        self, prefixes: Sequence[str], runs: Sequence[list[tuple[str, Placed]]]
    ) -> Iterator[list[tuple[str, Placed]]]:
        """The headings of 行政复议 may stand a line above the others: then they come first, in whatever order."""
        waiting = list(runs)
        lines = {run[0][1].row for run in runs}
        if len(lines) > 1 and "review" in prefixes:
            first = waiting.pop(0)
            for prefix in prefixes:
                yield first if prefix == "review" else waiting.pop(0)
            return
        yield from waiting


def _is_value(cell: Placed) -> bool:
    return numbers.read(cell.text).state is not State.UNREADABLE or not any(
        "\u4e00" <= c <= "\u9fff" for c in cell.text
    )


def is_heading(line: Line) -> bool:
    """Whether a line names a group of 表四; used to tell its 总计 from that of 表三."""
    return any(_GROUPS.exact(cell.text) for cell in line if normal(cell.text))
