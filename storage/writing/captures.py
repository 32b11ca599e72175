"""Rows for archived answers."""

from collections.abc import Collection, Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.models import Capture, table_of
from storage.records import Capture as Captured
from storage.records import Context, Pointer
from storage.writing.places import addresses, districts
from storage.writing.work import Kept, Work

_CAPTURES = table_of(Capture)
_AT = select(_CAPTURES.c.id).where(
    _CAPTURES.c.file == bindparam("in_file"), _CAPTURES.c.offset == bindparam("at_offset")
)
_NEW = insert(_CAPTURES).returning(_CAPTURES.c.id)
_KEPT = select(*(_CAPTURES.c[name] for name in Kept._fields)).where(_CAPTURES.c.id == bindparam("capture"))
_MOVED = (
    update(_CAPTURES)
    .where(_CAPTURES.c.id == bindparam("number"))
    .values(file=bindparam("to_file"), offset=bindparam("to_offset"), length=bindparam("to_length"))
)
_OF_CONTEXT = tuple(field.name for field in fields(Context))


def record(work: Work, capture: Captured, run: int | None) -> int:
    """The number of an answer's row, written once however often it is told."""
    pointer = capture.pointer
    districts.hold_district(work, capture.context.code)
    known = addresses.known_address(work, capture.context.site, capture.url)
    if known is not None:
        where = {"in_file": pointer.file, "at_offset": pointer.offset}
        found: int | None = work.connection.scalar(_AT, where)
        if found is not None:
            return found
    address = addresses.address_of(work, capture.url, capture.context, capture.captured_at)
    values = {
        "url_id": address.id,
        "run_id": run,
        "captured_at": capture.captured_at,
        "status": capture.status,
        "sha256": capture.sha256,
        "size": capture.size,
        "content_type": capture.content_type,
        "etag": capture.etag,
        "last_modified": capture.last_modified,
        "file": pointer.file,
        "offset": pointer.offset,
        "length": pointer.length,
        "context": _plain(capture.context),
        "unchanged": capture.unchanged,
    }
    number: int = work.connection.execute(_NEW, values).scalar_one()
    said = (capture.sha256, capture.etag, capture.last_modified, capture.unchanged)
    work.captures[number] = Kept(number, address.id, *said)
    return number


def at(work: Work, file: str, offsets: Collection[int]) -> list[int]:
    """The numbers of the answers that stand at these places of a file."""
    found = work.connection.execute(select(_CAPTURES.c.id, _CAPTURES.c.offset).where(_CAPTURES.c.file == file))
    return [row.id for row in found if row.offset in offsets]


def move(work: Work, file: str, records: Iterable[tuple[int, Pointer]]) -> int:
    """Answers of a file stand elsewhere now, by their former offsets; how many there were.

    One that has a row at its new place already, since it was taken in from there, is left as it is.
    """
    known = work.connection.execute(select(_CAPTURES.c.id, _CAPTURES.c.offset).where(_CAPTURES.c.file == file))
    numbers = {row.offset: row.id for row in known}
    found = [(numbers[offset], pointer) for offset, pointer in records if offset in numbers]
    files = sorted({pointer.file for _, pointer in found})
    taken = {
        (name, offset)
        for name in files
        for offset in work.connection.scalars(select(_CAPTURES.c.offset).where(_CAPTURES.c.file == name))
    }
    rows = [
        {"number": number, "to_file": pointer.file, "to_offset": pointer.offset, "to_length": pointer.length}
        for number, pointer in found
        if (pointer.file, pointer.offset) not in taken
    ]
    if rows:
        work.connection.execute(_MOVED, rows)
    return len(rows)


def capture_at(work: Work, number: int) -> Kept:
    """A capture of this transaction, or an earlier one."""
    found = work.captures.get(number)
    return found or Kept._make(work.connection.execute(_KEPT, {"capture": number}).one())


def _plain(context: Context) -> dict[str, Any]:
    values = {name: value for name in _OF_CONTEXT if (value := getattr(context, name)) is not None}
    if context.listed is not None:
        values["listed"] = context.listed.isoformat()
    return values
