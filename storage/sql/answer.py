"""What a SELECT gave."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns under names that differ, rows as the database gives them; ``cut`` when there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    cut: bool


def answer(columns: Sequence[str], rows: Sequence[Sequence[object]], limit: int) -> Answer:
    """An answer of at most ``limit`` rows, made of one row more where there is one."""
    return Answer(distinct(columns), tuple(map(tuple, rows[:limit])), len(rows) > limit)


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
