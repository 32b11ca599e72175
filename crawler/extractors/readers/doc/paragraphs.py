"""The paragraphs of a .doc in the order of its text, each with its properties and where in the file these stand.

[MS-DOC]: properties of paragraphs stand in pages of the text stream (PAPX), some in the stream ``Data``; paragraphs
that look alike share theirs.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from crawler.extractors.readers.doc.chpx import OPERANDS
from crawler.extractors.readers.doc.pieces import pieces_of, table_name
from crawler.extractors.readers.doc.streams import Streams

IN_TABLE, ROW_END, DEPTH = 0x2416, 0x2417, 0x6649
_HUGE = frozenset((0x6645, 0x6646))
"""sprmPHugePapx: the properties stand in another stream."""
_TABLE = 0xD608
"""sprmTDefTable, the one whose size takes two bytes."""

Place = tuple[str, int]
"""A stream, and where in it properties begin: paragraphs that look alike share theirs."""


class Paragraph(NamedTuple):
    """Where its text begins and ends, and its properties by code: in which stream their operands stand, and where."""

    start: int
    end: int
    width: int
    said: dict[int, Place]
    depth: int

    @property
    def place(self) -> Place | None:
        """Something that only those have that share its properties."""
        return next(iter(self.said.values()), None)


def parts_of(data: bytes) -> tuple[dict[str, bytearray], bytes]:
    """The streams in which properties stand, by name, and the table stream; raises KeyError and errors of struct."""
    streams = Streams(data)
    held = {"WordDocument": bytearray(streams.read("WordDocument"))}
    table = streams.read(table_name(held["WordDocument"]))
    if "Data" in streams.names:
        held["Data"] = bytearray(streams.read("Data"))
    return held, table


def is_set(held: dict[str, bytearray], each: Paragraph, code: int) -> bool:
    """Whether a property that is on or off is on."""
    return code in each.said and held[each.said[code][0]][each.said[code][1]] != 0


def paragraphs(held: dict[str, bytearray], table: bytes) -> Iterator[Paragraph]:
    """The paragraphs in the order of the text, each with what is said of it."""
    document = held["WordDocument"]
    bins, size = struct.unpack_from("<II", document, 0x102)
    found = sorted(_runs(held, table[bins : bins + size]), key=lambda run: run[1])
    ends = [last for _, last, _ in found]
    for piece in pieces_of(document, table):
        for first, last, said in found[bisect_right(ends, piece.start) : bisect_right(ends, piece.end)]:
            yield Paragraph(max(first, piece.start), last - piece.width, piece.width, said, _depth(held, said))


def _depth(held: dict[str, bytearray], said: dict[int, Place]) -> int:
    if DEPTH in said:
        stream, at = said[DEPTH]
        return int(struct.unpack_from("<I", held[stream], at)[0])
    return int(IN_TABLE in said and held[said[IN_TABLE][0]][said[IN_TABLE][1]] == 1)


def _runs(held: dict[str, bytearray], table: bytes) -> Iterator[tuple[int, int, dict[int, Place]]]:
    """From every page of the bin table: where a paragraph begins and ends, and its properties."""
    document = held["WordDocument"]
    count = (len(table) - 4) // 8
    for (number,) in struct.iter_unpack("<I", table[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        begin = (number & 0x3FFFFF) * 512
        runs = document[begin + 511]
        places = struct.unpack_from(f"<{runs + 1}I", document, begin)
        for i in range(runs):
            offset = begin + 2 * document[begin + 4 * (runs + 1) + 13 * i]
            if offset == begin:
                yield places[i], places[i + 1], {}
                continue
            size = 2 * document[offset] - 1 if document[offset] else 2 * document[offset + 1]
            start = offset + (1 if document[offset] else 2)
            yield places[i], places[i + 1], dict(_said(held, "WordDocument", start + 2, start + size))


def _said(held: dict[str, bytearray], stream: str, at: int, end: int) -> Iterator[tuple[int, Place]]:
    """Every property by its code, and where its operand stands; those in another stream are among them."""
    content = held[stream]
    while at + 3 <= end:
        (code,) = struct.unpack_from("<H", content, at)
        size = OPERANDS.get(code >> 13)
        if size is None:
            size = struct.unpack_from("<H", content, at + 2)[0] + 1 if code == _TABLE else content[at + 2] + 1
        if code in _HUGE and stream != "Data" and "Data" in held:
            (place,) = struct.unpack_from("<I", content, at + 2)
            (length,) = struct.unpack_from("<H", held["Data"], place)
            yield from _said(held, "Data", place + 2, place + 2 + length)
        yield code, (stream, at + 2)
        at += 2 + size
