"""What sums tell against a reading of 表三: whose parts make the total, and whose do not."""

from collections.abc import Mapping, Sequence

import forms
from crawler.extractors import numbers
from crawler.extractors.align.applicants import ORDER
from crawler.extractors.align.columns import Heading, Match
from crawler.extractors.grid import Placed

_PARTS = tuple(c.key for c in forms.table("t3").columns if not c.derived)


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

    Then the row lacks a cell somewhere.
    """
    if len(cells) < len(ORDER) or cells["total"].text:
        return False
    *parts, last = (numbers.read(cells[key].text).number for key in _PARTS)
    known = [part for part in parts if part is not None]
    return last is not None and len(known) == len(parts) and 0 < last >= sum(known)
