"""Tables that are open at a side: their rules go on beyond the outermost lines across them, and end alike.

Some are printed without lines at their left and right. Where a page break cuts a table, programs leave the line at the
break to one of the two pages, and draw none below cells that go on.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crawler.extractors.readers.pages.edges import APART

_FEWEST = 3
"""Rules, with two rows of cells between them."""
_INSIDE = 12.0
"""Points: an upright line farther in than this is another column's."""
_GAP = 4.0
"""Points: pieces of a rule with less between them are one."""

Rule = tuple[float, float, float]
"""From, to, and where it stands: a level rule at a height, an upright one at a distance from the left."""


def lids(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Level lines that close tables at their upper and lower end, of all edges of a page."""
    uprights = list(_whole((e["top"], e["bottom"], e["x0"]) for e in edges if e["orientation"] == "v"))
    level = list(_whole((e["x0"], e["x1"], e["top"]) for e in edges if e["orientation"] == "h"))
    ends: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for upright in uprights:
        for end in (0, 1):
            ends[end, round(upright[end] / APART)].append(upright)
    found = []
    for (end, _), rules in ends.items():
        left, right = min(rule[2] for rule in rules), max(rule[2] for rule in rules)
        height = min(rule[0] for rule in rules) if end == 0 else max(rule[1] for rule in rules)
        crossed = any(
            left - APART <= x <= right + APART and top < height - APART and bottom > height + APART
            for top, bottom, x in uprights
        )
        closed = any(
            abs(y - height) <= APART and start <= left + APART and stop >= right - APART for start, stop, y in level
        )
        if len(rules) >= _FEWEST and not crossed and not closed:
            found.append(_line(left, right, height, height))
    return found


def closing(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Upright lines that close such tables, of all edges of a page."""
    uprights = [edge for edge in edges if edge["orientation"] == "v"]
    level = [(float(e["x0"]), float(e["x1"]), float(e["top"])) for e in edges if e["orientation"] == "h"]
    alike: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for left, right, height in _whole(level):
        alike[round(left / APART), round(right / APART)].append((left, right, height))
    found = []
    for rules in alike.values():
        if len(rules) < _FEWEST:
            continue
        left, right = min(rule[0] for rule in rules), max(rule[1] for rule in rules)
        top, bottom = min(rule[2] for rule in rules), max(rule[2] for rule in rules)
        across = [float(edge["x0"]) for edge in uprights if edge["top"] < bottom and edge["bottom"] > top]
        if any(left + _INSIDE < x < right - _INSIDE for x in across):
            missing = (side for side in (left, right) if not any(abs(x - side) <= _INSIDE for x in across))
            found += [_line(side, side, top, bottom) for side in missing]
    return found


def _whole(pieces: Iterable[Rule]) -> Iterator[Rule]:
    """Rules of which every cell draws its own piece, put together."""
    start = stop = place = 0.0
    begun = False
    for piece in sorted(pieces, key=lambda rule: (round(rule[2]), rule[0])):
        if begun and round(piece[2]) == round(place) and piece[0] <= stop + _GAP:
            stop = max(stop, piece[1])
            continue
        if begun:
            yield start, stop, place
        begun, (start, stop, place) = True, piece
    if begun:
        yield start, stop, place


def _line(left: float, right: float, top: float, bottom: float) -> dict[str, Any]:
    place = {"x0": left, "x1": right, "top": top, "bottom": bottom}
    return {"object_type": "line", **place, "height": bottom - top, "width": right - left}
