"""The gzip members of an archive file: one a record, each readable by itself, so that damage strikes no neighbour."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from storage.errors import ArchiveError

_GZIP = 31  # zlib's word for "a gzip member, largest window"
_MAGIC = b"\x1f\x8b\x08"
_BLOCK = 1 << 15
_SEARCH = 1 << 20
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Member:
    """A sound member and what it unpacks to."""

    offset: int
    length: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a file that gives no record, up to the next one that may. Kinds: torn, damaged, too_large."""

    offset: int
    end: int
    kind: str
    message: str


def pack(data: bytes) -> bytes:
    """One member. Level 6 is a third of the work of 9 for a hundredth more bytes."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def unpack(packed: bytes, largest: int) -> bytes:
    """Exactly one whole member. Never takes much more memory than ``largest``, whatever the member claims."""
    unpacker = zlib.decompressobj(_GZIP)
    try:
        data = unpacker.decompress(packed, largest + 1)
        if len(data) > largest:
            raise ArchiveError(f"the record unpacks to more than {largest} bytes")
    except zlib.error as error:
        raise ArchiveError(f"the record is damaged: {error}") from error
    if not unpacker.eof:
        raise ArchiveError("the end of the record is missing")
    if unpacker.unused_data:
        raise ArchiveError("the record is shorter than its place in the file")
    return data


def beginning(packed: bytes, wanted: int) -> bytes:
    """At most ``wanted`` bytes of what a member unpacks to; nothing is said about its rest."""
    try:
        return zlib.decompressobj(_GZIP).decompress(packed, wanted)
    except zlib.error as error:
        raise ArchiveError(f"the record is damaged: {error}") from error


def scan(file: BinaryIO, largest: int) -> Iterator[Member | Damage]:
    """Every member of a file in order. After damage it goes on at the next place where a record begins."""
    offset = 0
    while found := member_at(file, offset, largest):
        if isinstance(found, Damage) and found.end < 0:
            found = _up_to_the_next(file, found)
        yield found
        offset = found.end if isinstance(found, Damage) else found.offset + found.length


def member_at(file: BinaryIO, offset: int, largest: int) -> Member | Damage | None:
    """The member at an offset, None at the end of the file; damage whose end is not known has end -1."""
    file.seek(offset)
    unpacker = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    size = read = 0
    while not unpacker.eof:
        packed = unpacker.unconsumed_tail or file.read(_BLOCK)
        read += 0 if unpacker.unconsumed_tail else len(packed)
        if not packed:
            return Damage(offset, -1, "torn", "the end of the record is missing") if read else None
        try:
            part = unpacker.decompress(packed, _SEARCH)
        except zlib.error as error:
            return Damage(offset, -1, "damaged", str(error))
        size += len(part)
        if size <= largest:
            parts.append(part)
    length = read - len(unpacker.unused_data)
    if size > largest:
        return Damage(offset, offset + length, "too_large", f"the record unpacks to {size} bytes")
    return Member(offset, length, b"".join(parts))


def _up_to_the_next(file: BinaryIO, damage: Damage) -> Damage:
    """The damage with its end: where the next record begins, else the end of the file, which is then torn off."""
    for place in _magics(file, damage.offset + 1):
        file.seek(place)
        try:
            if beginning(file.read(_BLOCK), 5) == b"WARC/":
                return Damage(damage.offset, place, "damaged", damage.message)
        except ArchiveError:
            continue
    return Damage(damage.offset, file.seek(0, 2), "torn", damage.message)


def _magics(file: BinaryIO, start: int) -> Iterator[int]:
    """Every place from ``start`` on where a gzip member might begin."""
    overlap = len(_MAGIC) - 1
    while True:
        file.seek(start)
        block = file.read(_SEARCH)
        at = block.find(_MAGIC)
        while at >= 0:
            yield start + at
            at = block.find(_MAGIC, at + 1)
        if len(block) < _SEARCH:
            return
        start += len(block) - overlap
