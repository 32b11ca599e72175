"""The new files of one move, as drafts that do not count yet."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.archive.contents import records
from storage.archive.files import File
from storage.archive.moving.move import Move, Place
from storage.archive.moving.names import Round, round_of
from storage.archive.packing.gzip import GZIP
from storage.archive.packing.members import Damage, Packing
from storage.archive.packing.zstandard import LEVEL, Zstandard, dictionary_in
from storage.archive.repack.dictionary import FEWEST, dictionary_for
from storage.archive.repack.inventory import Slot
from storage.archive.store import SMALL_SUFFIX, SUFFIX, Store
from storage.errors import ArchiveError

Tick = Callable[[int], object]
"""Told of bytes that were packed."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The move that they are for, bytes of the files before and after it, and how many records are moved."""

    move: Move
    before: int
    after: int
    records: int


@dataclass(slots=True)
class _Part:
    """A new file: its slots, and the digest of each of its records."""

    name: str
    packing: Packing
    beginning: bytes
    slots: list[Slot]
    places: list[tuple[Slot, int, int]] = field(default_factory=list)


def parts(slots: Sequence[Slot]) -> dict[str, list[Slot]]:
    """The records by site; "" has those of none and of sites with few pages. One site alone has all."""
    answers = Counter(slot.site for slot in slots if slot.is_answer and slot.site)
    large = {site for site, number in answers.items() if number >= FEWEST}
    if len(large) == 1 and len(answers) == 1:
        return {"": list(slots)}
    found: dict[str, list[Slot]] = {}
    for slot in slots:
        found.setdefault(slot.site if slot.site in large else "", []).append(slot)
    return found


class Drafting:
    """Writes the drafts of one move; ``discard`` throws away what was written."""

    def __init__(self, store: Store, opened: dict[str, File], slots: Sequence[Slot], at: datetime) -> None:
        self._store = store
        self._opened = opened
        self._slots = slots
        self._at = at
        self._to: Round = round_of(next(iter(opened))).following
        self._written: list[str] = []

    def small(self, largest: int, tick: Tick) -> Drafts:
        """As ``.warc.zst``, a file a site."""
        files = [self._small(site, slots) for site, slots in sorted(parts(self._slots).items())]
        return self._write(files, largest, tick)

    def plain(self, largest: int, tick: Tick) -> Drafts:
        """As one ``.warc.gz``."""
        return self._write([_Part(self._to.file(SUFFIX), GZIP, b"", list(self._slots))], largest, tick)

    def discard(self) -> None:
        """Of a move that was not made."""
        for name in self._written:
            self._store.discard(name)

    def _small(self, site: str, slots: list[Slot]) -> _Part:
        texts = [slot for slot in slots if slot.is_answer]
        made = dictionary_for([slot.size for slot in texts], lambda n: self._data(texts[n]), LEVEL)
        name = self._to.file(SMALL_SUFFIX, site)
        return _Part(name, Zstandard(made[0]) if made else Zstandard(), made[1] if made else b"", slots)

    def _data(self, slot: Slot) -> bytes:
        file = self._opened[slot.file]
        file.stream.seek(slot.offset)
        return file.packing.unpack(file.stream.read(slot.length), slot.size)

    def _write(self, files: list[_Part], largest: int, tick: Tick) -> Drafts:
        for part in files:
            self._written.append(part.name)
            self._check(part, self._fill(part, tick), largest)
        by = tuple(part.name for part in files)
        rows: dict[str, list[Place]] = {name: [] for name in self._opened}
        for number, part in enumerate(files):
            for slot, offset, length in part.places:
                rows[slot.file].append((slot.offset, number, offset, length))
        move = Move(tuple(self._opened), by, {name: tuple(sorted(places)) for name, places in rows.items()})
        before = sum(self._store.size(name) or 0 for name in self._opened)
        after = sum(part.places[-1][1] + part.places[-1][2] for part in files)
        return Drafts(move, before, after, len(self._slots))

    def _check(self, part: _Part, digest: bytes, largest: int) -> None:
        """What was put into it comes out of it, record by record at the places that are noted."""
        found, places = hashlib.sha256(), []
        with self._store.open_draft(part.name) as stream:
            packing = Zstandard(dictionary_in(stream)) if part.beginning else part.packing
            for member in packing.scan(stream, largest):
                if isinstance(member, Damage):
                    raise ArchiveError(f"{part.name} at {member.offset}: {member.message}, just after it was written")
                found.update(member.data)
                places.append((member.offset, member.length))
        if found.digest() != digest or places[1:] != [place[1:] for place in part.places]:
            raise ArchiveError(f"{part.name} does not hold what was written to it: check the disk")

    def _fill(self, part: _Part, tick: Tick) -> bytes:
        """The digest of all that was put into it."""
        digest = hashlib.sha256()
        sink = self._store.draft(part.name)
        try:
            info = records.warcinfo(part.name, self._at)
            digest.update(info)
            packed = part.packing.pack(info)
            sink.write(part.beginning + packed)
            end = len(part.beginning) + len(packed)
            for slot in part.slots:
                data = self._data(slot)
                digest.update(data)
                packed = part.packing.pack(data)
                sink.write(packed)
                part.places.append((slot, end, len(packed)))
                end += len(packed)
                tick(slot.length)
            sink.sync()
        finally:
            sink.close()
        return digest.digest()
