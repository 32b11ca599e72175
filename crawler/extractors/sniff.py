"""What a downloaded file really is, by its bytes alone: names and Content-Type headers are often wrong."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from crawler.extractors.charset import wide


class Kind(StrEnum):
    """What a file is. ``WPS`` is another name of ``DOC``: Kingsoft's files are the same OLE file."""

    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    WPS = DOC
    RTF = "rtf"
    PDF = "pdf"
    MHTML = "mhtml"
    WORDML = "wordml"
    ODT = "odt"
    XLS = "xls"
    XLSX = "xlsx"
    ODS = "ods"
    SPREADSHEETML = "spreadsheetml"
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


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.HTML: "text/html",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.DOC: "application/msword",
    Kind.RTF: "application/rtf",
    Kind.PDF: "application/pdf",
    Kind.MHTML: "multipart/related",
    Kind.WORDML: "application/xml",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.SPREADSHEETML: "application/xml",
    Kind.ZIP: "application/zip",
    Kind.RAR: "application/vnd.rar",
    Kind.OFD: "application/ofd",
    Kind.TEXT: "text/plain",
    Kind.MARKDOWN: "text/markdown",
}

_HEAD = 65_536
"""Pages can open with kilobytes of comment or script before their first telling tag."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_ENTRY = b"PK\x01\x02"
_MOST_ENTRIES = 20_000
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)
"""What ``zipfile`` raises on damaged or unusual files."""
_SIGNATURES = (
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
)
_BLANK = b" \t\r\n\f\0\xef\xbb\xbf"
_LEAD = re.compile(
    rb"[ \t\r\n\xef\xbb\xbf]{1,512}(?=PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf|(?i:mime-version|from):)"
)
"""Blank lines that a server's script prints before a file that it hands on."""
_WORDML = (
    b"schemas.microsoft.com/office/word/2003/wordml",
    b"<pkg:package",
    b'progid="Word.Document',
    b"progid='Word.Document",
)
_SPREADSHEETML = re.compile(rb"<(?:\w+:)?Workbook\s[^>]*schemas-microsoft-com:office:spreadsheet")
_FLAT = re.compile(
    rb"<office:document\s[^>]*office:mimetype=[\"']application/vnd\.oasis\.opendocument\.(text|spreadsheet)[\"']"
)
"""An OpenDocument file in one piece of XML."""
_ANSWER = re.compile(rb"\s*\{\s*\".{0,2000}?\\u003c(?:p|div|table|span|h\d)\b", re.IGNORECASE | re.DOTALL)
"""An answer of JSON with an article in it whose tags are escaped: what a script shows as a page."""
_MHTML = re.compile(rb"^mime-version:.*^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
"""How nearly every page begins; it need not be searched for what else it might be."""
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|table|tbody|tr|td|div|p|span|article|section|h[1-6])[\s/>])",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(rb"^(?:#{1,6} |[ |:]*:?-{3,}:?[ |:]*\|)", re.MULTILINE)


def without_lead(data: bytes) -> bytes:
    """A file without the blank lines that stand before its first byte; any other as it is."""
    lead = _LEAD.match(data)
    return data[lead.end() :] if lead else data


def sniff(data: bytes, content_type: str | None = None) -> Kind:
    """What ``data`` is; ``content_type`` only tells Markdown from other text, which bytes alone may not."""
    data = without_lead(data)
    if _PAGE.match(data) or _PAGE.match(data[:_HEAD].lstrip(_BLANK)):
        return Kind.PDF if _PDF in data[:1024] else Kind.HTML
    if not data.strip(_BLANK):
        return Kind.EMPTY
    return _sniff_binary(data) or _sniff_text(_narrow(data[:_HEAD]).lstrip(_BLANK), content_type or "")


def _sniff_binary(data: bytes) -> Kind | None:
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    if _PDF in data[:1024]:
        return Kind.PDF
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def _sniff_text(head: bytes, content_type: str) -> Kind:
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    if not _PAGE.match(head) and (wrapped := _sniff_wrapped(head)):
        return wrapped
    if _MARKUP.search(head) or _ANSWER.match(head):
        return Kind.HTML
    if b"\0" in head or head.startswith((b"<?xml", b"BM")) or _controls(head) > len(head) // 20:
        return Kind.UNKNOWN
    return Kind.MARKDOWN if "markdown" in content_type.lower() or _MARKDOWN.search(head) else Kind.TEXT


def _sniff_wrapped(head: bytes) -> Kind | None:
    """What office programs write when they are asked for XML, or for a single file with its pictures."""
    if _SPREADSHEETML.search(head):
        return Kind.SPREADSHEETML
    if flat := _FLAT.search(head):
        return Kind.ODT if flat[1] == b"text" else Kind.ODS
    if any(sign in head for sign in _WORDML):
        return Kind.WORDML
    if b"multipart/related" in head[:8192].lower() and _MHTML.search(head[:8192]):
        return Kind.MHTML
    return None


def _narrow(head: bytes) -> bytes:
    """UTF-16 as UTF-8, so that tags can be found; anything else as it is."""
    charset = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else wide(head)
    return head.decode(charset, "replace").encode("utf-8", "replace") if charset else head


def _controls(head: bytes) -> int:
    """How many bytes no text has; a few stray ones do occur in pages."""
    return len(head) - len(head.translate(None, bytes(range(9)) + bytes(range(14, 27))))


def _sniff_zip(data: bytes) -> Kind:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return Kind.ZIP  # no document has so many; listing them would take longer than any document
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = _beginning(archive, "mimetype") if "mimetype" in names else b""
    except _UNSOUND:
        # Cut off before its directory: the names of its first parts still tell what it was going to be.
        return Kind.DOCX if b"word/" in data[:_HEAD] else Kind.ZIP
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return Kind.DOCX
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return Kind.XLSX
    for kind in (Kind.ODT, Kind.ODS):
        if mimetype == kind.media_type.encode():
            return kind
    return Kind.OFD if "OFD.xml" in names else Kind.ZIP


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a part, of which no more is unpacked."""
    with archive.open(name) as part:
        return part.read(80)


def _sniff_ole(data: bytes) -> Kind:
    try:
        names = frozenset(_ole_names(data))
    except (struct.error, ValueError, IndexError):
        names = frozenset()
    if "EncryptedPackage" in names:
        return Kind.ENCRYPTED
    if "WordDocument" in names or (not names and b"\xec\xa5" in data[512:8192]):
        return Kind.DOC
    return Kind.XLS if names & {"Workbook", "Book"} else Kind.UNKNOWN


def _ole_names(data: bytes) -> Iterator[str]:
    """Names at the top of an OLE file: the red-black tree below the root entry, followed within bounds.

    An Excel file may have a Word file embedded further down, so names alone, wherever they stand, do not tell.
    """
    directory = _ole_directory(data)
    (first,) = struct.unpack_from("<I", directory, 76)
    waiting: list[int] = [first]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        start = number * 128
        if number in seen or start + 128 > len(directory):
            continue
        seen.add(number)
        length, _, left, right = struct.unpack_from("<HHII", directory, start + 64)
        yield directory[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        waiting += (left, right)


def _ole_directory(data: bytes) -> bytes:
    """The directory stream, by the chain of its sectors; the first 109 FAT sectors reach 7 MB and are enough."""
    size = 1 << max(7, min(struct.unpack_from("<H", data, 30)[0], 12))
    (sector,) = struct.unpack_from("<I", data, 48)
    fat_sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < 0xFFFFFFFA]
    pieces: list[bytes] = []
    seen: set[int] = set()
    while sector < 0xFFFFFFFA and sector not in seen and len(seen) < 1024:
        seen.add(sector)
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        place, offset = divmod(sector, size // 4)
        if place >= len(fat_sectors):
            break
        (sector,) = struct.unpack_from("<I", data, (fat_sectors[place] + 1) * size + offset * 4)
    return b"".join(pieces)
