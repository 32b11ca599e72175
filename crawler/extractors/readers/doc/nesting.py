"""Tables in cells of tables, of which the library makes lines: where the outer ones only arrange the page, they go.

[MS-DOC]: a paragraph says how deep in tables it stands; cells and rows end in marks of their own, which for inner
tables are told by properties instead. The inner tables are made outer ones, and the outer ones plain paragraphs. Bytes
are changed in place, and nothing where a property is shared with a table that must stay.
"""

import struct
from itertools import groupby

from crawler.extractors.readers.doc.paragraphs import DEPTH, IN_TABLE, ROW_END, Paragraph, is_set, paragraphs, parts_of
from crawler.extractors.readers.doc.streams import Streams

_SIGN = b"\x4b\x24\x01"
"""sprmPFInnerTableCell, set: without it no paragraph ends a cell of an inner table."""
_INNER_CELL, _INNER_ROW_END = 0x244B, 0x244C
_CELL, _PARAGRAPH = 7, 13


def unnested(data: bytes) -> bytes:
    """The same file without tables that hold little but tables; as it is where it has none, or is not sound."""
    if _SIGN not in data:
        return data
    try:
        return _unnested(data)
    except (struct.error, IndexError, ValueError, KeyError):
        return data


def _unnested(data: bytes) -> bytes:
    held, table = parts_of(data)
    told = list(paragraphs(held, table))
    tables = [list(group) for deep, group in groupby(told, key=lambda each: each.depth > 0) if deep]
    outer = [each for of_table in tables if _arranges(of_table) for each in of_table if each.depth == 1]
    inner = [each for each in told if each.depth == 2]
    kept = {each.place for of_table in tables if not _arranges(of_table) for each in of_table}
    shared = {each.place for each in (*outer, *inner)} & kept
    if not outer or shared or any(each.depth > 2 for each in told):
        return data
    marks = [(each, is_set(held, each, _INNER_ROW_END), is_set(held, each, _INNER_CELL)) for each in inner]
    for each, ends_row, ends_cell in marks:
        _make_outer(held, each, ends_row=ends_row, ends_cell=ends_cell)
    for each in outer:
        _make_plain(held, each)
    for name, stream in held.items():
        data = Streams(data).changed(name, stream)
    return data


def _arranges(table: list[Paragraph]) -> bool:
    """Whether more cells are in the tables inside than in the table itself."""
    inside = sum(each.depth > 1 for each in table)
    return inside > len(table) - inside


def _make_outer(held: dict[str, bytearray], each: Paragraph, *, ends_row: bool, ends_cell: bool) -> None:
    if ends_row or ends_cell:
        struct.pack_into("<B" if each.width == 1 else "<H", held["WordDocument"], each.end, _CELL)
    _write(held, each, DEPTH, "<I", 1)
    _write(held, each, _INNER_CELL, "<B", 0)
    if ends_row:
        stream, at = each.said[_INNER_ROW_END]
        struct.pack_into("<H", held[stream], at - 2, ROW_END)


def _make_plain(held: dict[str, bytearray], each: Paragraph) -> None:
    struct.pack_into("<B" if each.width == 1 else "<H", held["WordDocument"], each.end, _PARAGRAPH)
    for code, shape in ((IN_TABLE, "<B"), (ROW_END, "<B"), (DEPTH, "<I")):
        _write(held, each, code, shape, 0)


def _write(held: dict[str, bytearray], each: Paragraph, code: int, shape: str, number: int) -> None:
    if code in each.said:
        stream, at = each.said[code]
        struct.pack_into(shape, held[stream], at, number)
