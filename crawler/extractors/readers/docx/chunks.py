"""Pieces of a .docx that are whole documents of another kind (altChunk): what web offices put a page of HTML in."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from crawler.errors import Unreadable
from crawler.extractors.document import Document
from crawler.extractors.readers.docx.package import BROKEN_PACKAGE, W, targets
from crawler.extractors.sniff import Kind, sniff

CHUNK = f"{W}altChunk"
_ID = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
       "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_KINDS = frozenset((Kind.HTML, Kind.MHTML, Kind.TEXT, Kind.RTF, Kind.WORDML))
"""Not a .docx, which might hold itself."""


def read_chunks(data: bytes, body: etree._Element) -> Mapping[etree._Element, Document]:
    """The documents in a body by the elements that stand for them; those that cannot be read are left out."""
    chunks = list(body.iter(CHUNK))
    if not chunks or not data:
        return {}
    from crawler.extractors import readers  # noqa: PLC0415  (it imports this reader)

    found: dict[etree._Element, Document] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            places = targets(archive)
            for chunk in chunks:
                name = next((places[key] for key in map(chunk.get, _ID) if key in places), None)
                part = archive.read(name) if name else b""
                if (kind := sniff(part)) in _KINDS:
                    found[chunk] = readers.read(part, kind)
    except (*BROKEN_PACKAGE, Unreadable):
        pass
    return found
