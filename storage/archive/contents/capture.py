"""The capture that an archived exchange amounts to: the same whether it was written just now or is read years later."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from storage.archive.contents import context as contexts
from storage.archive.contents import http, warc
from storage.archive.contents.warc import Record
from storage.errors import ArchiveError
from storage.records import Capture, Context, Exchange, FetchOutcome, Pointer

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Original:
    """What a revisit says of the capture that has its body. A 304 sends hardly any headers, so they stand here."""

    url: str
    captured_at: str
    file: str
    offset: int
    length: int
    size: int
    content_type: str | None
    etag: str | None
    last_modified: str | None

    @property
    def pointer(self) -> Pointer:
        """Where the record with the body stands."""
        return Pointer(self.file, self.offset, self.length)

    def to_line(self) -> str:
        """One line of ASCII for the record's header."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Ending:
    """How a request ended that was answered, but not with what was asked for: a challenge page, a soft 404.

    ``asked`` is the address that was asked for, where redirects led to another.
    """

    outcome: FetchOutcome
    reason: str = ""
    asked: str | None = None

    def to_line(self) -> str:
        """One line of ASCII for the record's header."""
        return json.dumps({"outcome": self.outcome.value, "reason": self.reason, "asked": self.asked})


def original_of(capture: Capture) -> Original:
    """For a revisit of a capture that has its body itself."""
    place = capture.pointer
    return Original(
        url=warc.address(capture.url),
        captured_at=warc.timestamp(capture.captured_at),
        file=place.file,
        offset=place.offset,
        length=place.length,
        size=capture.size,
        content_type=capture.content_type,
        etag=capture.etag,
        last_modified=capture.last_modified,
    )


def original_in(record: Record) -> Original | None:
    """The same, read from the record of a revisit; None for a record that has its body itself."""
    if record.kind != "revisit":
        return None
    line = record.require(warc.REVISIT)
    try:
        return Original(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise ArchiveError(f"the record does not say whose body it repeats: {line[:80]!r}") from error


def ending_in(record: Record) -> Ending | None:
    """How the request ended, where it did not end well."""
    line = record.get(warc.ENDING)
    if line is None:
        return None
    try:
        found: Any = json.loads(line)
        return Ending(FetchOutcome(found["outcome"]), found["reason"], found["asked"])
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(f"the record does not say how its request ended: {line[:80]!r}") from error


def imported_in(record: Record) -> datetime | None:
    """When a record that others made was taken in; None for our own."""
    line = record.get(warc.IMPORTED)
    if line is None:
        return None
    try:
        return datetime.fromisoformat(json.loads(line)["at"])
    except (ValueError, TypeError, KeyError) as error:
        raise ArchiveError(f"the record does not say when it was taken in: {line[:80]!r}") from error


def context_in(record: Record) -> Context:
    """What the crawl knew of the page."""
    return contexts.from_line(record.require(warc.CONTEXT))


def sha256_in(record: Record) -> str:
    """The digest of the body, as the record states it."""
    stated = record.require("WARC-Payload-Digest")
    if not stated.startswith("sha256:"):
        raise ArchiveError(f"the digest {stated} is not SHA-256 in hexadecimal")
    return stated.removeprefix("sha256:")


def sha256_of(body: bytes) -> str:
    """The digest of a body."""
    return hashlib.sha256(body).hexdigest()


def capture_of(exchange: Exchange, pointer: Pointer, original: Original | None, sha256: str, size: int) -> Capture:
    """The capture of an exchange. What a revisit does not say holds as it was in the capture that it repeats."""
    headers = exchange.response_headers
    return Capture(
        url=exchange.url,
        captured_at=exchange.captured_at,
        status=exchange.status,
        sha256=sha256,
        size=size,
        content_type=http.first(headers, "Content-Type") or (original.content_type if original else None),
        etag=http.first(headers, "ETag") or (original.etag if original else None),
        last_modified=http.first(headers, "Last-Modified") or (original.last_modified if original else None),
        pointer=pointer,
        context=exchange.context,
        unchanged=original is not None,
    )


def capture_in(record: Record, pointer: Pointer) -> Capture:
    """The capture of a response or revisit record, of whose block only the head need be there."""
    exchange, start = exchange_in(record)
    original = original_in(record)
    size = original.size if original else record.length - start
    return capture_of(exchange, pointer, original, sha256_in(record), size)


def exchange_in(record: Record) -> tuple[Exchange, int]:
    """The exchange of a response or revisit record as far as that record tells it, and where its body begins."""
    first_line, headers, start = http.split(record.block)
    exchange = Exchange(
        url=record.require("WARC-Target-URI"),
        captured_at=record.at,
        status=http.status_of(first_line),
        request_headers=(),
        response_headers=http.received(headers),
        body=record.block[start:],
        context=context_in(record),
    )
    return exchange, start


def body_in(record: Record) -> bytes:
    """The body of a response record."""
    return record.block[http.split(record.block)[2] :]
