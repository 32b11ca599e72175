"""表四 in pieces: 行政复议 and 行政诉讼 in tables of their own, or one below the other in one table.

It is taken only when every group stands in exactly one piece, with five headings and five numbers of its own. A piece
that does not name its group has the name in the line above its table: （一）行政复议.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from crawler.extractors import numbers
from crawler.extractors.align.disputes import GROUPS, LEAVES, ORDER, PREFIXES, order_of_groups
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.grid import Line, Placed, lay_out
from crawler.extractors.labels import normal
from storage.records import State

_FIVE = len(ORDER) // len(PREFIXES)
_MOST_ROWS = 16
_LONGEST = 24
_OF_LITIGATION = re.compile(r"^.*行政诉讼[-—:·(]+(?=.)|\)$")
RULE = "group and heading, a piece a group"


def read(blocks: Sequence[Paragraph | Table], ledger: Ledger) -> None:
    """Place the numbers of such tables."""
    found = list(_pieces(blocks))
    if sorted(key for _, cells in found for key in cells) == sorted(ORDER):
        for table, cells in found:
            ledger.put_row("t4", "value", cells, table.index, rule=RULE)


def _pieces(blocks: Sequence[Paragraph | Table]) -> Iterator[tuple[Table, Mapping[str, Placed]]]:
    """The cells of one or two groups each, with the table that they stand in."""
    above: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            above = _group_of(block.text)
            continue
        found = [_cells(lines, above) for lines in _cut(block)]
        if all(found):
            yield from ((block, cells) for cells in found)
        above = ()


def _group_of(text: str) -> tuple[str, ...]:
    """The group that a line names and nothing else: （一）行政复议情况, 行政诉讼—复议后起诉."""
    if len(text) > _LONGEST:
        return ()
    return GROUPS.exact(_OF_LITIGATION.sub("", normal(text)).removesuffix("情况"))


def _cut(table: Table) -> Iterator[list[Line]]:
    """The table's lines, cut below every row of values; whole where it has but one."""
    if not table.spanned or not 2 <= len(table.rows) <= _MOST_ROWS:
        return
    lines = [tuple(cell for cell in line if cell.row == y) for y, line in enumerate(lay_out(table.rows))]
    ends = [y + 1 for y, line in enumerate(lines) if len(line) >= _FIVE and all(map(_is_value, line))]
    filled = [end for end in ends if any(cell.text for cell in lines[end - 1])]
    if len(filled) <= 1 and len(ends) != len(PREFIXES):
        ends = [len(lines)]
    for start, end in zip((0, *ends[:-1]), ends, strict=True):
        yield lines[start:end]


def _cells(lines: Sequence[Line], above: Sequence[str]) -> Mapping[str, Placed]:
    """The cells of one or two groups by column; none for anything else."""
    values = [line for line in lines if line and all(map(_is_value, line))]
    values = [line for line in values if any(cell.text for cell in line)] or [v for v in values if len(v) >= _FIVE]
    words = [cell for line in lines if line not in values for cell in line if cell.text]
    groups = order_of_groups([keys[0] for cell in words if (keys := GROUPS.exact(cell.text))] or above)
    leaves = [keys[0] for cell in words if (keys := LEAVES.exact(cell.text))]
    named = list(_named(groups, leaves))
    known = len(leaves) + sum(bool(GROUPS.exact(cell.text)) for cell in words) == len(words)
    if not known or len(values) != 1 or len(values[0]) != len(named):
        return {}
    return dict(zip(named, values[0], strict=True)) if len({cell.columns for cell in values[0]}) == 1 else {}


def _named(groups: Sequence[str], leaves: Sequence[str]) -> Iterator[str]:
    """The columns, left to right; none unless every group is one of numbers and has the five headings once."""
    runs = [leaves[i : i + _FIVE] for i in range(0, len(leaves), _FIVE)]
    if len(runs) != len(groups) or not set(groups) <= set(PREFIXES) or any(len(set(run)) != _FIVE for run in runs):
        return
    for group, run in zip(groups, runs, strict=True):
        yield from (f"{group}_{leaf}" for leaf in run)


def _is_value(cell: Placed) -> bool:
    return numbers.read(cell.text).state is not State.UNREADABLE
