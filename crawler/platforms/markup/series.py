"""The addresses of all pages of a list, from those of a few: ``index_2`` is page 2 or 3, or page 10 counted down."""

import re
from collections.abc import Mapping

from crawler.platforms.step import BOUND

_NUMBER = re.compile(r"(\d+)")
_TRIED = 40
"""A pager shows fewer numbers; each pair of them is compared."""


def complete(known: Mapping[int, str], pages: int) -> dict[int, str]:
    """The addresses of the pages 2 to ``pages``: those known, and those that two known ones imply."""
    found = {number: url for number, url in known.items() if number > 1}
    numbers = sorted(found)[:_TRIED]
    for first in numbers:
        for second in numbers:
            if first < second and (rule := _rule(first, found[first], second, found[second])):
                before, behind, slope, offset = rule
                implied = {
                    n: f"{before}{slope * n + offset}{behind}"
                    for n in range(2, pages + 1)[:BOUND]
                    if slope * n + offset >= 0
                }
                return implied | found
    return found


def _rule(n: int, url: str, m: int, other: str) -> tuple[str, str, int, int] | None:
    """How an address follows from its page number, when the two differ in one number only."""
    ours, theirs = _NUMBER.split(url), _NUMBER.split(other)
    if len(ours) != len(theirs):
        return None
    places = [i for i, (one, two) in enumerate(zip(ours, theirs, strict=True)) if one != two]
    if len(places) != 1 or places[0] % 2 == 0:
        return None
    place = places[0]
    step = int(theirs[place]) - int(ours[place])
    slope, rest = divmod(step, m - n)
    if rest or not (abs(slope) == 1 or _counts_entries(slope, int(ours[place]) - slope * (n - 1))):
        return None
    return "".join(ours[:place]), "".join(ours[place + 1 :]), slope, int(ours[place]) - slope * n


def _counts_entries(slope: int, first: int) -> bool:
    """Whether numbers are those of entries, ``start=10`` for page 2: then the first page begins at 0 or 1."""
    return slope > 1 and first in {0, 1}
