"""Text of a PDF whose packed bytes are damaged: the library goes on with what it can unpack, or with none of it."""

import zlib
from typing import Any

from pdfminer.ascii85 import ascii85decode
from pdfminer.pdftypes import LITERALS_ASCII85_DECODE, LITERALS_FLATE_DECODE, PDFStream, resolve1


def is_torn(content: Any) -> bool:
    """Whether a stream that is about to be unpacked does not hold what was once packed into it.

    Asked of those that zlib packed, whether written as text then or not, and that are not encrypted. A checksum that is
    missing proves nothing.
    """
    stream = resolve1(content)
    if not isinstance(stream, PDFStream) or stream.rawdata is None or stream.decipher:
        return False
    data = stream.rawdata
    try:
        for name, _ in stream.get_filters():
            if name in LITERALS_FLATE_DECODE:
                zlib.decompressobj().decompress(data)
                return False
            if name not in LITERALS_ASCII85_DECODE:
                return False
            data = ascii85decode(data)
    except (zlib.error, ValueError):
        return True
    return False
