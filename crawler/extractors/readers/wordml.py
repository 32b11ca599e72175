"""Word documents as one XML file: the dialect of Word 2003, and a .docx laid flat (pkg:package).

Both are brought to the names of a .docx and then walked like one.
"""

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document
from crawler.extractors.readers.docx import read_package
from crawler.extractors.readers.docx.package import Package, W
from crawler.extractors.sniff import Kind

MOST_BYTES = 48 * 2**20
_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_AUXILIARY = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RENAMED = {"vmerge": "vMerge", "noBreakHyphen": "noBreakHyphen", "listPr": "numPr", "ilfo": "numId"}
"""Elements of Word 2003 that a .docx calls otherwise."""


def read(data: bytes) -> Document:
    """The document; raises ``Unreadable`` (damaged, too_large)."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"{len(data)} bytes of XML; a report has a few million")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data.replace(_STRICT, W.strip("{}").encode()).lstrip(), parser)
    except (etree.LxmlError, ValueError) as problem:
        raise Unreadable("damaged", f"not sound XML: {said(problem)}") from problem
    return read_package(_flat(root) if root.tag == f"{_PKG}package" else _of_2003(root), Kind.WORDML)


def _flat(root: etree._Element) -> Package:
    parts = {part.get(f"{_PKG}name") or "": part.find(f"{_PKG}xmlData") for part in root.iterchildren(f"{_PKG}part")}
    document = _content(parts.get("/word/document.xml"))
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise Unreadable("damaged", "a flat package without a document in it")
    return Package(body, _content(parts.get("/word/styles.xml")), _content(parts.get("/word/numbering.xml")), "")


def _content(part: etree._Element | None) -> etree._Element | None:
    return next(iter(part), None) if part is not None else None


def _of_2003(root: etree._Element) -> Package:
    etree.strip_tags(root, f"{_AUXILIARY}sect", f"{_AUXILIARY}sub-section")
    for node in root.iter(f"{_OLD}*"):
        name = node.tag.removeprefix(_OLD)
        node.tag = W + _RENAMED.get(name, name)
        for attribute in list(node.attrib):
            if str(attribute).startswith(_OLD):
                node.set(W + str(attribute).removeprefix(_OLD), node.attrib.pop(attribute))
    body = root.find(f"{W}body")
    if body is None:
        raise Unreadable("damaged", "Word XML without a body in it")
    return Package(body, root.find(f"{W}styles"), None, "")
