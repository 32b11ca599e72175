"""Every record, oldest first, so that replaying the archive does what the crawls did.

Within a file the order is that of the file, which is that of the crawl; files are merged by the times of their records.
"""

import heapq
import logging
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice

from storage.archive import places
from storage.archive.contents import notes, warc
from storage.archive.contents.capture import capture_in, ending_in, imported_in
from storage.archive.contents.warc import Record, parse
from storage.archive.files import Files
from storage.archive.packing.members import Damage, Member
from storage.errors import ArchiveError
from storage.records import Entry, Pointer

logger = logging.getLogger(__name__)

_CAPTURES = ("response", "revisit")
_FIRST = 4
_HERE = 50
_ELSEWHERE = 1000
"""Records that are read from a file before it is closed; elsewhere it is asked for again, so a part is larger."""

Timed = tuple[datetime, Entry]
"""An entry with the time by which files are merged: its own, or that of a record before it in its file if later."""


def read(files: Files, largest: int) -> Iterator[Entry]:
    """Every capture and note; what cannot be read is logged and left out. Only files that overlap are read at once."""
    waiting = sorted(_beginnings(files, largest), reverse=True)
    heap: list[tuple[datetime, str, Entry, Iterator[Timed]]] = []
    while waiting or heap:
        while waiting and (not heap or waiting[-1][0] <= heap[0][0]):
            _, name = waiting.pop()
            _push(heap, name, _timed(files, name, largest, _HERE if files.store.is_here else _ELSEWHERE))
        if heap:
            _, name, entry, rest = heapq.heappop(heap)
            yield entry
            _push(heap, name, rest)


def is_ours(record: Record) -> bool:
    """A capture or a note of this program; records that others made have no context."""
    if record.kind in _CAPTURES:
        return record.get(warc.CONTEXT) is not None
    return record.kind == "metadata" and record.get(warc.NOTE) is not None


def _push(heap: list[tuple[datetime, str, Entry, Iterator[Timed]]], name: str, entries: Iterator[Timed]) -> None:
    if found := next(entries, None):
        heapq.heappush(heap, (found[0], name, found[1], entries))


def _beginnings(files: Files, largest: int) -> Iterator[tuple[datetime, str]]:
    """When each file begins, by its first entry; files without one hold nothing."""
    for name in files.names():
        with closing(_timed(files, name, largest, _FIRST)) as entries:
            if found := next(entries, None):
                yield found[0], name


def _timed(files: Files, name: str, largest: int, at_once: int) -> Generator[Timed]:
    """A file is closed between its parts: a crawl of 300 sites may have left as many files that overlap."""
    latest: datetime | None = None
    offset: int | None = 0
    while offset is not None:
        entries, offset = _part(files, name, largest, offset, at_once)
        for entry in entries:
            latest = max(entry.at, latest or entry.at)
            yield latest, entry


def _part(files: Files, name: str, largest: int, offset: int, at_once: int) -> tuple[list[Entry], int | None]:
    """The entries among the next records, and where it goes on; None at the end of the file."""
    entries: list[Entry] = []
    try:
        file = files.open(name)
    except ArchiveError as error:
        logger.warning("%s; left out", error)
        return entries, None
    with file:
        for found in islice(file.packing.scan(file.stream, largest, offset), at_once):
            at_once -= 1
            offset = found.end
            if isinstance(found, Damage):
                logger.warning("%s at %d: %s; left out", name, found.offset, found.message)
            elif entry := _entry(found, name):
                entries.append(entry)
    return entries, None if at_once else offset


def _entry(member: Member, name: str) -> Entry | None:
    """The entry of a member; None for the other records that a file needs, and for what cannot be read."""
    pointer = Pointer(name, member.offset, member.length)
    try:
        record = parse(member.data)
        record.check_outline()
        return _read(record, pointer) if is_ours(record) else None
    except ArchiveError as error:
        logger.warning("%s: %s; left out", places.named(pointer), error)
        return None


def _read(record: Record, pointer: Pointer) -> Entry:
    if record.kind == "metadata":
        return Entry(pointer, record.at, note=notes.note_in(record))
    capture, ending = capture_in(record, pointer), ending_in(record)
    at = imported_in(record) or capture.captured_at
    if ending is None:
        return Entry(pointer, at, capture)
    return Entry(pointer, at, capture, outcome=ending.outcome, reason=ending.reason, asked=ending.asked)
