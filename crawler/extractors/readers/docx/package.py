"""The zip around a .docx: checked before it is opened, and read only as far as the report needs it.

python-docx knows where parts are. Its own ``Document`` unpacks and parses all of them, ten times what a report needs,
and gives every element a class of its own, so the few that are asked for are parsed by bare lxml.
"""

import io
import zipfile
from dataclasses import dataclass

from docx.opc.packuri import PACKAGE_URI, PackURI
from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.readers.shared.package import BROKEN, check_sizes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_BODY, _LIST = f"{W}body", f"{W}numPr"
_STYLES = (f"{W}pStyle", f"{W}rStyle")
_USUAL = {
    "officeDocument": "/word/document.xml", "styles": "/word/styles.xml", "numbering": "/word/numbering.xml",
}  # fmt: skip
"""Where parts are when no relationship leads to them: Word opens such files too."""

BROKEN_PACKAGE = (*BROKEN, etree.LxmlError)
"""What zipfile, lxml and the names of parts raise on damaged packages."""


@dataclass(frozen=True, slots=True)
class Package:
    """What the readers need of a .docx: its body, and the parts that say what styles and numbers look like.

    A part that the body does not ask for is None.
    """

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    title: str


def open_package(data: bytes) -> Package:
    """Open a .docx within limits; raises ``Unreadable`` (damaged, too_large)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive)
            return _open(archive, frozenset(archive.namelist()))
    except BROKEN_PACKAGE as problem:
        raise Unreadable("damaged", f"not a sound .docx: {said(problem)}") from problem


def _open(archive: zipfile.ZipFile, names: frozenset[str]) -> Package:
    around = _related(archive, names, PACKAGE_URI)
    main = _place(around, names, "officeDocument")
    root = _parse(archive, main.membername) if main is not None else None
    body = root.find(_BODY) if root is not None else None
    if main is None or body is None:
        raise Unreadable("damaged", "the package holds no document with a body")
    related = _related(archive, names, main)

    def part(kind: str) -> etree._Element | None:
        place = _place(related, names, kind)
        return _parse(archive, place.membername) if place is not None else None

    styles = part("styles") if _has(body, *_STYLES) else None
    listed = _has(body, _LIST) or (styles is not None and _has(styles, _LIST))
    core = _place(around, names, "core-properties")
    title = _parse(archive, core.membername).findtext(_TITLE) if core is not None else None
    return Package(body, styles, part("numbering") if listed else None, title or "")


def _has(root: etree._Element, *tags: str) -> bool:
    return next(root.iter(*tags), None) is not None


def _related(archive: zipfile.ZipFile, names: frozenset[str], part: PackURI) -> dict[str, PackURI]:
    """The parts of the package that a part names, by the last word of what they are to it."""
    name = part.rels_uri.membername
    if name not in names:
        return {}
    return {
        (node.get("Type") or "").rpartition("/")[2]: PackURI.from_rel_ref(part.baseURI, node.get("Target") or "")
        for node in _parse(archive, name).iter(_RELATIONSHIP)
        if node.get("TargetMode") != "External"
    }


def targets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts that the body names, by the identities that it names them by."""
    names = frozenset(archive.namelist())
    main = _place(_related(archive, names, PACKAGE_URI), names, "officeDocument")
    if main is None or main.rels_uri.membername not in names:
        return {}
    found = {
        node.get("Id") or "": PackURI.from_rel_ref(main.baseURI, node.get("Target") or "").membername
        for node in _parse(archive, main.rels_uri.membername).iter(_RELATIONSHIP)
        if node.get("TargetMode") != "External"
    }
    return {identity: name for identity, name in found.items() if name in names}


def _place(related: dict[str, PackURI], names: frozenset[str], kind: str) -> PackURI | None:
    """Where a part is: where its relationship leads, or else where Word usually puts it."""
    usual = [PackURI(_USUAL[kind])] if kind in _USUAL else []
    places = [related[kind], *usual] if kind in related else usual
    return next((place for place in places if place.membername in names), None)


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_blank_text=True
    )
    return etree.fromstring(archive.read(name).replace(_STRICT, _TRANSITIONAL), parser)
