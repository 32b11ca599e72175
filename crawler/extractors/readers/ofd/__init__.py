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
from crawler.extractors.readers.ofd.layers import Area, Layer
from crawler.extractors.readers.ofd.page import read_page
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
            drawings = self._drawings(folder, document)
            remarks = self._remarks(folder, document)
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
                layers = [
                    Layer(each[1], drawings={**drawings, **self._drawings(*each)})
                    for each in (content, *filter(None, below))
                ]
                layers += (remark._replace(drawings=drawings) for remark in remarks.get(page.get("ID") or "", ()))
                yield read_page(layers, _area(content[1]) or shared or _A4, number)

    def _drawings(self, folder: str, root: etree._Element) -> dict[str, etree._Element]:
        """By their names the drawings that objects of a document or a page use, from the resources that it names."""
        found: dict[str, etree._Element] = {}
        for place in root.iter("{*}PublicRes", "{*}DocumentRes", "{*}PageRes"):
            resources = self.part(folder, place.text or "")
            for drawing in resources[1].iter("{*}CompositeGraphicUnit") if resources else ():
                content = drawing.find("{*}Content")
                if content is not None:
                    found[drawing.get("ID") or ""] = content
        return found

    def _remarks(self, folder: str, document: etree._Element) -> dict[str, list[Layer]]:
        """By the names of pages what was written on them afterwards; watermarks are no part of what a page says."""
        found: dict[str, list[Layer]] = {}
        listed = self.part(folder, document.findtext("{*}Annotations") or "\0")
        for page in listed[1].iterfind("{*}Page") if listed else ():
            own = self.part(listed[0], page.findtext("{*}FileLoc") or "\0") if listed else None
            for remark in own[1].iterfind("{*}Annot") if own else ():
                drawn = remark.find("{*}Appearance")
                if drawn is None or remark.get("Type") == "Watermark" or remark.get("Visible") == "false":
                    continue
                box = Area.of(drawn.get("Boundary") or "")
                layer = Layer(drawn, *(box[:2] if box else ()))
                found.setdefault(page.get("PageID") or "", []).append(layer)
        return found


def _area(element: etree._Element | None) -> Area | None:
    box = element.find(".//{*}PhysicalBox") if element is not None else None
    return Area.of(box.text or "") if box is not None else None
