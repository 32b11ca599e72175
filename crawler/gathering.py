"""Pages that wait for the thread that keeps them, kept together: one sync of the disk and one transaction for all.

A crawl of one host has a page or two at a time. One of three hundred has as many as the thread is behind.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from crawler.keeping import Keeping

T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 50
"""The longest that a page waits for others, and that others wait for the database."""


@dataclass(slots=True)
class _Waiting(Generic[T, R]):
    """One thing that waits, and what became of it."""

    thing: T
    results: Sequence[R] = ()
    error: Exception | None = None


class Gathering(Generic[T, R]):
    """Work that takes several things at once. Where it fails, it fails for all that it had taken."""

    def __init__(self, keeping: Keeping, work: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._keeping = keeping
        self._work = work
        self._waiting: deque[_Waiting[T, R]] = deque()

    async def do(self, thing: T) -> R:
        """What the work made of one thing.

        There are as many turns as things, each takes at least the one that has waited longest: after its own turn, a
        thing has been taken by it or by an earlier one.
        """
        waiting: _Waiting[T, R] = _Waiting(thing)
        self._waiting.append(waiting)
        await self._keeping.do(self._turn)
        if waiting.error is not None:
            raise waiting.error
        (result,) = waiting.results
        return result

    def _turn(self) -> None:
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), _AT_ONCE))]
        if not taken:
            return
        try:
            results = self._work([waiting.thing for waiting in taken])
        except Exception as error:  # noqa: BLE001 – raised to everyone who waits for it
            for waiting in taken:
                waiting.error = error
        else:
            for waiting, result in zip(taken, results, strict=True):
                waiting.results = (result,)
