"""OFD (GB/T 33190), China's own format of pages: a zip of XML in which texts and lines stand at their places.

Read as the pages of a PDF are: letters and ruled lines by their places, made cells and paragraphs in the same way.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document
from crawler.extractors.readers.ofd.page import Area, read_page
from crawler.extractors.readers.pages.document import document_of
from crawler.extractors.readers.pages.sheet import Sheet
from crawler.extractors.readers.shared.package import BROKEN, check_package
from crawler.extractors.readers.shared.soundness import parsed
from crawler.extractors.sniff import Kind

MOST_PAGES = 200
_A4 = Area(0.0, 0.0, 210.0, 297.0)
_ENCRYPTED = "encryptions.xml"


def read(data: bytes) -> Document:
    """The document; raises ``Unreadable`` (damaged, encrypted, empty, image_only, too_large)."""
    check_package(data)
    notes: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = list(_Package(archive).sheets(notes))
    except (*BROKEN, etree.LxmlError) as problem:
        raise Unreadable("damaged", f"not a sound OFD: {said(problem)}") from problem
    return document_of(Kind.OFD.media_type, sheets, notes)


class _Package:
    """The parts of a package by their names, which are written in any case."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        if _ENCRYPTED in self.names:
            raise Unreadable("encrypted", "the file asks for a password")

    def part(self, folder: str, place: str) -> tuple[str, etree._Element] | None:
        """The folder and the root of a part; None where the package does not hold it."""
        path = posixpath.normpath(posixpath.join("/", folder, place.strip())).lstrip("/")
        name = self.names.get(path.lower())
        if name is None:
            return None
        return posixpath.dirname(path), parsed(self.archive.read(name))

    def sheets(self, notes: list[str]) -> Iterator[Sheet]:
        """Every page of every document, those that are missing noted."""
        opened = self.part("", "OFD.xml")
        roots = [place.text or "" for place in opened[1].iter("{*}DocRoot")] if opened else []
        number = 0
        for found in filter(None, (self.part("", root) for root in roots)):
            folder, document = found
            shared = _area(document.find("{*}CommonData"))
            templates = {each.get("ID"): each.get("BaseLoc") or "" for each in document.iter("{*}TemplatePage")}
            for page in document.iterfind("{*}Pages/{*}Page"):
                number += 1
                if number > MOST_PAGES:
                    notes.append(f"more than {MOST_PAGES} pages; the rest was not read")
                    return
                content = self.part(folder, page.get("BaseLoc") or "")
                if content is None:
                    notes.append(f"page {number} is not in the file")
                    continue
                used = (templates.get(each.get("TemplateID")) for each in content[1].iter("{*}Template"))
                below = (self.part(folder, place) for place in used if place)
                layers = [content[1], *(template[1] for template in below if template)]
                yield read_page(layers, _area(content[1]) or shared or _A4, number)


def _area(element: etree._Element | None) -> Area | None:
    box = element.find(".//{*}PhysicalBox") if element is not None else None
    return Area.of(box.text or "") if box is not None else None
