"""Every record in the order in which it was kept, so that replaying the archive does what the crawls did.

Within a file that is the order of the file. Files that were written at the same time are merged by the time of their
records; what was taken in from elsewhere later comes later, however old it is.
"""

import heapq
import logging
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from storage.archive import notes, places, warc
from storage.archive.capture import capture_in, ending_in
from storage.archive.members import Damage, Member, scan
from storage.archive.store import Store
from storage.archive.warc import Record, parse
from storage.errors import ArchiveError
from storage.records import Entry, Pointer

logger = logging.getLogger(__name__)

_CAPTURES = ("response", "revisit")

Timed = tuple[datetime, Entry]
"""An entry with the time by which files are merged: its own, or that of a record before it in its file if later."""


def read(store: Store, largest: int) -> Iterator[Entry]:
    """Every capture and note; what cannot be read is logged and left out. Only files that overlap are open at once."""
    waiting = sorted(_beginnings(store, largest), reverse=True)
    heap: list[tuple[datetime, str, Entry, Iterator[Timed]]] = []
    while waiting or heap:
        while waiting and (not heap or waiting[-1][0] <= heap[0][0]):
            _, name = waiting.pop()
            _push(heap, name, _timed(store, name, largest))
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


def _beginnings(store: Store, largest: int) -> Iterator[tuple[datetime, str]]:
    """When each file begins, by its first sound record; files without one hold nothing."""
    for name in store.names():
        with closing(places.open_file(store, name)) as file:
            for found in scan(file, largest):
                if isinstance(found, Member) and (record := _parsed(found, name)):
                    yield record.at, name
                    break


def _timed(store: Store, name: str, largest: int) -> Iterator[Timed]:
    latest: datetime | None = None
    with closing(places.open_file(store, name)) as file:
        for found in scan(file, largest):
            if isinstance(found, Damage):
                logger.warning("%s at %d: %s; left out", name, found.offset, found.message)
            elif record := _parsed(found, name):
                latest = max(record.at, latest or record.at)
                if entry := _entry(record, Pointer(name, found.offset, found.length)):
                    yield latest, entry


def _parsed(member: Member, name: str) -> Record | None:
    """The record of a member that has a time."""
    try:
        record = parse(member.data)
        record.check_outline()
        return record if record.at else None
    except ArchiveError as error:
        logger.warning("%s at %d: %s; left out", name, member.offset, error)
        return None


def _entry(record: Record, pointer: Pointer) -> Entry | None:
    if not is_ours(record):
        return None
    try:
        if record.kind == "metadata":
            return Entry(pointer, record.at, note=notes.note_in(record))
        capture, ending = capture_in(record, pointer), ending_in(record)
    except ArchiveError as error:
        logger.warning("%s: %s; left out", places.named(pointer), error)
        return None
    if ending is None:
        return Entry(pointer, capture.captured_at, capture)
    return Entry(pointer, capture.captured_at, capture, outcome=ending.outcome, reason=ending.reason)
