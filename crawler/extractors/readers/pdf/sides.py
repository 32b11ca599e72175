"""Tables that are open to the left and right: their rules go on beyond the outermost upright lines, and end alike."""

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
"""From, to, and the height at which it stands."""


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
            found += [_line(side, top, bottom) for side in missing]
    return found


def _whole(pieces: Iterable[Rule]) -> Iterator[Rule]:
    """Rules of which every cell draws its own piece, put together."""
    left = right = height = 0.0
    begun = False
    for piece in sorted(pieces, key=lambda rule: (round(rule[2]), rule[0])):
        if begun and round(piece[2]) == round(height) and piece[0] <= right + _GAP:
            right = max(right, piece[1])
            continue
        if begun:
            yield left, right, height
        begun, (left, right, height) = True, piece
    if begun:
        yield left, right, height


def _line(x: float, top: float, bottom: float) -> dict[str, Any]:
    return {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "height": bottom - top, "width": 0.0}
