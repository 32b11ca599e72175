"""What sums tell against a reading of 表三: whose parts make the total, and whose do not."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

import forms
from crawler.extractors import numbers
from crawler.extractors.align.applicants import ORDER
from crawler.extractors.align.columns import Heading, Match
from crawler.extractors.grid import Placed
from storage.records import State

_TABLE = forms.table("t3")
_PARTS = tuple(c.key for c in _TABLE.columns if not c.derived)
_OUTCOMES = tuple(tuple(row.key for row in _TABLE.descendants("results", form)) for form in ("a2021", "b2019"))
"""The rows that （七） is the sum of, in either form."""
OUTCOMES = frozenset(chain(*_OUTCOMES))


def add_up(cells: Mapping[str, Placed]) -> bool:
    """Whether the parts of a row make its total; a row that prints nothing does."""
    printed = {key: numbers.read(cell.text).number for key, cell in cells.items()}
    parts = sum(number for key in _PARTS if (number := printed.get(key)) is not None)
    return (printed.get("total") or 0) == parts


def are_misnamed(matches: Sequence[Match], headings: Sequence[Heading]) -> bool:
    """Whether headings in an order of their own make fewer rows add up than the form's order does."""
    order = [heading.key for heading in headings if heading.key in ORDER]
    if order == list(ORDER):
        return False
    whole = [m.cells for m in matches if len(m.cells) == len(order) == len(ORDER)]
    as_in_form = [{key: cells[name] for key, name in zip(ORDER, order, strict=True)} for cells in whole]
    return sum(map(add_up, as_in_form)) > sum(map(add_up, whole))


def has_totals(matches: Sequence[Match]) -> bool:
    """Whether most rows print their total."""
    return 2 * sum(bool((total := m.cells.get("total")) and total.text) for m in matches) > len(matches)


def is_shifted(cells: Mapping[str, Placed]) -> bool:
    """Whether the total alone is blank and the number before it may be that: as much as all others, or more.

    Then the row lacks a cell somewhere. Of a row with marks a blank total tells nothing.
    """
    if len(cells) < len(ORDER) or cells["total"].text:
        return False
    printed = [numbers.read(cells[key].text) for key in _PARTS]
    if any(one.state not in (State.REPORTED, State.BLANK) for one in printed):
        return False
    *parts, last = (one.number or 0 for one in printed)
    return 0 < last >= sum(parts)


def are_vouched_for(matches: Mapping[str, Match]) -> bool:
    """Whether all outcomes stand there and make row （七） in every column of parts, and that row its printed total.

    In a row that slid left the last part is its total: as much as the part it covers or more, and the same number
    beside it where it is as much. Some column then has too much, so that no row of such a table is shifted.
    """
    total = matches.get("results_total")
    outcomes = next((found for keys in _OUTCOMES if (found := _all_of(keys, matches))), None)
    if total is None or outcomes is None:
        return False
    if not all(len(m.cells) == len(ORDER) and _is_legible(m) for m in (total, *outcomes)):
        return False
    if not total.cells["total"].text or not add_up(total.cells):
        return False
    return all(sum(_printed(m, part) for m in outcomes) == _printed(total, part) for part in _PARTS)


def _all_of(keys: Sequence[str], matches: Mapping[str, Match]) -> list[Match] | None:
    return [matches[key] for key in keys] if all(key in matches for key in keys) else None


def _is_legible(match: Match) -> bool:
    return all(numbers.read(cell.text).state is not State.UNREADABLE for cell in match.cells.values())


def _printed(match: Match, part: str) -> Decimal:
    return numbers.read(match.cells[part].text).number or Decimal(0)
