"""The piece table of a .doc: where in the file each piece of its text stands, and how wide its characters are.

[MS-DOC]: the piece table (PlcPcd) stands in the table stream, at its end in what the file's header calls Clx.
"""

import struct
from typing import NamedTuple

CLX = 0x1A2
"""Where the header says at which place of the table stream it stands, and its size."""
_FLAGS = 0x0A
_NARROW = 0x40000000


class Piece(NamedTuple):
    """Characters of the text from ``first`` to before ``last``, and what is kept of them: ``place`` with its flag."""

    first: int
    last: int
    about: int
    place: int
    changes: int

    @property
    def width(self) -> int:
        """Bytes of a character."""
        return 1 if self.place & _NARROW else 2

    @property
    def start(self) -> int:
        """The byte of the text stream where the piece begins."""
        place = self.place & (_NARROW - 1)
        return place // 2 if self.width == 1 else place

    @property
    def end(self) -> int:
        """The byte behind it."""
        return self.start + (self.last - self.first) * self.width


def table_name(document: bytes | bytearray) -> str:
    """Which of its two table streams a file uses."""
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    return "1Table" if flags & 0x0200 else "0Table"


def pieces_of(document: bytes | bytearray, table: bytes | bytearray) -> list[Piece]:
    """The pieces in the order of the text."""
    place, size = struct.unpack_from("<II", document, CLX)
    return read_pieces(bytes(table[place : place + size]))[1]


def read_pieces(clx: bytes) -> tuple[int, list[Piece]]:
    """Where in the Clx the piece table begins, and the pieces."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (size,) = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    kept = at + 5 + 4 * (count + 1)
    return at, [Piece(places[i], places[i + 1], *struct.unpack_from("<HIH", clx, kept + 8 * i)) for i in range(count)]


def written(pieces: list[Piece]) -> bytes:
    """A piece table of these, as it stands in the Clx."""
    edges = [pieces[0].first if pieces else 0, *(piece.last for piece in pieces)]
    kept = b"".join(struct.pack("<HIH", *piece[2:]) for piece in pieces)
    table = struct.pack(f"<{len(edges)}I", *edges) + kept
    return b"\x02" + struct.pack("<I", len(table)) + table
