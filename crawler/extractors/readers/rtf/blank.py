r"""Rows without any text: the library leaves them out where they end a table, and a blank row is not an absent one.

So each gets a mark in its first cell, which is taken out again with the others.
"""

import re
from collections.abc import Iterator

_TURN = re.compile(rb"\\(cell|row)(?![a-z])")
_SILENT = re.compile(rb"\\(?!u-?\d|')(?:[a-z]+(?:-?\d+)? ?|\*)|[{}\s]+")
"""What prints nothing; characters that are written as numbers print something."""


def marked(data: bytes, mark: bytes) -> bytes:
    """The same with ``mark`` in the first cell of every row that has no text."""
    return b"".join(_pieces(data, mark))


def _pieces(data: bytes, mark: bytes) -> Iterator[bytes]:
    written = start = 0
    first: int | None = None
    for turn in _TURN.finditer(data):
        if turn[1] == b"cell":
            if first is None and not _SILENT.sub(b"", data[_opening(data, start, turn.start()) : turn.start()]):
                first = turn.start()
            elif first is None or _SILENT.sub(b"", data[start : turn.start()]):
                first = -1
        else:
            if first is not None and first >= 0:
                yield data[written:first]
                yield mark
                written = first
            first = None
        start = turn.end()
    yield data[written:]


def _opening(data: bytes, start: int, end: int) -> int:
    """Where a row begins: what stands between the table before and its description is no part of it."""
    found = data.rfind(b"\\trowd", start, end)
    return start if found < 0 else found
