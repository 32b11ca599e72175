"""Tables in cells of tables, of which the library makes lines: where the outer ones only arrange the page, they go.

[MS-DOC]: a paragraph says how deep in tables it stands; cells and rows end in marks of their own, which for inner
tables are told by properties instead. The inner tables are made outer ones, and the outer ones plain paragraphs. Bytes
are changed in place, and nothing where a property is shared with a table that must stay.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from crawler.extractors.readers.doc.chpx import OPERANDS
from crawler.extractors.readers.doc.pieces import pieces_of, table_name
from crawler.extractors.readers.doc.streams import Streams

_SIGN = b"\x4b\x24\x01"
"""sprmPFInnerTableCell, set: without it no paragraph ends a cell of an inner table."""
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_HUGE = frozenset((0x6645, 0x6646))
"""sprmPHugePapx: the properties stand in another stream."""
_TABLE = 0xD608
"""sprmTDefTable, the one whose size takes two bytes."""
_CELL, _PARAGRAPH = 7, 13

Place = tuple[str, int]
"""A stream, and where in it properties begin: paragraphs that look alike share theirs."""


class _Paragraph(NamedTuple):
    """Where its text ends, and its properties by their codes: in which stream their operands stand, and where."""

    end: int
    width: int
    said: dict[int, Place]
    depth: int

    @property
    def place(self) -> Place | None:
        """Something that only those have that share its properties."""
        return next(iter(self.said.values()), None)


def unnested(data: bytes) -> bytes:
    """The same file without tables that hold little but tables; as it is where it has none, or is not sound."""
    if _SIGN not in data:
        return data
    try:
        return _unnested(data)
    except (struct.error, IndexError, ValueError, KeyError):
        return data


def _unnested(data: bytes) -> bytes:
    streams = Streams(data)
    held = {"WordDocument": bytearray(streams.read("WordDocument"))}
    document = held["WordDocument"]
    table = streams.read(table_name(document))
    if "Data" in streams.names:
        held["Data"] = bytearray(streams.read("Data"))
    paragraphs = list(_paragraphs(held, table))
    tables = [list(group) for deep, group in groupby(paragraphs, key=lambda each: each.depth > 0) if deep]
    outer = [each for of_table in tables if _arranges(of_table) for each in of_table if each.depth == 1]
    inner = [each for each in paragraphs if each.depth == 2]
    kept = {each.place for of_table in tables if not _arranges(of_table) for each in of_table}
    shared = {each.place for each in (*outer, *inner)} & kept
    if not outer or shared or any(each.depth > 2 for each in paragraphs):
        return data
    marks = [(each, _is_set(held, each, _INNER_ROW_END), _is_set(held, each, _INNER_CELL)) for each in inner]
    for each, ends_row, ends_cell in marks:
        _make_outer(held, each, ends_row=ends_row, ends_cell=ends_cell)
    for each in outer:
        _make_plain(held, each)
    for name, stream in held.items():
        data = Streams(data).changed(name, stream)
    return data


def _arranges(table: list[_Paragraph]) -> bool:
    """Whether more cells are in the tables inside than in the table itself."""
    inside = sum(each.depth > 1 for each in table)
    return inside > len(table) - inside


def _make_outer(held: dict[str, bytearray], each: _Paragraph, *, ends_row: bool, ends_cell: bool) -> None:
    if ends_row or ends_cell:
        struct.pack_into("<B" if each.width == 1 else "<H", held["WordDocument"], each.end, _CELL)
    _write(held, each, _DEPTH, "<I", 1)
    _write(held, each, _INNER_CELL, "<B", 0)
    if ends_row:
        stream, at = each.said[_INNER_ROW_END]
        struct.pack_into("<H", held[stream], at - 2, _ROW_END)


def _make_plain(held: dict[str, bytearray], each: _Paragraph) -> None:
    struct.pack_into("<B" if each.width == 1 else "<H", held["WordDocument"], each.end, _PARAGRAPH)
    for code, shape in ((_IN_TABLE, "<B"), (_ROW_END, "<B"), (_DEPTH, "<I")):
        _write(held, each, code, shape, 0)


def _is_set(held: dict[str, bytearray], each: _Paragraph, code: int) -> bool:
    return code in each.said and held[each.said[code][0]][each.said[code][1]] != 0


def _write(held: dict[str, bytearray], each: _Paragraph, code: int, shape: str, number: int) -> None:
    if code in each.said:
        stream, at = each.said[code]
        struct.pack_into(shape, held[stream], at, number)


def _paragraphs(held: dict[str, bytearray], table: bytes) -> Iterator[_Paragraph]:
    """The paragraphs in the order of the text, each with what is said of it."""
    document = held["WordDocument"]
    bins, size = struct.unpack_from("<II", document, 0x102)
    found = sorted(_runs(held, table[bins : bins + size]), key=lambda run: run[1])
    ends = [last for _, last, _ in found]
    for piece in pieces_of(document, table):
        for _, last, said in found[bisect_right(ends, piece.start) : bisect_right(ends, piece.end)]:
            yield _Paragraph(last - piece.width, piece.width, said, _depth(held, said))


def _depth(held: dict[str, bytearray], said: dict[int, Place]) -> int:
    if _DEPTH in said:
        stream, at = said[_DEPTH]
        return int(struct.unpack_from("<I", held[stream], at)[0])
    return int(_IN_TABLE in said and held[said[_IN_TABLE][0]][said[_IN_TABLE][1]] == 1)


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
