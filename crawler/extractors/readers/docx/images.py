"""The pictures of a .docx, taken out of its zip where somebody can read them."""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from crawler.extractors.readers import scan
from crawler.extractors.readers.docx.package import BROKEN_PACKAGE, targets
from crawler.extractors.readers.shared.package import check_sizes

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_MOST_BYTES = 32 * 2**20
_MOST = 20


def read_images(data: bytes, shown: Mapping[int, etree._Element]) -> dict[int, bytes]:
    """The files of the pictures that these elements show, by their numbers."""
    if not scan.is_available():
        return {}
    found: dict[int, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive)
            places = targets(archive)
            for number, node in list(shown.items())[:_MOST]:
                name = places.get(_relationship(node))
                if name is not None and archive.getinfo(name).file_size <= _MOST_BYTES:
                    found[number] = archive.read(name)
    except (*BROKEN_PACKAGE, KeyError):
        return found
    return found


def _relationship(node: etree._Element) -> str:
    """The identity of the picture in the relationships of the body; drawings name it further down, old ones here."""
    blip = next(node.iter(_BLIP), None)
    return (blip.get(f"{_R}embed") if blip is not None else node.get(f"{_R}id")) or ""
