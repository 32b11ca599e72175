"""Word files of the last century, written by hand: an OLE file of two streams."""

import struct

END = 0xFFFFFFFE


def entry(name: str, kind: int, start: int, size: int, left: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    named = name.encode("utf-16-le")
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HBB", len(named) + 2, kind, 1)
        + struct.pack("<III", left, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def ole(document: bytes, table: bytes) -> bytes:
    """A file of these two streams: the first in sectors of its own, the other among small ones if it is small."""
    size, small = len(document) // 512, len(table) < 4096
    held = [b"", document, table.ljust(-(-len(table) // 512) * 512, b"\0")]
    start = 2 + size
    sectors = len(held[2]) // 512
    fat = [END, 0xFFFFFFFD, *range(3, start), END, *range(start + 1, start + sectors), END, END]
    pieces = len(held[2]) // 64
    minifat = struct.pack("<128I", *[*range(1, pieces), *[END] * (129 - pieces)])
    directory = entry("Root Entry", 5, start if small else END, len(held[2]) if small else 0, child=1)
    directory += entry("WordDocument", 2, 2, len(document), left=2)
    directory += entry("0Table", 2, 0 if small else start, len(table))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<5I", header, 44, 1, 0, 0, 4096, start + sectors)
    struct.pack_into("<I", header, 48, 0)
    struct.pack_into("<III", header, 56, 4096, start + sectors, 1)
    struct.pack_into("<II", header, 68, END, 0)
    struct.pack_into("<109I", header, 76, 1, *[0xFFFFFFFF] * 108)
    whole = struct.pack("<128I", *[*fat, *[0xFFFFFFFF] * (128 - len(fat))])
    return bytes(header) + directory.ljust(512, b"\0") + whole + document + held[2] + minifat
