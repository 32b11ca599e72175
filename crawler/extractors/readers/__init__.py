"""One module a format, each a function from bytes to ``Document``; nothing after it knows what the bytes were."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from crawler.errors import Unreadable
from crawler.extractors.charset import decode
from crawler.extractors.document import Document
from crawler.extractors.readers import html, text
from crawler.extractors.readers.shared.pictured import read_image, with_pictures
from crawler.extractors.sniff import Kind, without_lead

_LIBRARY_READERS = {
    Kind.DOCX: "docx",
    Kind.DOC: "doc",
    Kind.RTF: "rtf",
    Kind.ODT: "odt",
    Kind.XLS: "sheets",
    Kind.XLSX: "sheets",
    Kind.ODS: "sheets.ods",
    Kind.SPREADSHEETML: "sheets.spreadsheetml",
    Kind.MHTML: "mhtml",
    Kind.WORDML: "wordml",
    Kind.PDF: "pdf",
    Kind.OFD: "ofd",
}
"""Readers that stand on a heavy library, loaded when the first such file comes."""

_REFUSALS = {
    Kind.EMPTY: ("empty", "the file holds nothing"),
    Kind.ENCRYPTED: ("encrypted", "the file asks for a password"),
    Kind.UNKNOWN: ("unsupported", "neither a page nor a document of any known kind"),
}


def read(data: bytes, kind: Kind, *, content_type: str | None = None) -> Document:
    """The document in ``data``, which ``sniff`` says is of ``kind``; raises ``Unreadable`` with a kind of refusal."""
    document = _read(without_lead(data), kind, content_type)
    return with_pictures(document) if document.images else document


def _read(data: bytes, kind: Kind, content_type: str | None) -> Document:
    if kind is Kind.HTML:
        return html.Page(data, content_type).document()
    if kind in (Kind.TEXT, Kind.MARKDOWN):
        return text.read(decode(data, content_type)[0], kind.media_type)
    if kind is Kind.IMAGE:
        return read_image(data)
    if kind in _LIBRARY_READERS:
        return _library_reader(kind)(data)
    refusal, reason = _REFUSALS.get(kind, ("unsupported", f"no reader for {kind}"))
    raise Unreadable(refusal, reason)


def _library_reader(kind: Kind) -> Callable[[bytes], Document]:
    module = import_module(f"{__name__}.{_LIBRARY_READERS[kind]}")
    return cast("Callable[[bytes], Document]", module.read)
