"""What a SELECT gave."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.sql.bounds import Bounds

_SHORT = 8
"""Bytes that a number counts for."""
_WHOLE = 1e15
"""Below it a float has every digit of a whole number for certain."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns under names that differ, rows with numbers alike on both databases; ``cut`` when there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool


def answer(columns: Sequence[str], rows: Iterable[Sequence[object]], bounds: Bounds) -> Answer:
    """As many rows as the bounds allow; they are asked for one by one, to see whether there are more."""
    kept: list[tuple[object, ...]] = []
    taken = 0
    for row in rows:
        taken += sum(len(value) if isinstance(value, str | bytes) else _SHORT for value in row)
        if len(kept) == bounds.rows or (kept and taken > bounds.size):
            return Answer(distinct(columns), tuple(kept), cut=True)
        kept.append(tuple(map(_told, row)))
    return Answer(distinct(columns), tuple(kept), cut=False)


def _told(value: object) -> object:
    """A whole number as one: SQLite has 158.0 where PostgreSQL has 158."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE else value


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each once: of ``year, year`` the second becomes ``year_2``, since an object has no key twice."""
    taken = Counter(names)
    seen: set[str] = set()
    found = []
    for name in names:
        number, new = 1, name
        while new in seen or (number > 1 and taken[new]):
            number += 1
            new = f"{name}_{number}"
        seen.add(new)
        found.append(new)
    return tuple(found)
