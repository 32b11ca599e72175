"""The files of the archive, opened with the packing that each has; records that were moved are found again."""

from collections import defaultdict
from functools import lru_cache
from types import TracebackType
from typing import BinaryIO, Self

from storage.archive.moving.move import Move, read_move
from storage.archive.moving.names import Round, round_of, rounds_moved_to
from storage.archive.packing.gzip import GZIP
from storage.archive.packing.members import Packing
from storage.archive.packing.zstandard import Zstandard, dictionary_in
from storage.archive.store import PACKED, Store
from storage.errors import ArchiveError
from storage.records import Pointer

_DICTIONARIES = 16
"""Kept in memory, some 2 MB each."""
_MOVES = 4


class File:
    """An open file of records. ``with`` closes it."""

    def __init__(self, name: str, stream: BinaryIO, packing: Packing) -> None:
        self.name = name
        self.stream = stream
        self.packing = packing

    def packed(self, pointer: Pointer) -> bytes:
        """What stands at a place, as it is."""
        self.stream.seek(pointer.offset)
        return self.stream.read(pointer.length)

    def close(self) -> None:
        """Give it back."""
        self.stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Files:
    """Those of one store. Dictionaries and moves that were read lately are kept."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._packing = lru_cache(maxsize=_DICTIONARIES)(self._read_packing)
        self._move = lru_cache(maxsize=_MOVES)(self._read_move)

    def names(self) -> list[str]:
        """Every file that counts, by name. Where a move has not ended, each record counts once.

        Where files are lost on both sides of a move, all count that are left.
        """
        listed = self.store.names()
        present = {name for name in listed if name.endswith(PACKED)}
        hidden: set[str] = set()
        for move in self.moves(listed):
            if set(move.by) <= present:
                hidden |= set(move.replaced)
            elif set(move.replaced) <= present:
                hidden |= set(move.by)
        return sorted(present - hidden)

    def moves(self, listed: list[str]) -> list[Move]:
        """Moves that have not ended: what they replace is there as well."""
        rounds: dict[str, set[int]] = defaultdict(set)
        for name in listed:
            if name.endswith(PACKED):
                found = round_of(name)
                rounds[found.stem].add(found.number)
        begun = [to for to in rounds_moved_to(listed) if to.number - 1 in rounds.get(to.stem, ())]
        return [move for to in begun if (move := read_move(self.store, to.record))]

    def open(self, name: str) -> File:
        """Raises ArchiveError for one that is not there, or whose dictionary is damaged."""
        try:
            stream = self.store.open(name)
        except FileNotFoundError:
            raise ArchiveError(f"{name}: this file of the archive is not there") from None
        try:
            return File(name, stream, self._packing(name) if name.endswith(".zst") else GZIP)
        except ArchiveError as error:
            stream.close()
            raise ArchiveError(f"{name}: {error}") from error

    def reach(self, pointer: Pointer) -> tuple[File, Pointer]:
        """The file in which a record stands now, and where; it may have been moved, more than once."""
        while True:
            try:
                return self.open(pointer.file), pointer
            except ArchiveError:
                moved = None if self.store.size(pointer.file) is not None else self.moved(pointer)
                if moved is None:
                    raise
                pointer = moved

    def now_at(self, pointer: Pointer) -> Pointer:
        """Where a record stands at the end of all its moves."""
        while moved := self.moved(pointer):
            pointer = moved
        return pointer

    def moved(self, pointer: Pointer) -> Pointer | None:
        """Where a record was moved to from a file that is not there any more."""
        move = self.move_from(pointer.file)
        return move.find(pointer) if move else None

    def move_from(self, name: str) -> Move | None:
        """The move that took a file's records elsewhere."""
        return self._move(round_of(name).following)

    def _read_move(self, to: Round) -> Move | None:
        return read_move(self.store, to.record)

    def _read_packing(self, name: str) -> Zstandard:
        with self.store.open(name) as stream:
            return Zstandard(dictionary_in(stream))
