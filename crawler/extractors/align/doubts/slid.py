"""表四 whose row may have lost a cell and been filled up: with a blank at its beginning, or one or a 0 at its end.

Printed as it is, groups of five do not make their totals; with one number put back, which nobody knows, they do. Then
only those cells are certain that are the same either way.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import forms
from crawler.extractors import numbers
from crawler.extractors.grid import Placed
from storage.records import State

ORDER = tuple(c.key for c in forms.table("t4").columns)
_FIVE = sum(c.parent == "review" for c in forms.table("t4").columns)


def doubtful(cells: Mapping[str, Placed]) -> frozenset[str]:
    """The columns whose number depends on whether a cell was lost; none where the row adds up or has marks."""
    if len(cells) < len(ORDER) or (cells[ORDER[0]].text and cells[ORDER[-1]].text not in ("", "0")):
        return frozenset()
    printed = [numbers.read(cells[key].text) for key in ORDER]
    if any(one.state not in (State.REPORTED, State.BLANK) for one in printed):
        return frozenset()
    row = [one.number for one in printed]
    wrong = sum(not _adds_up(row[i : i + _FIVE], None) for i in range(0, len(row), _FIVE))
    if not wrong:
        return frozenset()
    others = [*_put_back(row[:-1])] if row[-1] is None or (row[-1] == 0 and wrong > 1) else []
    others += [*_put_back(row[1:])] if row[0] is None else []
    return frozenset(key for i, key in enumerate(ORDER) if any(other[i] != row[i] for other in others))


def _put_back(rest: Sequence[Decimal | None]) -> Iterator[list[Decimal | None]]:
    """Rows with a number that nobody knows among the rest, where all groups add up; not with it at the end."""
    for i in range(len(rest)):
        row = [*rest[:i], None, *rest[i:]]
        if _adds_up(row, i):
            row[i] = Decimal(-1)  # no other row has it
            yield row


def _adds_up(row: Sequence[Decimal | None], unknown: int | None) -> bool:
    """Whether every group makes its total, which may be unknown; with an unknown part the others make no more."""
    for start in range(0, len(row), _FIVE):
        *parts, total = (number or Decimal(0) for number in row[start : start + _FIVE])
        if unknown == start + _FIVE - 1:
            continue
        holds_it = unknown is not None and start <= unknown < start + _FIVE
        if sum(parts) > total if holds_it else sum(parts) != total:
            return False
    return True
