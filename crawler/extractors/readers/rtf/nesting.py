r"""Tables in cells of tables: what a row looks like is told at its end, and the library takes it for the next row.

So a copy is put where the row begins: behind \itap2 of its first paragraph, or behind the row before it.
"""

import re
from collections.abc import Iterator

_MOST_ROWS = 20_000
_ROW = re.compile(rb"\{\\\*\\nesttableprops(.{0,20000}?)\\nestrow\s*\}", re.DOTALL)
_OUTER = re.compile(rb"\\(?:cell|row)(?![a-z])")
_INNER = re.compile(rb"\\itap2(?!\d)")
_DEEPER = re.compile(rb"\\itap[3-9]")


def told_first(data: bytes) -> bytes:
    r"""The same with every nested row described before its cells; as it is where tables stand three deep."""
    if not 0 < data.count(b"\\nesttableprops") <= _MOST_ROWS or _DEEPER.search(data):
        return data
    return b"".join(_pieces(data))


def _pieces(data: bytes) -> Iterator[bytes]:
    written = end = 0
    for row in _ROW.finditer(data):
        outer = max((found.end() for found in _OUTER.finditer(data, end, row.start())), default=0)
        place = end
        if outer or not end:
            first = _INNER.search(data, outer or end, row.start())
            place = first.end() if first else 0
        if place:
            yield data[written:place]
            yield b"{\\*\\nesttableprops" + row[1] + b"}"
            written = place
        end = row.end()
    yield data[written:]
