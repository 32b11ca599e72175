"""What the files of one round hold, record by record, in the order in which the crawl wrote it."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from storage.archive.contents import notes
from storage.archive.contents.capture import context_in
from storage.archive.contents.warc import Record, parse
from storage.archive.entries import is_ours
from storage.archive.files import File, Files
from storage.archive.moving.move import Move, read_move
from storage.archive.moving.names import round_of
from storage.archive.packing.members import Damage
from storage.errors import ArchiveError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Slot:
    """One record: its place, its size unpacked, the site that it belongs to ("" for none)."""

    file: str
    offset: int
    length: int
    size: int
    site: str
    is_answer: bool


@contextmanager
def at_hand(files: Files, names: Sequence[str]) -> Iterator[dict[str, File]]:
    """The files open, copied to this machine where they are elsewhere, since they are read through more than once."""
    with ExitStack() as stack:
        opened = {}
        for name in names:
            file = stack.enter_context(files.open(name))
            if not files.store.is_here:
                copy = stack.enter_context(TemporaryFile())
                file.stream.seek(0)
                shutil.copyfileobj(file.stream, copy, _BLOCK)
                file = File(name, copy, file.packing)
            opened[name] = file
        yield opened


def inventory(files: Files, opened: dict[str, File], largest: int) -> list[Slot]:
    """Every record. Raises ArchiveError where one is damaged, for nothing must be lost on the way."""
    slots = [slot for file in opened.values() for slot in _slots(file, largest)]
    to = round_of(next(iter(opened)))
    if to.number == 0:
        return slots
    move = read_move(files.store, to.record)
    if move is None:
        if len(opened) > 1:
            raise ArchiveError(f"{to.record} is not there, which tells the order of the records")
        return slots
    order = {place: n for n, place in enumerate(_order(move))}
    return sorted(
        (slot for slot in slots if (slot.file, slot.offset) in order), key=lambda slot: order[slot.file, slot.offset]
    )


def _order(move: Move) -> Iterator[tuple[str, int]]:
    for former in move.replaced:
        for _, now in move.records(former):
            yield now.file, now.offset


def _slots(file: File, largest: int) -> Iterator[Slot]:
    """A request belongs to the answer before it."""
    site = ""
    for found in file.packing.scan(file.stream, largest):
        if isinstance(found, Damage):
            raise ArchiveError(f"{file.name} at {found.offset}: {found.message}")
        record = parse(found.data)
        try:
            record.check_outline()
        except ArchiveError as error:
            raise ArchiveError(f"{file.name} at {found.offset}: {error}") from error
        if record.kind != "request":
            site = _site(record)
        is_answer = record.kind == "response"
        yield Slot(file.name, found.offset, found.length, len(found.data), site, is_answer)


def _site(record: Record) -> str:
    if not is_ours(record):
        return ""
    try:
        return _noted(record) if record.kind == "metadata" else context_in(record).site
    except ArchiveError:
        return ""


def _noted(record: Record) -> str:
    """Walks and agencies name their site, and a fetch its context."""
    payload: Any = notes.note_in(record).payload
    said = payload.get("site")
    if said is None and isinstance(payload.get("context"), str):
        try:
            said = json.loads(payload["context"])["site"]
        except (ValueError, KeyError, TypeError):
            said = None
    return said if isinstance(said, str) else ""
