"""XML of strangers: how it is parsed, and looked at before a library reads it that goes on behind what is broken."""

import io
import re
import zipfile

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.readers.shared.package import BROKEN


def parsed(part: bytes) -> etree._Element:
    """The root of a stranger's XML: nothing is fetched for it and nothing unfolded. Raises ``etree.LxmlError``."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def check_xml(data: bytes, parts: re.Pattern[str]) -> None:
    """Raise ``Unreadable`` (damaged) where one of these parts is no XML.

    A library that goes on behind a broken tag puts numbers of neighbouring cells together.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in filter(parts.fullmatch, archive.namelist()):
                etree.fromstring(archive.read(name), parser)
    except (*BROKEN, etree.LxmlError) as problem:
        raise Unreadable("damaged", f"not a sound package: {said(problem)}") from problem
