"""What is wrong with one record: outline, digests, what it should hold, what it refers to."""

import base64
import hashlib
from collections.abc import Iterator

from storage.archive import places
from storage.archive.archive import Archive
from storage.archive.contents import http, notes
from storage.archive.contents.capture import Original, capture_in, ending_in, original_in, sha256_in
from storage.archive.contents.warc import Record
from storage.archive.entries import is_ours
from storage.errors import ArchiveError
from storage.records import Pointer

Flaw = tuple[str, str]
"""Kind and message of a problem."""

_OURS = ("warcinfo", "request", "response", "revisit", "metadata")


def flaws(archive: Archive, record: Record, pointer: Pointer) -> Iterator[Flaw]:
    """Every flaw of a record; nothing more is asked of one that is not even whole."""
    try:
        record.check_outline()
    except ArchiveError as error:
        yield "damaged", str(error)
        return
    yield from _digests(record)
    if record.kind not in _OURS or (record.kind in ("response", "revisit", "metadata") and not is_ours(record)):
        yield "foreign", f"a {record.kind} record made elsewhere; take it in with nianbao archive import"
        return
    try:
        if record.kind == "metadata":
            notes.note_in(record)
        elif record.kind in ("response", "revisit"):
            capture_in(record, pointer)
            ending_in(record)
            if original := original_in(record):
                yield from _target(archive, record, original)
    except ArchiveError as error:
        yield "unreadable", str(error)


def _digests(record: Record) -> Iterator[Flaw]:
    if not _holds(record.get("WARC-Block-Digest"), record.block):
        yield "digest", "the record is not as it was written, its digest differs"
    elif record.kind == "response" and not _holds(record.get("WARC-Payload-Digest"), _payload(record)):
        yield "digest", "the body is not as it was written, its digest differs"


def _payload(record: Record) -> bytes:
    try:
        return record.block[http.split(record.block)[2] :]
    except ArchiveError:
        return record.block


def _holds(stated: str | None, data: bytes) -> bool:
    """Whether a digest is that of the data, written in hexadecimal or base 32; nothing stated is nothing wrong."""
    if stated is None:
        return True
    name, _, value = stated.partition(":")
    try:
        found = hashlib.new(name.replace("-", ""), data, usedforsecurity=False).digest()
    except ValueError:
        return False
    return value.lower() == found.hex() or value.rstrip("=") == base64.b32encode(found).decode().rstrip("=")


def _target(archive: Archive, record: Record, original: Original) -> Iterator[Flaw]:
    """A revisit whose original is gone has lost its body."""
    try:
        file, pointer = archive.files.reach(original.pointer)
        with file:
            target = places.head_at(file, pointer, archive.limits.record)
        if target.kind == "response" and sha256_in(target) == sha256_in(record):
            return
        yield "no_target", f"{places.named(original.pointer)} does not have the body that this record repeats"
    except ArchiveError as error:
        yield "no_target", f"the body that this record repeats is lost: {error}"
