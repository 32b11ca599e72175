r"""Rows that are described only behind their cells, as some writers do: the library wants it before them.

``\pard\intbl 规章\cell 3\cell{\trowd\cellx2000\cellx4000\row}``: a copy is put where the row begins.
"""

import re
from collections.abc import Iterator

_TURN = re.compile(rb"\\(trowd|cell|row)(?![a-z])")
_BEGINS = re.compile(rb"\\intbl(?![a-z])")
_SAYS = re.compile(rb"\\(?!cell[^x]|row|trowd)[a-z]+(?:-?\d+)? ?|\s+")
"""What a description is made of; anything else ends it."""
_LONGEST = 20_000


def before(data: bytes) -> bytes:
    r"""The same with every row described before its cells; as it is where each row begins with its ``\trowd``."""
    return b"".join(_pieces(data))


def _pieces(data: bytes) -> Iterator[bytes]:
    written = start = 0
    first: int | None = None
    told: int | None = None
    early = False
    for turn in _TURN.finditer(data):
        if turn[1] == b"trowd":
            early, told = early or first is None, turn.start()
        elif turn[1] == b"cell":
            first = turn.start() if first is None else first
        else:
            if first is not None and told is not None and not early:
                opens = _BEGINS.search(data, max(start, data.rfind(b"\\par\\", start, first)), first)
                place = opens.end() if opens else None
                if place is not None and (said := _description(data, told)):
                    yield data[written:place]
                    yield said
                    written = place
            first, told, early, start = None, None, False, turn.end()
    yield data[written:]


def _description(data: bytes, start: int) -> bytes:
    r"""From ``\trowd`` on what describes the row, without what ends it."""
    end = start + len(b"\\trowd")
    while end - start < _LONGEST and (said := _SAYS.match(data, end)):
        end = said.end()
    return data[start:end].rstrip() + b" "
