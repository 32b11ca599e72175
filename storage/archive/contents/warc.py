"""WARC 1.1 records as bytes, framed by warcio, so that any web-archive tool reads them.

Digests are SHA-256 in hexadecimal, the same text as in the database.
"""

import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import quote

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from storage.archive.contents.http import first
from storage.errors import ArchiveError

VERSION = "WARC/1.1"
END = b"\r\n\r\n"

CONTEXT = "X-Nianbao-Context"
REVISIT = "X-Nianbao-Revisit"
ENDING = "X-Nianbao-Ending"
NOTE = "X-Nianbao-Note"
IMPORTED = "X-Nianbao-Imported"

HTTP_RESPONSE = "application/http; msgtype=response"
HTTP_REQUEST = "application/http; msgtype=request"
FIELDS = "application/warc-fields"
JSON = "application/json"

_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\xa0\ud800-\udfff]|^<|>$")

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A record taken apart. ``length`` is what its header says of the block, ``block`` and ``rest`` what is there."""

    kind: str
    fields: Fields
    length: int
    block: bytes
    rest: bytes

    def get(self, name: str) -> str | None:
        """A field of the header."""
        return first(self.fields, name)

    def require(self, name: str) -> str:
        """A field that a record of its kind must have."""
        value = self.get(name)
        if value is None:
            raise ArchiveError(f"the {self.kind} record has no {name}")
        return value

    @property
    def is_whole(self) -> bool:
        """Whether the block is all there."""
        return len(self.block) == self.length

    def check_outline(self) -> None:
        """Raise where the record is not as long as it says."""
        if not self.is_whole:
            raise ArchiveError(f"the record ends {self.length - len(self.block)} bytes too early")
        if self.rest != END:
            raise ArchiveError("the record does not end where it says")

    @property
    def at(self) -> datetime:
        """When it was captured, in UTC."""
        text = self.require("WARC-Date")
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except ValueError:
            raise ArchiveError(f"WARC-Date {text!r} is no time") from None


def digest(data: bytes) -> str:
    """The digest as records carry it."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def record_id() -> str:
    """A name for a new record."""
    return f"<{uuid.uuid4().urn}>"


def timestamp(at: datetime) -> str:
    """A time as records carry it, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def address(url: str) -> str:
    """The URL as a record can hold it: white space and control characters, which no URL has, are escaped."""
    return _NO_ADDRESS.sub(lambda found: quote(found[0], errors="replace"), url)


def compose(kind: str, at: datetime, content_type: str, block: bytes, fields: Fields) -> bytes:
    """A record, not packed yet. ``fields`` are those beyond type, date, lengths and the block's digest."""
    headers = [
        ("WARC-Type", kind),
        ("WARC-Date", timestamp(at)),
        *((name, " ".join(value.splitlines())) for name, value in fields),
        ("WARC-Block-Digest", digest(block)),
    ]
    if not any(name == "WARC-Record-ID" for name, _ in headers):
        headers.insert(1, ("WARC-Record-ID", record_id()))
    head = StatusAndHeaders("", headers, protocol=VERSION)
    framed_as = "response" if kind == "revisit" else kind  # warcio would write a revisit without its block
    record = ArcWarcRecord("warc", framed_as, head, BytesIO(block), None, content_type, len(block))
    out = BytesIO()
    WARCWriter(out, gzip=False, warc_version=VERSION).write_record(record)
    return out.getvalue()


def parse(data: bytes) -> Record:
    """The record that unpacked bytes begin with; its block may be cut where the bytes are."""
    stream = BytesIO(data)
    try:
        found = ArcWarcRecordLoader().parse_record_stream(stream, known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError) as error:
        raise ArchiveError("this is no WARC record") from error
    start = stream.tell()
    length = found.length or 0
    fields = tuple(found.rec_headers.headers)
    kind = str(found.rec_type or "")
    return Record(kind, fields, length, data[start : start + length], data[start + length :])
