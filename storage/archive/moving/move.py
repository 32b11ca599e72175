"""One move: files, the files that took their place, and where each record of the former stands now."""

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storage.archive.packing.zstandard import Zstandard
from storage.archive.store import Store
from storage.errors import ArchiveError
from storage.records import Pointer

_LARGEST = 1 << 28
Place = tuple[int, int, int, int]
"""Former offset, which of the new files (from 0), offset and length there."""


@dataclass(frozen=True, slots=True)
class Move:
    """``places`` has the records of each former file in the order in which they stood there."""

    replaced: tuple[str, ...]
    by: tuple[str, ...]
    places: Mapping[str, tuple[Place, ...]]

    def find(self, pointer: Pointer) -> Pointer | None:
        """Where the record of a pointer stands now."""
        places = self.places.get(pointer.file, ())
        at = bisect_left(places, pointer.offset, key=lambda place: place[0])
        if at < len(places) and places[at][0] == pointer.offset:
            return self._pointer(places[at])
        return None

    def records(self, file: str) -> Iterator[tuple[int, Pointer]]:
        """Each record of a former file: its offset there, and its place now."""
        for place in self.places.get(file, ()):
            yield place[0], self._pointer(place)

    def _pointer(self, place: Place) -> Pointer:
        return Pointer(self.by[place[1]], place[2], place[3])

    def to_bytes(self) -> bytes:
        """JSON, packed."""
        record = {"replaced": self.replaced, "by": self.by, "places": self.places}
        return Zstandard().pack(json.dumps(record, separators=(",", ":")).encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> "Move":
        """Raises ArchiveError for what is none."""
        try:
            found: Any = json.loads(Zstandard().unpack(data, _LARGEST))
            by = tuple(map(str, found["by"]))
            places = {
                str(file): tuple(_place(each, len(by)) for each in rows) for file, rows in found["places"].items()
            }
            return cls(tuple(map(str, found["replaced"])), by, places)
        except (ArchiveError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ArchiveError(f"the record of a move is damaged: {error}") from error


def _place(row: Any, files: int) -> Place:
    former, file, offset, length = map(int, row)
    if not 0 <= file < files:
        raise ValueError(f"there is no file {file}")
    return former, file, offset, length


def read_move(store: Store, name: str) -> Move | None:
    """The move that a file tells of; None where there is no such file."""
    try:
        with store.open(name) as file:
            return Move.from_bytes(file.read())
    except FileNotFoundError:
        return None
    except ArchiveError as error:
        raise ArchiveError(f"{name}: {error}") from error
