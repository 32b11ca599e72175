"""Text boxes of .doc files, and tables in cells of .rtf files, which the library does not read by itself."""

import struct

import pytest

from crawler.extractors.readers.doc.boxes import of_boxes
from crawler.extractors.readers.doc.pieces import pieces_of
from crawler.extractors.readers.doc.streams import Streams
from crawler.extractors.readers.rtf import read as read_rtf
from crawler.extractors.readers.rtf.nesting import told_first
from tests.crawler.extractors.readers.oles import ole

MAIN, NOTES, BOXES = "正文", "注", "某区民政局2024年年报"


def word(*, padding: int = 0, boxes: str = BOXES) -> bytes:
    """A file whose text stands in two pieces, of which the second begins within the boxes."""
    document = bytearray(8192)
    text = (MAIN + NOTES + boxes).encode("utf-16-le")
    document[2048 : 2048 + len(text)] = text
    struct.pack_into("<8I", document, 0x4C, len(MAIN), len(NOTES), 0, 0, 0, 0, len(boxes), 0)
    first = len(MAIN + NOTES) + 2
    plc = struct.pack("<III", 0, first, len(MAIN + NOTES + boxes))
    plc += struct.pack("<HIH", 0, 2048, 0) + struct.pack("<HIH", 0, 2048 + 2 * first, 0)
    clx = b"\x01\x02\x00ab\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", document, 0x1A2, padding, len(clx))
    return ole(bytes(document), bytes(padding) + clx)


@pytest.mark.parametrize("padding", [0, 4096])
def test_the_boxes_become_the_text_wherever_the_table_of_pieces_stands(padding: int) -> None:
    data = of_boxes(word(padding=padding))
    assert data is not None
    streams = Streams(data)
    document = streams.read("WordDocument")
    pieces = pieces_of(document, streams.read("0Table"))
    assert "".join(document[piece.start : piece.end].decode("utf-16-le") for piece in pieces) == BOXES
    assert struct.unpack_from("<8I", document, 0x4C) == (len(BOXES), 0, 0, 0, 0, 0, 0, 0)


def test_a_file_without_boxes_or_that_is_not_sound_has_none() -> None:
    assert of_boxes(word(boxes="")) is None
    assert of_boxes(word()[:1000]) is None
    assert of_boxes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") is None


def nested(row: str, *edges: int) -> str:
    cells = "".join(rf"\pard\intbl\itap2 {text}\nestcell" for text in row.split())
    looks = "".join(rf"\cellx{edge}" for edge in edges)
    return cells + rf"\pard\intbl\itap2{{\*\nesttableprops\trowd{looks}\nestrow}}{{\nonesttables\par}}"


def test_rows_of_a_table_in_a_cell_look_as_their_own_end_says() -> None:
    rows = nested("a b", 1000, 3000) + nested("c d e", 1000, 2000, 3000) + nested("1 2 3", 1000, 2000, 3000)
    data = rf"{{\rtf1\ansi \trowd\cellx9000 {rows}\pard\intbl\itap1 \cell\row\pard f\par}}".encode()
    (table,) = read_rtf(data).tables
    assert [[(span.text, span.columns) for span in row] for row in table.rows] == [
        [("a", 1), ("b", 2)],
        [("c", 1), ("d", 1), ("e", 1)],
        [("1", 1), ("2", 1), ("3", 1)],
    ]


def test_a_mark_of_unicode_before_an_rtf_is_no_harm() -> None:
    assert read_rtf(b"\xef\xbb\xbf{\\rtf1\\ansi a\\par}").blocks[0].text == "a"  # type: ignore[union-attr]


def test_tables_three_deep_stay_as_they_are() -> None:
    data = rb"{\rtf1 \itap3 1\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}}"
    assert told_first(data) == data
