"""The zip around a .docx: checked before it is opened, and opened even where python-docx refuses."""

import io
import zipfile
from dataclasses import dataclass

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from crawler.errors import Unreadable
from crawler.extractors.readers.package import BROKEN, check_sizes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "word/document.xml"

_REFUSED = (PackageNotFoundError, KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError)
_BROKEN = (*BROKEN, etree.LxmlError, *_REFUSED)
"""What zipfile, lxml and python-docx raise on damaged packages: the last two were not written for hostile input."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the readers need of a .docx: its body, and the parts that say what styles and numbers look like."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    title: str


def open_package(data: bytes) -> Package:
    """Open a .docx within limits; raises ``Unreadable`` (damaged, too_large)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive)
            try:
                return _by_library(data)
            except _REFUSED:
                return _by_hand(archive)
    except _BROKEN as problem:
        raise Unreadable("damaged", f"not a sound .docx: {problem!r:.200}") from problem


def _by_library(data: bytes) -> Package:
    document = docx.Document(io.BytesIO(data))
    parts = {
        relation.reltype.rpartition("/")[2]: relation.target_part
        for relation in document.part.rels.values()
        if not relation.is_external
    }
    styles, numbering = (getattr(parts.get(name), "element", None) for name in ("styles", "numbering"))
    return Package(document.element.body, styles, numbering, document.core_properties.title or "")


def _by_hand(archive: zipfile.ZipFile) -> Package:
    """A package with a dangling relationship (a lost picture) or in the strict dialect: Word opens both."""
    body = _parse(archive, _MAIN).find(f"{W}body")
    if body is None:
        raise Unreadable("damaged", "document.xml has no body")
    names = set(archive.namelist())
    styles, numbering = (
        _parse(archive, name) if name in names else None for name in ("word/styles.xml", "word/numbering.xml")
    )
    return Package(body, styles, numbering, "")


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(archive.read(name).replace(_STRICT, _TRANSITIONAL), parser)
