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
    total = parts = Decimal(0)
    for key, cell in cells.items():
        if number := numbers.read(cell.text).number:
            if key == "total":
                total = number
            elif key in _PARTS:
                parts += number
    return total == parts


def doubtful(keys: Sequence[str], matches: Sequence[Match]) -> frozenset[str]:
    """The rows that may lack a cell, where most print their total and sums do not tell that none does."""
    found = dict(zip(keys, matches, strict=True))
    is_each_once = len(found) == len(keys)
    wrong = spoilt(found) if is_each_once else frozenset()
    if not has_totals(matches):
        slid = have_slid(matches)
        return wrong.union(key for key, one in found.items() if slid and ends_in_its_sum(one.cells))
    shifted = frozenset(key for key, one in zip(keys, matches, strict=True) if is_shifted(one.cells))
    vouched = bool(shifted) and is_each_once and are_vouched_for(found)
    return wrong | (shifted - OUTCOMES if vouched else shifted)


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
    """Whether the total alone is blank, or 0, and the number before it may be that: as much as all others, or more.

    Then the row lacks a cell somewhere. Of a row with marks a blank total tells nothing.
    """
    if len(cells) < len(ORDER) or cells["total"].text not in ("", "0"):
        return False
    printed = [numbers.read(cells[key].text) for key in _PARTS]
    if any(one.state not in (State.REPORTED, State.BLANK) for one in printed):
        return False
    *parts, last = (one.number or 0 for one in printed)
    return 0 < last >= sum(parts)


def have_slid(matches: Sequence[Match]) -> bool:
    """Whether rows look as if their blanks had been left out and were put behind them: the last number is the sum.

    Two rows at least and most of those with two numbers and a blank total; of one alone it may be chance.
    """
    rows = [_numbers_of(m.cells) for m in matches if len(m.cells) == len(ORDER) and not m.cells["total"].text]
    told = [row for row in rows if len(row) > 1]
    return 2 <= sum(map(_ends_in_its_sum, told)) > len(told) * 2 // 3


def ends_in_its_sum(cells: Mapping[str, Placed]) -> bool:
    """Whether the total is blank and the last of two numbers or more is the sum of the others."""
    return not cells["total"].text and _ends_in_its_sum(_numbers_of(cells))


def _numbers_of(cells: Mapping[str, Placed]) -> list[Decimal]:
    printed = (numbers.read(cells[key].text).number for key in _PARTS if key in cells)
    return [number for number in printed if number is not None]


def _ends_in_its_sum(row: Sequence[Decimal]) -> bool:
    return len(row) > 1 and row[-1] == sum(row[:-1]) > 0


def spoilt(matches: Mapping[str, Match]) -> frozenset[str]:
    """Rows that do not make their total, or have one blank among numbers, where two columns or more do not add up.

    A misprint spoils one column; a row that lost a cell, or has one twice, spoils all between. Nothing where most
    rows do not make their totals, or most have blanks: that is how the report was made.
    """
    wrong = _suspects(matches)
    if not wrong:
        return frozenset()
    results, outcomes = matches.get("results_total"), _outcomes_of(matches)
    flow = _all_of(("new_received", "carried_in", "carried_out"), matches)
    asked = (results, *outcomes, *flow) if results is not None else ()
    if results is None or not all(len(m.cells) == len(ORDER) for m in asked):
        return frozenset()
    parts = [p for p in _PARTS if not any(_is_mark(m.cells[p].text) for m in asked)]
    parts = [p for p in parts if results.cells[p].text or "results_total" in wrong]
    unequal = sum(not _makes(outcomes, (results,), part) for part in parts) if outcomes else 0
    flows = sum(not _makes(flow[:2], (results, flow[2]), part) for part in parts) if flow else 0
    tells = {"results_total": max(unequal, flows)}
    return frozenset(key for key in wrong if tells.get(key, unequal if key in OUTCOMES else flows) > 1)


def _suspects(matches: Mapping[str, Match]) -> frozenset[str]:
    """The rows that do not make the total they print, if most do, and those with a blank before it, if most have none.

    Nobody knows what a mark stands for, and rows without parts or with a total of 0 tell nothing.
    """
    told = full = 0
    wrong: list[str] = []
    gapped: list[str] = []
    for key, match in matches.items():
        texts = [cell.text for cell in match.cells.values()]
        blanks = texts.count("")
        full += not blanks
        total = match.cells["total"].text if len(texts) == len(ORDER) else ""
        if blanks == 1 and total:
            gapped.append(key)
        if total == "0" or not total.isdecimal() or blanks == len(_PARTS):
            continue
        if "".join(texts).isdecimal():
            whole = sum(int(text) for text in texts if text) == 2 * int(total)
        elif any(map(_is_mark, texts)):
            continue
        else:
            whole = add_up(match.cells)
        told += 1
        if not whole:
            wrong.append(key)
    if told and 2 * len(wrong) >= told:
        return frozenset()
    return frozenset((*wrong, *(gapped if 2 * full > len(matches) else ())))


def _is_mark(text: str) -> bool:
    return not text.isdecimal() and numbers.read(text).state not in (State.REPORTED, State.BLANK)


def are_vouched_for(matches: Mapping[str, Match]) -> bool:
    """Whether all outcomes stand there and make row （七） in every column of parts, and that row its printed total.

    In a row that slid left the last part is its total: as much as the part it covers or more, and the same number
    beside it where it is as much. Some column then has too much, so that no row of such a table is shifted.
    """
    total, outcomes = matches.get("results_total"), _outcomes_of(matches)
    if total is None or not outcomes:
        return False
    if not all(len(m.cells) == len(ORDER) and _is_legible(m) for m in (total, *outcomes)):
        return False
    if not total.cells["total"].text or not add_up(total.cells):
        return False
    return all(_makes(outcomes, (total,), part) for part in _PARTS)


def _makes(some: Sequence[Match], others: Sequence[Match], part: str) -> bool:
    """Whether some rows add up to as much as others in a column."""
    return sum(_printed(m, part) for m in some) == sum(_printed(m, part) for m in others)


def _outcomes_of(matches: Mapping[str, Match]) -> list[Match]:
    """The outcomes of whichever form has all of its rows there; none otherwise."""
    return next(filter(None, (_all_of(keys, matches) for keys in _OUTCOMES)), [])


def _all_of(keys: Sequence[str], matches: Mapping[str, Match]) -> list[Match]:
    """The rows of these keys where all are there; none otherwise."""
    return [matches[key] for key in keys] if all(key in matches for key in keys) else []


def _is_legible(match: Match) -> bool:
    return all(numbers.read(cell.text).state is not State.UNREADABLE for cell in match.cells.values())


def _printed(match: Match, part: str) -> Decimal:
    return numbers.read(match.cells[part].text).number or Decimal(0)
