"""Ruled lines that stand at nearly the same place are one edge."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

APART = 3.0
"""Points: lines closer than a millimetre are one."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The places of all edges in one direction, in order."""

    places: tuple[float, ...]

    @classmethod
    def of(cls, found: Iterable[float]) -> "Edges":
        """Edges at these places, close ones taken together at the place of the first."""
        places: list[float] = []
        for place in sorted(found):
            if not places or place - places[-1] > APART:
                places.append(place)
        return cls(tuple(places))

    def number(self, place: float) -> int:
        """Which edge a place is nearest to, from 0."""
        right = bisect_left(self.places, place)
        if right == 0:
            return 0
        if right == len(self.places):
            return right - 1
        return right if self.places[right] - place < place - self.places[right - 1] else right - 1

    def snapped(self, place: float) -> float:
        """The place of that edge."""
        return self.places[self.number(place)]
