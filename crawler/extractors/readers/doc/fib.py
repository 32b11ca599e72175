"""The first bytes of a .doc's text stream (FIB), changed so that the reader decodes 8-bit text as Word does.

Since Word 97 text in 8-bit pieces is cp1252 whatever the document's language ([MS-DOC], fCompressed). anydoc 0.2
decodes it in the code page of the language that the FIB names, which spoils “ ” — · × next to Latin letters in
Chinese files. Told that the file is English, it reads them right; Chinese text stands in 16-bit pieces anyway.
"""

import struct

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = 0xA5EC
_FIRST_WORD_97 = 0xC1
_VERSIONS = frozenset((0xC0, _FIRST_WORD_97, 0xC2, 0xD9, 0x101, 0x10C, 0x112))
_ENGLISH = 0x0409
_FAR_EAST = 0x4000


def in_english(data: bytes) -> bytes:
    """The same file with its language set to English; whatever is not a Word 97 or later OLE file comes back as is."""
    if not data.startswith(_OLE) or len(data) < 1536:
        return data
    sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    if sector not in (512, 4096):
        return data
    for start in range(sector, len(data) - 32, sector):  # a stream of 4 KiB or more begins on a sector
        magic, version = struct.unpack_from("<HH", data, start)
        if magic == _WORD and version in _VERSIONS:
            (flags,) = struct.unpack_from("<H", data, start + 10)
            patched = bytearray(data)
            struct.pack_into("<H", patched, start + 6, _ENGLISH)
            struct.pack_into("<H", patched, start + 10, flags & ~_FAR_EAST)
            return bytes(patched)
    return data
