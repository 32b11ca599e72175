"""Text boxes of a .doc, which its library leaves out: a letterhead with the title, at times a table.

[MS-DOC]: the texts of a file follow each other, those of its boxes behind the main one, and the piece table tells where
each stands. Told that the boxes are the main text, the library reads them with their tables.
"""

import struct

from crawler.extractors.readers.doc.streams import Streams

_FLAGS, _PIECES = 0x0A, 0x1A2
_COUNTS = range(0x4C, 0x6C, 4)
"""How many characters the main text has, then notes, headers, macros, remarks, endnotes, boxes, boxes of headers."""
_BOXES = 0x64


def of_boxes(data: bytes) -> bytes | None:
    """The same file with the text of its boxes for its text; None where it has none, or is not sound."""
    try:
        return _of_boxes(data)
    except (struct.error, IndexError, ValueError, KeyError):
        return None


def _of_boxes(data: bytes) -> bytes | None:
    streams = Streams(data)
    text = streams.sectors("WordDocument")
    document = bytearray(streams.bytes_of(text))
    (length,) = struct.unpack_from("<I", document, _BOXES)
    if not 0 < length < len(document):
        return None
    start = sum(struct.unpack_from("<I", document, at)[0] for at in range(_COUNTS[0], _BOXES, 4))
    (flags,) = struct.unpack_from("<H", document, _FLAGS)
    name = "1Table" if flags & 0x0200 else "0Table"
    table = bytearray(streams.read(name))
    place, size = struct.unpack_from("<II", document, _PIECES)
    before, pieces = _only(bytes(table[place : place + size]), start, start + length)
    table[place + before : place + before + len(pieces)] = pieces
    struct.pack_into("<I", document, _PIECES + 4, before + len(pieces))
    for at in _COUNTS:
        struct.pack_into("<I", document, at, length if at == _COUNTS[0] else 0)
    return Streams(streams.written(text, document)).changed(name, table)


def _only(clx: bytes, start: int, end: int) -> tuple[int, bytes]:
    """Where the table of pieces begins, and one of those that hold these characters, counted from the first of them."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (size,) = struct.unpack_from("<I", clx, at + 1)
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    edges, said = [0], []
    for i in range(count):
        first, last = max(places[i], start), min(places[i + 1], end)
        if first < last:
            about, place, changes = struct.unpack_from("<HIH", clx, at + 5 + 4 * (count + 1) + 8 * i)
            said.append(struct.pack("<HIH", about, place + 2 * (first - places[i]), changes))
            edges.append(last - start)
    table = struct.pack(f"<{len(edges)}I", *edges) + b"".join(said)
    return at, b"\x02" + struct.pack("<I", len(table)) + table
