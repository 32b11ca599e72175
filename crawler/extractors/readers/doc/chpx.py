"""Text of a .doc that is raised, hidden, deleted or white, which its library reads like any other.

[MS-DOC]: the table stream leads to pages of 512 bytes (FKP), each with runs of text and what is said of them (CHPX);
the piece table tells whether a place of the file holds characters of one byte or of two.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from crawler.extractors.readers.doc.pieces import pieces_of, table_name
from crawler.extractors.readers.doc.streams import Streams

_SAID = (b"\x00\x08\x01", b"\x3c\x08\x01", b"\x53\x2a\x01", b"\x48\x2a\x01", b"\x48\x2a\x02", b"\x45\x48",
         b"\x70\x68\xff\xff\xff\x00", b"\x42\x2a\x08")  # fmt: skip
_GONE = frozenset((0x0800, 0x083C, 0x2A53))
"""sprmCFRMarkDel, sprmCFVanish, sprmCFDStrike."""
_SHIFT, _POSITION = 0x2A48, 0x4845
"""sprmCIss: 1 is superscript, 2 subscript; sprmCHpsPos: half points above the line."""
_HIGH = 4
_COLOUR, _OLD_COLOUR = 0x6870, 0x2A42
"""sprmCCv: red, green, blue and nought; sprmCIco: 8 is white. White digits count as raised: no number has any."""
_WHITE, _OLD_WHITE = b"\xff\xff\xff\x00", 8
OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's operand, by the upper bits of its code; the others say their size themselves."""
_RAISED = dict(zip(b"0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_RAISED_BYTES = {**dict.fromkeys(b"0456789", 0xB0), 0x31: 0xB9, 0x32: 0xB2, 0x33: 0xB3}
"""cp1252 has three superscript digits; a degree sign instead of the others makes a number illegible all the same."""


class Run(NamedTuple):
    """Bytes of the text stream, and whether their text is gone (else it is raised)."""

    start: int
    end: int
    gone: bool


def as_shown(data: bytes) -> bytes:
    """The same file with such text blanked out or written in superscript digits; as it is when it has none."""
    if not any(said in data for said in _SAID):
        return data
    try:
        return _changed(data)
    except (struct.error, IndexError, ValueError, KeyError):
        return data  # not sound: its reader will say so


def _changed(data: bytes) -> bytes:
    streams = Streams(data)
    text = streams.sectors("WordDocument")
    document = streams.bytes_of(text)
    table = streams.read(table_name(document))
    chpx, chpx_size = struct.unpack_from("<II", document, 0xFA)
    pieces = pieces_of(document, table)
    changed = bytearray(document)
    for run in _runs(document, table[chpx : chpx + chpx_size]):
        for piece in pieces:
            start, width = piece.start, piece.width
            first, last = max(run.start, start), min(run.end, piece.end)
            for at in range(first + (first - start) % width, last, width):
                _change(changed, at, width, gone=run.gone)
    return streams.written(text, changed)


def _change(text: bytearray, at: int, width: int, *, gone: bool) -> None:
    code = text[at] if width == 1 else struct.unpack_from("<H", text, at)[0]
    if code < 0x20:
        return  # marks of cells and paragraphs hold the table together
    if gone:
        code = 0xAD if width == 1 else 0x200B
    else:
        code = _RAISED_BYTES.get(code, code) if width == 1 else ord(_RAISED.get(code, chr(code)))
    struct.pack_into("<B" if width == 1 else "<H", text, at, code)


def _runs(document: bytes, table: bytes) -> Iterator[Run]:
    """The runs of which something is said that matters here, from every page of the bin table."""
    count = (len(table) - 4) // 8
    for (number,) in struct.iter_unpack("<I", table[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        page = document[(number & 0x3FFFFF) * 512 :][:512]
        if len(page) < 512:
            continue
        runs = page[511]
        places = struct.unpack_from(f"<{runs + 1}I", page)
        for i in range(runs):
            offset = page[4 * (runs + 1) + i] * 2
            if not offset:
                continue
            said = page[offset + 1 : offset + 1 + page[offset]]
            gone, raised = _looks(said)
            if gone or raised:
                yield Run(places[i], places[i + 1], gone)


def _looks(said: bytes) -> tuple[bool, bool]:
    """Whether the text is gone, and whether it is raised, lowered or white."""
    gone = shifted = white = False
    at = 0
    while at + 3 <= len(said):
        (code,) = struct.unpack_from("<H", said, at)
        size = OPERANDS.get(code >> 13) or said[at + 2] + 1
        if code in _GONE:
            gone = gone or said[at + 2] in (1, 0x81)
        elif code == _SHIFT:
            shifted = shifted or said[at + 2] in (1, 2)
        elif code == _POSITION and at + 4 <= len(said):
            shifted = shifted or struct.unpack_from("<h", said, at + 2)[0] >= _HIGH
        elif code == _COLOUR:
            white = said[at + 2 : at + 6] == _WHITE
        elif code == _OLD_COLOUR:
            white = said[at + 2] == _OLD_WHITE
        at += 2 + size
    return gone, shifted or white
