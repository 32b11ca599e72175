"""表四 drawn as three rows, one a group, under one row of the five headings.

It is read only where the table is nothing else: one heading row with each of the five once, and below it each of the
three groups once, with exactly five cells behind its name.
"""

from collections.abc import Sequence

from crawler.extractors.align.disputes import GROUPS, LEAVES, PREFIXES
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, Placed, lay_out

_FIVE = 5
_MOST_ROWS = 8
RULE = "group and heading"


class Stacked:
    """Takes the lines of such a table; any other it leaves to the reader of 表四 as the notice draws it."""

    key = "t4"

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._cells: dict[str, Placed] = {}
        self._lines: frozenset[int] = frozenset()

    def start(self, table: Table) -> None:
        """A table of the document begins: its lines are looked through before any is taken."""
        self._cells, self._lines = {}, frozenset()
        if table.spanned and len(PREFIXES) < len(table.rows) <= _MOST_ROWS:
            self._cells, self._lines = _read(lay_out(table.rows))

    def take(self, _: Line, y: int) -> bool:
        """Whether the line is one of the table's."""
        return y in self._lines

    def settle(self, table: Table, *, keeps_blanks: bool) -> None:  # noqa: ARG002 – cells keep their place in a grid
        """Place the numbers; called at the end of every table."""
        if self._cells:
            self._ledger.put_row("t4", "value", self._cells, table.index, rule=RULE)


def _read(lines: Sequence[Line]) -> tuple[dict[str, Placed], frozenset[int]]:
    """The cells by column, and the lines that hold them and their headings; nothing unless all is there once."""
    leaves: list[str] = []
    cells: dict[str, Placed] = {}
    used: set[int] = set()
    for y, line in enumerate(lines):
        own = [cell for cell in line if cell.row == y]
        named = [keys[0] for cell in own if (keys := LEAVES.exact(cell.text))]
        groups = [keys[0] for cell in own if (keys := GROUPS.exact(cell.text)) and keys[0] in PREFIXES]
        if named and (groups or leaves or len(set(named)) != _FIVE or len(named) != _FIVE):
            return {}, frozenset()
        if named:
            leaves = named if all(LEAVES.exact(cell.text) for cell in own[-_FIVE:]) else []
            used.add(y)
        elif groups:
            values = own[-_FIVE:]
            behind = len(own) > _FIVE and GROUPS.exact(own[-_FIVE - 1].text) == (groups[0],)
            if (
                not leaves
                or len(groups) != 1
                or not behind
                or any(cell.rows > 1 or cell.columns > 1 for cell in values)
            ):
                return {}, frozenset()
            fresh = {f"{groups[0]}_{leaf}": cell for leaf, cell in zip(leaves, values, strict=True)}
            if not fresh.keys().isdisjoint(cells):
                return {}, frozenset()
            cells |= fresh
            used.add(y)
    if len(cells) != _FIVE * len(PREFIXES):
        return {}, frozenset()
    return cells, frozenset(used)
