"""Pieces of a .docx that are whole documents of another kind.

Web offices put a page of HTML in (altChunk), people a sheet of Excel (an object, of which Word keeps a picture that no
program but an office reads).
"""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from crawler.errors import Unreadable
from crawler.extractors.document import Document
from crawler.extractors.readers.docx.flow import OBJECT
from crawler.extractors.readers.docx.package import BROKEN_PACKAGE, W, targets
from crawler.extractors.sniff import Kind, sniff

CHUNK = f"{W}altChunk"
_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_ID = ("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
       "{http://purl.oclc.org/ooxml/officeDocument/relationships}id")  # fmt: skip
_KINDS = frozenset((Kind.HTML, Kind.MHTML, Kind.TEXT, Kind.RTF, Kind.WORDML))
"""Not a .docx, which might hold itself."""
_SHEETS = frozenset((Kind.XLSX, Kind.XLS))
_MOST_OBJECTS = 20
_MOST_BYTES = 16 * 2**20


def read_chunks(data: bytes, body: etree._Element) -> Mapping[etree._Element, Document]:
    """The documents in a body by the elements that stand for them; those that cannot be read are left out."""
    chunks = list(body.iter(CHUNK))
    chunks += [each for each in body.iter(OBJECT) if _is_shown(each)][:_MOST_OBJECTS]
    if not chunks or not data:
        return {}
    from crawler.extractors import readers  # noqa: PLC0415  (it imports this reader)

    found: dict[etree._Element, Document] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            places = targets(archive)
            for chunk in chunks:
                name = next((places[key] for key in map(chunk.get, _ID) if key in places), None)
                if name is None or archive.getinfo(name).file_size > _MOST_BYTES:
                    continue
                part = archive.read(name)
                if (kind := sniff(part)) in (_KINDS if chunk.tag == CHUNK else _SHEETS):
                    found[chunk] = readers.read(part, kind)
    except (*BROKEN_PACKAGE, KeyError, Unreadable):
        pass
    for chunk in found:
        _leave_out_picture(chunk)
    return found


def _is_shown(each: etree._Element) -> bool:
    """Whether an object shows what it holds; a link holds nothing, and a sign only says that there is something."""
    return each.get("Type") == "Embed" and each.get("DrawAspect") != "Icon"


def _leave_out_picture(each: etree._Element) -> None:
    """An object's picture beside it shows the same."""
    parent = each.getparent() if each.tag == OBJECT else None
    for picture in list(parent.iter(_PICTURE)) if parent is not None else ():
        if (holder := picture.getparent()) is not None:
            holder.remove(picture)
