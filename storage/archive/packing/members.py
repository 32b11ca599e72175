"""Members of an archive file: one a record, each readable by itself, so that damage strikes no neighbour."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, ClassVar, Protocol

from storage.errors import ArchiveError

BLOCK = 1 << 15
_SEARCH = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """A sound member and what it unpacks to."""

    offset: int
    length: int
    data: bytes

    @property
    def end(self) -> int:
        """Where the next member begins."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a file that gives no record, up to the next one that may. Kinds: torn, damaged, too_large."""

    offset: int
    end: int
    kind: str
    message: str


class Unpacker(Protocol):
    """Takes one member in parts, and gives what it holds in parts that are no larger than wanted."""

    def take(self, packed: bytes, wanted: int) -> bytes:
        """At most ``wanted`` bytes more. Raises ArchiveError for damage."""

    @property
    def is_hungry(self) -> bool:
        """Whether it has nothing more to give before it is given more."""

    @property
    def is_done(self) -> bool:
        """Whether the end of the member was seen."""

    @property
    def left(self) -> bytes:
        """What it was given beyond the end of the member."""


class Packing(ABC):
    """One way of packing, with all that does not depend on which it is."""

    magic: ClassVar[bytes]
    """How each member begins."""

    @abstractmethod
    def pack(self, data: bytes) -> bytes:
        """One member."""

    @abstractmethod
    def unpacker(self) -> Unpacker:
        """For one member."""

    def skip(self, file: BinaryIO, offset: int) -> int:  # noqa: ARG002 – for packings that have them
        """Where the next member begins behind stretches at ``offset`` that are none."""
        return offset

    def unpack(self, packed: bytes, largest: int) -> bytes:
        """Exactly one whole member. Never takes much more memory than ``largest``, whatever the member claims."""
        unpacker = self.unpacker()
        data = unpacker.take(packed, largest + 1)
        if len(data) > largest:
            raise ArchiveError(f"the record unpacks to more than {largest} bytes")
        if not unpacker.is_done:
            raise ArchiveError("the end of the record is missing")
        if unpacker.left:
            raise ArchiveError("the record is shorter than its place in the file")
        return data

    def beginning(self, packed: bytes, wanted: int) -> bytes:
        """At most ``wanted`` bytes of what a member unpacks to; nothing is said about its rest."""
        return self.unpacker().take(packed, wanted)

    def scan(self, file: BinaryIO, largest: int, offset: int = 0) -> Iterator[Member | Damage]:
        """Every member of a file from an offset on. After damage it goes on at the next place where a record begins."""
        while found := self.member_at(file, offset, largest):
            if isinstance(found, Damage) and found.end < 0:
                found = self._up_to_the_next(file, found)
            yield found
            offset = found.end

    def member_at(self, file: BinaryIO, offset: int, largest: int) -> Member | Damage | None:
        """The member at an offset, None at the end of the file; damage whose end is not known has end -1."""
        try:
            offset = self.skip(file, offset)
        except ArchiveError as error:
            return Damage(offset, -1, "torn", str(error))
        file.seek(offset)
        unpacker = self.unpacker()
        parts: list[bytes] = []
        size = read = 0
        while not unpacker.is_done:
            packed = file.read(BLOCK) if unpacker.is_hungry else b""
            read += len(packed)
            if not packed and unpacker.is_hungry:
                return Damage(offset, -1, "torn", "the end of the record is missing") if read else None
            try:
                part = unpacker.take(packed, _SEARCH)
            except ArchiveError as error:
                return Damage(offset, -1, "damaged", str(error))
            size += len(part)
            if size <= largest:
                parts.append(part)
        length = read - len(unpacker.left)
        if size > largest:
            return Damage(offset, offset + length, "too_large", f"the record unpacks to {size} bytes")
        return Member(offset, length, b"".join(parts))

    def _up_to_the_next(self, file: BinaryIO, damage: Damage) -> Damage:
        """The damage with its end: where the next record begins, else the end of the file, which is then torn off."""
        for place in _places(file, damage.offset + 1, self.magic):
            file.seek(place)
            try:
                if self.beginning(file.read(BLOCK), 5) == b"WARC/":
                    return Damage(damage.offset, place, "damaged", damage.message)
            except ArchiveError:
                continue
        return Damage(damage.offset, file.seek(0, 2), "torn", damage.message)


def _places(file: BinaryIO, start: int, magic: bytes) -> Iterator[int]:
    """Every place from ``start`` on where a member might begin."""
    overlap = len(magic) - 1
    while True:
        file.seek(start)
        block = file.read(_SEARCH)
        at = block.find(magic)
        while at >= 0:
            yield start + at
            at = block.find(magic, at + 1)
        if len(block) < _SEARCH:
            return
        start += len(block) - overlap
