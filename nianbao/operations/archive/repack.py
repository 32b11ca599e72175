"""Closed files of the archive made smaller, or as they were: one move after the other, each whole or not at all."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from storage.archive import Archive
from storage.archive.moving.move import Move
from storage.archive.moving.names import Round, round_of
from storage.archive.repack.dictionary import FEWEST
from storage.archive.repack.drafts import Drafting, Drafts
from storage.archive.repack.inventory import at_hand, inventory
from storage.archive.repack.swap import settle, swap, told_again
from storage.archive.store import SMALL_SUFFIX, SUFFIX
from storage.errors import ArchiveError

REPACK = "archive repack"
"""The lock, and the claim, of who moves records: one process at a time on all machines."""
_WORTH = 0.9
"""A file that would not become smaller than this share of it stays."""


class To(StrEnum):
    """Zstandard with a dictionary a site, or gzip as the crawl writes it."""

    ZST = "zst"
    GZ = "gz"


class State(StrEnum):
    """What became of the files of one move."""

    REPACKED = "repacked"
    WOULD = "would be repacked"
    KEPT = "kept"
    OPEN = "open"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Repacked:
    """Files that belong together and what became of them; bytes and records where they were counted."""

    files: tuple[str, ...]
    state: State
    into: tuple[str, ...] = ()
    before: int = 0
    after: int = 0
    records: int = 0
    reason: str = ""


class Repack:
    """Goes through one archive. ``tell`` has the database point to new places, in one transaction a move."""

    def __init__(
        self,
        archive: Archive,
        tell: Callable[[Move], object],
        now: Callable[[], datetime],
        *,
        on_bytes: Callable[[str, int], object] = lambda _file, _bytes: None,
    ) -> None:
        self._archive = archive
        self._files = archive.files
        self._tell = tell
        self._now = now
        self._on_bytes = on_bytes

    def settle(self, known: Collection[str]) -> Iterator[str]:
        """End what a killed repack began; ``known`` are the files that the database names."""
        yield from settle(self._files, self._tell)
        yield from told_again(self._files, sorted(known), self._tell)

    def run(self, to: To, *, sites: Collection[str] = (), dry_run: bool = False) -> Iterator[Repacked]:
        """Every round of files that is not as wanted, oldest first."""
        rounds: dict[Round, list[str]] = defaultdict(list)
        for name in self._files.names():
            rounds[round_of(name)].append(name)
        unwanted = SUFFIX if to is To.ZST else SMALL_SUFFIX
        for names in rounds.values():
            if any(name.endswith(unwanted) for name in names):
                done = self._round(tuple(names), to, sites, dry_run=dry_run)
                if done is not None:
                    yield done

    def _round(self, names: tuple[str, ...], to: To, sites: Collection[str], *, dry_run: bool) -> Repacked | None:
        """None for files that hold nothing of the sites asked for."""
        for name in names:
            if self._archive.store.is_open(name):
                return Repacked(names, State.OPEN, reason=f"{name} is being written")
            if self._archive.store.is_waiting(name):
                return Repacked(names, State.OPEN, reason=f"{name} is on its way to the store")
        with ExitStack() as stack:
            try:
                opened = stack.enter_context(at_hand(self._files, names))
                slots = inventory(self._files, opened, self._archive.limits.record)
            except ArchiveError as error:
                return Repacked(names, State.DAMAGED, reason=str(error))
            if sites and not any(slot.site in sites for slot in slots):
                return None
            if not slots or (to is To.ZST and sum(slot.is_answer for slot in slots) < FEWEST):
                return Repacked(names, State.KEPT, records=len(slots), reason="it holds too few pages")
            drafting = Drafting(self._archive.store, opened, slots, self._now())
            stack.callback(drafting.discard)
            largest = self._archive.limits.record
            drafts = (drafting.small if to is To.ZST else drafting.plain)(
                largest, lambda size: self._on_bytes(names[0], size)
            )
            return self._swapped(names, drafts, to, dry_run=dry_run)

    def _swapped(self, names: tuple[str, ...], drafts: Drafts, to: To, *, dry_run: bool) -> Repacked:
        done = Repacked(names, State.REPACKED, drafts.move.by, drafts.before, drafts.after, drafts.records)
        if to is To.ZST and drafts.after > _WORTH * drafts.before:
            return replace(done, state=State.KEPT, into=(), reason="it would not become much smaller")
        if dry_run:
            return replace(done, state=State.WOULD)
        swap(self._files, drafts.move, self._tell)
        return done
