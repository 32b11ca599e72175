"""Packages whose XML is read by a library that goes on behind whatever is broken: looked at before it is asked."""

import io
import re
import zipfile

from lxml import etree

from crawler.errors import Unreadable, said
from crawler.extractors.readers.shared.package import BROKEN


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
