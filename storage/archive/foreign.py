"""Answers that other programs archived: the WARC files of wget, Heritrix, warcio and browsers, packed or plain."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from storage.archive.contents import warc
from storage.archive.contents.warc import Record
from storage.archive.packing.zstandard import FAULTS, is_packed, stream_of
from storage.errors import ArchiveError

_BLOCK = 1 << 16
_BROKEN = (
    ArchiveLoadFailed,
    EOFError,
    ValueError,
    OSError,
    AttributeError,
    TypeError,
    LookupError,
    zlib.error,
    *FAULTS,
)
"""What warcio raises on damage: of a record without an address it asks how that address begins."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``body`` is without transfer and content encoding; ``record`` is the id that its file gives it."""

    url: str
    captured_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    record: str

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Unusable:
    """An answer that cannot be taken in. ``kind``: no_body (a revisit), too_large, damaged."""

    kind: str
    message: str


def answers(path: Path, largest: int) -> Iterator[Answer | Unusable]:
    """Every HTTP answer of a file, in its order. After damage a file is given up, and says so.

    Raises ArchiveError for what is no WARC file.
    """
    with path.open("rb") as file:
        records = iter(ArchiveIterator(_unpacked(file)))
        first = True
        while True:
            try:
                record = next(records, None)
                if record is None:
                    return
                found = _read(record, largest)
            except _BROKEN as error:
                if first:
                    raise ArchiveError(f"{path} is no WARC file: name a .warc, .warc.gz or .warc.zst file") from error
                yield Unusable("damaged", f"{path}: {error}")
                return
            first = False
            if found is not None:
                yield found


def _unpacked(file: BinaryIO) -> BinaryIO:
    """Zstandard is unpacked before warcio sees it, which unpacks gzip by itself."""
    beginning = file.read(4)
    file.seek(0)
    return cast("BinaryIO", stream_of(file)) if is_packed(beginning) else file


def _read(record: Any, largest: int) -> Answer | Unusable | None:
    """The answer in a record; None for requests, metadata, and what was fetched by other protocols."""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type not in ("response", "revisit", "resource") or not url.startswith(("http://", "https://")):
        return None
    if record.rec_type == "revisit":
        return Unusable("no_body", f"{url}: the record repeats the body of another")
    body = _body(record, largest)
    if body is None:
        return Unusable("too_large", f"{url} is larger than {largest} bytes")
    message = record.http_headers
    headers = tuple(message.headers) if message else _described(record)
    status = int(message.get_statuscode()) if message else 200
    return Answer(url, _time(record), status, headers, body, record.rec_headers.get_header("WARC-Record-ID") or "")


def _described(record: Any) -> tuple[tuple[str, str], ...]:
    """A resource has no HTTP head: its own says what the body is."""
    kind = record.rec_headers.get_header("Content-Type")
    return (("Content-Type", kind),) if kind else ()


def _body(record: Any, largest: int) -> bytes | None:
    """The body unpacked; None once it is larger than what is kept."""
    stream = record.content_stream()
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_BLOCK):
        size += len(part)
        if size > largest:
            return None
        parts.append(part)
    return b"".join(parts)


def _time(record: Any) -> datetime:
    head = (("WARC-Date", record.rec_headers.get_header("WARC-Date") or ""),)
    return Record(record.rec_type, head, 0, b"", b"").at


def origin(answer: Answer, path: Path, at: datetime) -> dict[str, str]:
    """Where a record comes from, for the header of our copy of it; ``at`` is when it was taken in."""
    return {"at": warc.timestamp(at), "file": path.name, "record": answer.record}
