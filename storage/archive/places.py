"""Records by their place: file, offset and length."""

from dataclasses import dataclass

from storage.archive.contents import http
from storage.archive.contents.http import Headers
from storage.archive.contents.warc import Record, parse
from storage.archive.files import File
from storage.archive.packing.members import Member
from storage.errors import ArchiveError
from storage.records import Pointer

_HEAD = 1 << 16
"""Bytes that hold the head of nearly every record."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question of an exchange; without its record, that it was a GET is all that is assumed."""

    method: str = "GET"
    headers: Headers = ()
    body: bytes = b""


def named(pointer: Pointer) -> str:
    """A place in words."""
    return f"{pointer.file} at {pointer.offset}"


def record_at(file: File, pointer: Pointer, largest: int) -> Record:
    """The whole record at a place."""
    try:
        record = parse(file.packing.unpack(file.packed(pointer), largest))
        record.check_outline()
    except ArchiveError as error:
        raise ArchiveError(f"{named(pointer)}: {error}") from error
    return record


def head_at(file: File, pointer: Pointer, largest: int) -> Record:
    """The record at a place, its block at least as far as its HTTP head goes."""
    try:
        packed = file.packed(pointer)
        record = parse(file.packing.beginning(packed, _HEAD))
        if record.is_whole or http.has_head(record.block):
            return record
        return parse(file.packing.unpack(packed, largest))
    except ArchiveError as error:
        raise ArchiveError(f"{named(pointer)}: {error}") from error


def request_after(file: File, pointer: Pointer, answer: Record, largest: int) -> Asked:
    """The question that stands right behind an answer; a crash may have taken it."""
    found = file.packing.member_at(file.stream, pointer.offset + pointer.length, largest)
    if not isinstance(found, Member):
        return Asked()
    try:
        record = parse(found.data)
        if record.kind != "request" or record.get("WARC-Concurrent-To") != answer.get("WARC-Record-ID"):
            return Asked()
        first_line, headers, start = http.split(record.block)
    except ArchiveError:
        return Asked()
    return Asked(first_line.partition(" ")[0], headers, record.block[start:])
