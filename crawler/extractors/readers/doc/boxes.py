"""Text boxes of a .doc, which its library leaves out: a letterhead with the title, at times a table.

[MS-DOC]: the texts of a file follow each other, those of its boxes behind the main one, and the piece table tells where
each stands. Told that the boxes are the main text, the library reads them with their tables.
"""

import struct

from crawler.extractors.readers.doc.pieces import CLX, read_pieces, table_name, written
from crawler.extractors.readers.doc.streams import Streams

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
    name = table_name(document)
    table = bytearray(streams.read(name))
    place, size = struct.unpack_from("<II", document, CLX)
    before, pieces = _only(bytes(table[place : place + size]), start, start + length)
    table[place + before : place + before + len(pieces)] = pieces
    struct.pack_into("<I", document, CLX + 4, before + len(pieces))
    for at in _COUNTS:
        struct.pack_into("<I", document, at, length if at == _COUNTS[0] else 0)
    return Streams(streams.written(text, document)).changed(name, table)


def _only(clx: bytes, start: int, end: int) -> tuple[int, bytes]:
    """Where the table of pieces begins, and one of those that hold these characters, counted from the first of them."""
    at, pieces = read_pieces(clx)
    found = []
    for piece in pieces:
        first, last = max(piece.first, start), min(piece.last, end)
        if first < last:
            place = piece.place + 2 * (first - piece.first)
            found.append(piece._replace(first=first - start, last=last - start, place=place))
    return at, written(found)
