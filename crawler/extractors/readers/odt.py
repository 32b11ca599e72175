"""OpenDocument text, as LibreOffice and WPS save it, also laid flat in one file of XML.

The library drops what a style says of raised, hidden and white text; where a file has such styles its text is changed
first.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.grid import lay_out
from crawler.extractors.readers.model import read_model
from crawler.extractors.readers.shared.marked import DIGITS, PLAIN, UNSURE, lowered, raised
from crawler.extractors.readers.shared.package import BROKEN, check_package
from crawler.extractors.readers.shared.soundness import check_xml, parsed
from crawler.extractors.sniff import Kind

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SUSPECT = re.compile(
    rb'text-position="(?:super|sub|-?[1-9])|text:display="none|:color="#(?i:f{6})'
    rb"|:annotation[ >]|:change-start[ />]|<loext:table[ >]"
)
_PAPER = ("", "transparent", "#ffffff")
_PARTS = ("content.xml", "styles.xml")
_TEXTS = re.compile(r"content\.xml")


def read(data: bytes) -> Document:
    """The document in an .odt; raises ``Unreadable`` (damaged, encrypted, too_large)."""
    if not data.startswith(b"PK"):
        data = _packed(data)
    check_package(data)
    check_xml(data, _TEXTS)
    document = read_model(_as_shown(data), Kind.ODT, "odt")
    return replace(document, blocks=tuple(map(_whole, document.blocks)))


def _packed(data: bytes) -> bytes:
    """A file in one piece of XML as the package that it would be."""
    try:
        root = parsed(data)
    except etree.LxmlError as problem:
        raise Unreadable("damaged", f"not a sound document: {said(problem)}") from problem
    root.tag = f"{_OFFICE}document-content"
    for picture in list(root.iter(f"{_OFFICE}binary-data")):
        picture.text = None
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", Kind.ODT.media_type)
        package.writestr("content.xml", etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return written.getvalue()


def _as_shown(data: bytes) -> bytes:
    """The same package with raised digits written as such, hidden text left out, and digits in white doubted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in _PARTS if name in package.namelist()}
            if "content.xml" not in parts:
                return data
            content = parsed(parts["content.xml"])
            changed = any(map(_SUSPECT.search, parts.values()))
            if changed:
                others = [parsed(part) for name, part in parts.items() if name != "content.xml"]
                changes = dict(change for root in (content, *others) for change in _changes(root))
                _frame_drawn(content)
                _leave_out_deleted(content)
                _leave_out_remarks(content)
                _change(content, changes)
            changed = _mark_blank_rows(content) or changed
            if not changed:
                return data
            return _with_content(package, etree.tostring(content, encoding="utf-8", xml_declaration=True))
    except (*BROKEN, etree.LxmlError) as problem:
        raise Unreadable("damaged", f"not a sound package: {said(problem)}") from problem


def _changes(root: etree._Element) -> Iterator[tuple[str, Callable[[str], str]]]:
    """By the name of a style what it does to text."""
    for properties in root.iter(f"{_STYLE}text-properties"):
        style = properties.getparent()
        name = style.get(f"{_STYLE}name") if style is not None else None
        position = (properties.get(f"{_STYLE}text-position") or "").split()
        if name is None:
            continue
        if properties.get(f"{_TEXT}display") == "none":
            yield name, lambda _: ""
        elif position and position[0].startswith(("sub", "-")):
            yield name, lowered
        elif position and not position[0].startswith("0"):
            yield name, raised
        elif _is_white(properties):
            yield name, lambda text: DIGITS.sub(UNSURE, text)


def _is_white(properties: etree._Element) -> bool:
    ground = (properties.get(f"{_FO}background-color") or "").lower()
    return (properties.get(f"{_FO}color") or "").lower() == "#ffffff" and ground in _PAPER


def _change(root: etree._Element, changes: Mapping[str, Callable[[str], str]]) -> None:
    for span in root.iter(f"{_TEXT}span", f"{_TEXT}p", f"{_TEXT}h"):
        if change := changes.get(span.get(f"{_TEXT}style-name") or ""):
            for node in span.iter():
                node.text = change(node.text or "")
                if node is not span:
                    node.tail = change(node.tail or "")


def _frame_drawn(root: etree._Element) -> None:
    """Text boxes of Word, whose tables LibreOffice writes by names of its own in a drawing, as its frames."""
    for shape in {table.getparent() for table in root.iter(f"{_LOEXT}table")}:
        if shape is None or shape.tag != f"{_DRAW}custom-shape":
            continue
        box = etree.Element(f"{_DRAW}text-box")
        box.extend(list(shape))
        shape.append(box)
        shape.tag = f"{_DRAW}frame"
    for element in root.iter(f"{_LOEXT}*"):
        if isinstance(element.tag, str) and "table" in element.tag.removeprefix(_LOEXT):
            element.tag = _TABLE + element.tag.removeprefix(_LOEXT)


def _leave_out_deleted(root: etree._Element) -> None:
    """Deleted text that is kept at its place between two marks, and sections that nobody sees."""
    deleted = {
        region.get(f"{_TEXT}id")
        for region in root.iter(f"{_TEXT}changed-region")
        if region.find(f"{_TEXT}deletion") is not None
    }
    opened: set[str] = set()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.get(f"{_TEXT}change-id") or ""
        if event == "start":
            if element.tag == f"{_TEXT}change-start" and name in deleted:
                opened.add(name)
            elif element.tag == f"{_TEXT}change-end":
                opened.discard(name)
            elif opened:
                element.text = None
        elif opened:
            element.tail = None
    for section in list(root.iter(f"{_TEXT}section")):
        if section.get(f"{_TEXT}display") == "none":
            del section[:]


def _mark_blank_rows(root: etree._Element) -> bool:
    """Put a mark into rows without text, which the library leaves out at the end of a table; whether there were any."""
    found = False
    for row in root.iter(f"{_TABLE}table-row"):
        cell = row.find(f"{_TABLE}table-cell")
        if cell is None or "".join(map(str, row.itertext())).strip():
            continue
        paragraph = cell.find(f"{_TEXT}p")
        if paragraph is None:
            paragraph = etree.SubElement(cell, f"{_TEXT}p")
        paragraph.text = PLAIN
        found = True
    return found


def _leave_out_remarks(root: etree._Element) -> None:
    """Remarks at the margin stand inside the text that they are about; the text goes on behind them."""
    for remark in list(root.iter(f"{_OFFICE}annotation")):
        remark.text = None
        for child in list(remark):
            remark.remove(child)


def _with_content(package: zipfile.ZipFile, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            if name.endswith(".xml") or name == "mimetype":
                copy.writestr(name, content if name == "content.xml" else package.read(name))
    return written.getvalue()


def _whole(block: Paragraph | Table) -> Paragraph | Table:
    """A table with the blank cells at the ends of its rows, which the model leaves out: here all rows are full."""
    if isinstance(block, Paragraph):
        return block
    grid = lay_out(block.rows)
    width = max((line[-1].end for line in grid if line), default=0)
    rows = []
    for row, line in zip(block.rows, grid, strict=True):
        short = width - (line[-1].end if line else 0)
        rows.append((*row, *[Span("")] * short))
    return replace(block, rows=tuple(rows))
