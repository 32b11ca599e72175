"""What a downloaded file really is, by its bytes alone: names and Content-Type headers are often wrong."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a file is. DOC and WPS are the same OLE file with a ``WordDocument`` stream."""

    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    WPS = "wps"
    RTF = "rtf"
    PDF = "pdf"
    MHTML = "mhtml"
    WORDML = "wordml"
    ODT = "odt"
    XLS = "xls"
    XLSX = "xlsx"
    ZIP = "zip"
    RAR = "rar"
    OFD = "ofd"
    TEXT = "text"
    MARKDOWN = "markdown"
    IMAGE = "image"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    UNKNOWN = "unknown"

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return _MEDIA_TYPES.get(self, "application/octet-stream")


_MEDIA_TYPES = {
    Kind.HTML: "text/html",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.DOC: "application/msword",
    Kind.WPS: "application/vnd.ms-works",
    Kind.RTF: "application/rtf",
    Kind.PDF: "application/pdf",
    Kind.MHTML: "multipart/related",
    Kind.WORDML: "application/xml",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ZIP: "application/zip",
    Kind.RAR: "application/vnd.rar",
    Kind.OFD: "application/ofd",
    Kind.TEXT: "text/plain",
    Kind.MARKDOWN: "text/markdown",
}
_MARKUP = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|table|meta|div|p|span|article|br|title|td)\b", re.IGNORECASE
)


def sniff(data: bytes, content_type: str | None = None) -> Kind:
    if not data.strip():
        return Kind.EMPTY
    if _MARKUP.search(data[:65536]):
        return Kind.HTML
    return Kind.TEXT
