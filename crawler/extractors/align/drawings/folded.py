"""Rows whose numbers stand in the row below their label: folded into one line each, where all of a table is so.

A table in which some numbers stand beside words is left as it is: there a label alone may have lost its numbers.
"""

from collections.abc import Sequence
from itertools import pairwise

from crawler.extractors import numbers
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import is_wordy
from storage.records import State

_LEAST = 2
"""Labels with numbers below them that make a table one of this kind."""


def below_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines, each label over the whole width put before the numbers below it; its own line becomes empty."""
    width = max((line[-1].end for line in lines if line), default=0)
    pairs = [y for y in range(1, len(lines)) if _is_label(lines[y - 1], width) and _is_numbers(lines[y])]
    if len(pairs) < _LEAST or any(_has_number(line) for y, line in enumerate(lines) if y not in pairs):
        return list(lines)
    folded = list(lines)
    for y in pairs:
        label = Placed(lines[y - 1][0].text, y, -1, 1, 1)
        folded[y - 1], folded[y] = (), (label, *lines[y])
    return folded


def across(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """A line and its row for every label with a number right below it, where rows of both alternate; else the lines."""
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    if len(lines) % 2 or len(pairs) < _LEAST or not all(map(_are_columns, pairs)):
        return list(enumerate(lines))
    return [
        (2 * n + 1, (label._replace(row=2 * n + 1), number))
        for n, (above, below) in enumerate(pairs)
        for label, number in zip(above, below, strict=True)
        if label.text
    ]


def _are_columns(pair: tuple[Line, Line]) -> bool:
    above, below = pair
    if len(above) != len(below) or not above or not _is_numbers(below):
        return False
    same = all((a.column, a.end, a.rows) == (b.column, b.end, b.rows) for a, b in zip(above, below, strict=True))
    named = all(_is_name(a.text) or not (a.text or b.text) for a, b in zip(above, below, strict=True))
    return same and named and bool(above[0].text)


def _is_name(text: str) -> bool:
    return is_wordy(text) and not _is_value(text)


def _is_label(line: Line, width: int) -> bool:
    return len(line) == 1 and line[0].columns == width and line[0].rows == 1 and is_wordy(line[0].text)


def _is_numbers(line: Line) -> bool:
    """Whether a line holds values only, blanks among them, of one row each and side by side."""
    if not line or any(left.end != right.column for left, right in pairwise(line)):
        return False
    return all(cell.rows == 1 and _is_value(cell.text) for cell in line)


def _has_number(line: Line) -> bool:
    return any(numbers.is_number(cell.text) for cell in line)


def _is_value(text: str) -> bool:
    return numbers.read(text).state is not State.UNREADABLE
