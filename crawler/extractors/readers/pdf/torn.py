"""Text of a PDF whose packed bytes are damaged: the library goes on with what it can unpack, or with none of it."""

import zlib
from typing import Any

from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1


def is_torn(content: Any) -> bool:
    """Whether a stream that is about to be unpacked does not hold what was once packed into it.

    Asked of those whose first filter is zlib's and which are not encrypted; a checksum that is missing proves nothing.
    """
    stream = resolve1(content)
    if not isinstance(stream, PDFStream) or stream.rawdata is None or stream.decipher:
        return False
    filters = stream.get_filters()
    if not filters or filters[0][0] not in LITERALS_FLATE_DECODE:
        return False
    try:
        zlib.decompressobj().decompress(stream.rawdata)
    except zlib.error:
        return True
    return False
