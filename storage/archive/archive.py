"""The archive: every answer that mattered, in WARC files that stand alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from storage.archive import entries, places
from storage.archive.contents.capture import (
    Original,
    body_in,
    exchange_in,
    original_in,
    original_of,
    sha256_in,
    sha256_of,
)
from storage.archive.contents.warc import Record
from storage.archive.files import Files
from storage.archive.limits import Limits
from storage.archive.store import store_at
from storage.archive.writer import ArchiveWriter
from storage.errors import ArchiveError
from storage.records import Capture, Entry, Exchange, Pointer
from storage.settings import Settings

ELSEWHERE = 64 * 2**20
"""Bytes of a file in an object store: others can read it once it is closed, so it is closed sooner."""
_FARTHEST = 16
"""Revisits in a row before they are taken for a circle; ours point straight at the body."""


def now() -> datetime:
    """The time, where nothing else tells it."""
    return datetime.now(UTC)


class Archive:
    """A folder of WARC files. Reading it needs no database; writing one elsewhere needs a folder here, ``spool``."""

    def __init__(
        self, url: str, *, spool: Path | None = None, limits: Limits | None = None, clock: Callable[[], datetime] = now
    ) -> None:
        self.url = url
        self.store = store_at(url, spool)
        self.files = Files(self.store)
        self.limits = limits or (Limits() if self.store.is_here else Limits(file=ELSEWHERE))
        self._clock = clock

    @classmethod
    def of(cls, settings: Settings, clock: Callable[[], datetime] = now) -> "Archive":
        """The configured one."""
        return cls(settings.archive_url, spool=settings.spool, clock=clock)

    def names(self) -> list[str]:
        """Its files of records, by name, which is by time."""
        return self.files.names()

    def open_writer(self) -> ArchiveWriter:
        """A writer with a file of its own, which is made with the first record."""
        return ArchiveWriter(self.store, self.trace, self.limits, self._clock)

    def read(self, pointer: Pointer) -> Exchange:
        """The exchange at a pointer, complete; ArchiveError when it is not there as it was written."""
        file, pointer = self.files.reach(pointer)
        with file:
            record = places.record_at(file, pointer, self.limits.record)
            asked = places.request_after(file, pointer, record, self.limits.record)
        exchange, _ = exchange_in(record)
        body = self._checked(record, pointer)
        return replace(exchange, body=body, method=asked.method, request_headers=asked.headers, request_body=asked.body)

    def body(self, pointer: Pointer) -> bytes:
        """The document of the exchange at a pointer, without the question; ArchiveError as ``read``."""
        file, pointer = self.files.reach(pointer)
        with file:
            record = places.record_at(file, pointer, self.limits.record)
        return self._checked(record, pointer)

    def entries(self) -> Iterator[Entry]:
        """Every capture and note, oldest first. Damaged records are left out and logged; ``verify`` tells of them."""
        return entries.read(self.files, self.limits.record)

    def trace(self, capture: Capture) -> Original | None:
        """The capture that has the body of a capture; None when its record is not there any more."""
        try:
            original = original_of(capture)
            for _ in range(_FARTHEST):
                file, pointer = self.files.reach(original.pointer)
                with file:
                    further = original_in(places.head_at(file, pointer, self.limits.record))
                if further is None:
                    return replace(original, file=pointer.file, offset=pointer.offset, length=pointer.length)
                original = further
        except ArchiveError:
            return None
        return None

    def _checked(self, record: Record, pointer: Pointer) -> bytes:
        """The body of a record, or of the one that it repeats. Raises ArchiveError for one that is another."""
        original = original_in(record)
        body = self._repeated(original.pointer) if original else body_in(record)
        if sha256_of(body) != sha256_in(record):
            raise ArchiveError(f"{places.named(pointer)}: the body is not the one archived, its digest differs")
        return body

    def _repeated(self, pointer: Pointer) -> bytes:
        """The body of the record that a revisit refers to, along a chain of revisits where others made one."""
        for _ in range(_FARTHEST):
            file, pointer = self.files.reach(pointer)
            with file:
                record = places.record_at(file, pointer, self.limits.record)
            original = original_in(record)
            if original is None:
                return body_in(record)
            pointer = original.pointer
        raise ArchiveError(f"{places.named(pointer)}: the revisits go round in a circle")
