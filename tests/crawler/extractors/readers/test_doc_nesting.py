"""Tables in cells of tables in a .doc, of which the library makes lines."""

import struct
from collections.abc import Sequence

from crawler.extractors.document import Table
from crawler.extractors.readers.doc import read
from crawler.extractors.readers.doc.nesting import unnested
from tests.crawler.extractors.readers.oles import ole

TEXT, FKP = 2048, 4096
PLAIN = b""
OUTER_CELL = b"\x16\x24\x01\x49\x66\x01\x00\x00\x00"
INNER_CELL = b"\x16\x24\x01\x49\x66\x02\x00\x00\x00\x4b\x24\x01"


def ends_row(before: bytes, code: bytes, columns: int) -> bytes:
    """What is said of the end of a row with so many columns of an inch."""
    edges = b"".join(struct.pack("<h", 1440 * n) for n in range(columns + 1))
    definition = bytes([columns]) + edges + bytes(20 * columns)
    return before + code + b"\x01" + b"\x08\xd6" + struct.pack("<H", len(definition) + 1) + definition


OUTER_ROW = ends_row(OUTER_CELL, b"\x17\x24", 1)
INNER_ROW = ends_row(INNER_CELL, b"\x4c\x24", 2)


def word(paragraphs: Sequence[tuple[str, bytes]]) -> bytes:
    """A file of these paragraphs, each with what is said of it."""
    document = bytearray(8192)
    struct.pack_into("<HHHHH", document, 0, 0xA5EC, 0xC1, 0, 0x0409, 0)
    struct.pack_into("<H", document, 0x20, 14)
    struct.pack_into("<H", document, 0x3E, 22)
    struct.pack_into("<H", document, 0x98, 93)
    text = "".join(said for said, _ in paragraphs)
    document[TEXT : TEXT + 2 * len(text)] = text.encode("utf-16-le")
    struct.pack_into("<I", document, 0x4C, len(text))
    page = bytearray(512)
    places, at, end = [TEXT], 0, 508
    offsets: dict[bytes, int] = {}
    for said, look in paragraphs:
        places.append(places[-1] + 2 * len(said))
        if look not in offsets:
            held = struct.pack("<H", 0) + look
            held += b"\0" * (len(held) % 2)
            end -= len(held) + 2
            page[end : end + 2 + len(held)] = bytes([0, len(held) // 2]) + held
            offsets[look] = end // 2
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    for i, (_, look) in enumerate(paragraphs):
        page[4 * len(places) + 13 * i] = offsets[look]
    page[511] = len(paragraphs)
    assert at <= 4 * len(places) + 13 * len(paragraphs) < end
    document[FKP : FKP + 512] = page
    plc = struct.pack("<IIHIH", 0, len(text), 0, TEXT, 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    bins = struct.pack("<III", TEXT, places[-1], FKP // 512)
    struct.pack_into("<II", document, 0x1A2, 0, len(clx))
    struct.pack_into("<II", document, 0x102, len(clx), len(bins))
    return ole(bytes(document), clx + bins)


NESTED = [
    ("题\r", PLAIN),
    *(("规章\r", INNER_CELL), ("\r", INNER_CELL), ("\r", INNER_ROW)),
    *(("许可\r", INNER_CELL), ("34\r", INNER_CELL), ("\r", INNER_ROW)),
    *(("\x07", OUTER_CELL), ("\x07", OUTER_ROW)),
    ("完\r", PLAIN),
]


def test_a_table_in_a_table_of_one_cell_keeps_its_cells() -> None:
    blocks = read(word(NESTED)).blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [[span.text for span in row] for row in table.rows] == [["规章", ""], ["许可", "34"]]


def test_a_table_with_a_small_one_in_a_cell_stays() -> None:
    rows = [("甲\x07", OUTER_CELL), ("\x07", OUTER_ROW)] * 6
    data = word([*rows, *NESTED[1:4], ("\x07", OUTER_CELL), ("\x07", OUTER_ROW), ("完\r", PLAIN)])
    assert unnested(data) == data


def test_nothing_is_changed_that_a_table_shares_which_must_stay() -> None:
    data = word([*NESTED, ("甲\x07", OUTER_CELL), ("\x07", OUTER_ROW), ("完\r", PLAIN)])
    assert unnested(data) == data
    assert unnested(word(NESTED)) != word(NESTED)


def test_a_file_that_is_not_sound_stays_as_it_is() -> None:
    data = word(NESTED)[:3000]
    assert unnested(data) == data
