"""Whether the archive is what was written: every record's digest, and every row of the database against its record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from storage.archive.archive import Archive
from storage.archive.contents.warc import Record, parse
from storage.archive.entries import is_ours
from storage.archive.files import File
from storage.archive.flaws import flaws
from storage.archive.packing.members import Damage, Member
from storage.errors import ArchiveError
from storage.records import Pointer, Problem

_CAPTURES = ("response", "revisit")


@dataclass(frozen=True, slots=True)
class Row:
    """What the database says of a capture."""

    url: str
    length: int
    sha256: str


class Rows(Protocol):
    """The captures of a database, a file at a time."""

    def files(self) -> Iterable[str]:
        """The names of the files that rows point into."""

    def of(self, file: str) -> Mapping[int, Row]:
        """The rows that point into a file, by offset."""


def verify(archive: Archive, rows: Rows | None = None) -> Iterator[Problem]:
    """Every problem of the files and, with ``rows``, of the database against them. Changes nothing."""
    names = archive.files.names()
    elsewhere = sorted(set(rows.files()) - set(names)) if rows else []
    moved = {name: rows.of(name) for name in elsewhere if archive.files.move_from(name)} if rows else {}
    followed = _followed(archive, moved)
    for name in names:
        yield from _file(archive, name, {**rows.of(name), **followed.get(name, {})} if rows else None)
    for name, former in moved.items():
        message = f"the records of this file were moved, and {len(former)} rows of the database do not know it yet"
        yield Problem(name, 0, None, "moved", message)
    for name in elsewhere:
        if name in moved:
            continue
        count = len(rows.of(name)) if rows else 0
        message = f"this file of the archive is not there; rows of the database that point into it: {count}"
        yield Problem(name, 0, None, "no_file", message, lost=count)


def _followed(archive: Archive, moved: Mapping[str, Mapping[int, Row]]) -> dict[str, dict[int, Row]]:
    """Rows that point to where records stood, by where they stand now."""
    found: dict[str, dict[int, Row]] = defaultdict(dict)
    for name, rows in moved.items():
        for offset, row in rows.items():
            now = archive.files.now_at(Pointer(name, offset, row.length))
            found[now.file][now.offset] = Row(row.url, now.length, row.sha256)
    return found


def _file(archive: Archive, name: str, rows: dict[int, Row] | None) -> Iterator[Problem]:
    """A file that is being written may end in the middle of a record, and be ahead of the database."""
    busy = archive.store.is_open(name)
    try:
        with archive.files.open(name) as file:
            yield from _members(archive, file, rows, busy=busy)
    except ArchiveError as error:
        yield Problem(name, 0, None, "damaged", str(error).removeprefix(f"{name}: "), lost=1)
    for offset, row in sorted((rows or {}).items()):
        message = "the database has a capture here, and the archive has no such record"
        yield Problem(name, offset, row.url, "no_record", message)


def _members(archive: Archive, file: File, rows: dict[int, Row] | None, *, busy: bool) -> Iterator[Problem]:
    for found in file.packing.scan(file.stream, archive.limits.record):
        if isinstance(found, Member):
            yield from _member(archive, file.name, found, rows, busy=busy)
        elif found.kind != "torn" or not busy:
            yield _damaged(file.name, found)


def _damaged(name: str, damage: Damage) -> Problem:
    size = damage.end - damage.offset
    if damage.kind == "torn":
        what = f"the file is torn off here: its last {size} bytes, one record or more, are lost"
    else:
        what = f"a record of {size} bytes is lost; those behind it can be read"
    return Problem(name, damage.offset, None, damage.kind, f"{what} ({damage.message})", lost=1)


def _member(
    archive: Archive, name: str, member: Member, rows: dict[int, Row] | None, *, busy: bool
) -> Iterator[Problem]:
    try:
        record = parse(member.data)
    except ArchiveError as error:
        yield Problem(name, member.offset, None, "damaged", str(error), lost=1)
        return
    pointer = Pointer(name, member.offset, member.length)
    url = record.get("WARC-Target-URI")
    for kind, message in flaws(archive, record, pointer):
        yield Problem(name, member.offset, url, kind, message, lost=int(kind in ("damaged", "digest")))
    if rows is not None and record.kind in _CAPTURES and is_ours(record):
        row = rows.pop(member.offset, None)
        for kind, message in _against(row, record, pointer, busy=busy):
            yield Problem(name, member.offset, url, kind, message)


def _against(row: Row | None, record: Record, pointer: Pointer, *, busy: bool) -> Iterator[tuple[str, str]]:
    if row is None:
        if not busy:
            yield "no_row", "the database does not have this capture; nianbao db rebuild takes it in"
        return
    differing = [
        what
        for what, ours, theirs in (
            ("length", pointer.length, row.length),
            ("SHA-256", record.get("WARC-Payload-Digest"), f"sha256:{row.sha256}"),
            ("address", record.get("WARC-Target-URI"), row.url),
        )
        if ours != theirs
    ]
    if differing:
        yield "mismatch", f"the row in the database differs from the record in {', '.join(differing)}"
