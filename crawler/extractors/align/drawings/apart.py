"""表四 in two or three tables: 行政复议 in one, 行政诉讼 in another, each under the five headings of its groups.

It is taken only when every group stands in exactly one of the tables, with five headings and five numbers of its own.
"""

from collections.abc import Iterator, Mapping, Sequence

from crawler.extractors import numbers
from crawler.extractors.align.disputes import GROUPS, LEAVES, ORDER, PREFIXES, order_of_groups
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Table
from crawler.extractors.grid import Placed, lay_out
from storage.records import State

_FIVE = len(ORDER) // len(PREFIXES)
_MOST_ROWS = 8
RULE = "group and heading, a table a group"


def read(tables: Sequence[Table], ledger: Ledger) -> None:
    """Place the numbers of such tables."""
    found = [(table, cells) for table in tables if (cells := _cells(table))]
    if sorted(key for _, cells in found for key in cells) == sorted(ORDER):
        for table, cells in found:
            ledger.put_row("t4", "value", cells, table.index, rule=RULE)


def _cells(table: Table) -> Mapping[str, Placed]:
    """The cells of one or two groups by column; none for any other table."""
    if not table.spanned or not 3 <= len(table.rows) <= _MOST_ROWS:
        return {}
    lines = [[cell for cell in line if cell.row == y] for y, line in enumerate(lay_out(table.rows))]
    values = [line for line in lines if line and all(map(_is_value, line))]
    values = [line for line in values if any(cell.text for cell in line)] or values
    words = [cell for line in lines if line not in values for cell in line if cell.text]
    groups = order_of_groups([keys[0] for cell in words if (keys := GROUPS.exact(cell.text))])
    leaves = [keys[0] for cell in words if (keys := LEAVES.exact(cell.text))]
    named = list(_named(groups, leaves))
    known = len(leaves) + sum(bool(GROUPS.exact(cell.text)) for cell in words) == len(words)
    if not known or len(values) != 1 or len(values[0]) != len(named) or any(cell.columns > 1 for cell in values[0]):
        return {}
    return dict(zip(named, values[0], strict=True))


def _named(groups: Sequence[str], leaves: Sequence[str]) -> Iterator[str]:
    """The columns, left to right; none unless every group is one of numbers and has the five headings once."""
    runs = [leaves[i : i + _FIVE] for i in range(0, len(leaves), _FIVE)]
    if len(runs) != len(groups) or not set(groups) <= set(PREFIXES) or any(len(set(run)) != _FIVE for run in runs):
        return
    for group, run in zip(groups, runs, strict=True):
        yield from (f"{group}_{leaf}" for leaf in run)


def _is_value(cell: Placed) -> bool:
    return numbers.read(cell.text).state is not State.UNREADABLE
