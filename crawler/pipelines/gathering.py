"""Pages that wait for the thread that keeps them, kept together: one sync of the disk and one transaction for all.

A crawl of three hundred hosts has as many as the thread is behind. One of a single host has a page or two at a time;
where others will follow soon, a page may wait for them.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from crawler.keeping import Keeping

T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 50
"""The longest that a page waits for others, and that others wait for the database."""
_ENOUGH = 20
"""So many need not wait for more."""
_PATIENCE = 0.25
"""Seconds that a page waits for others."""


@dataclass(slots=True)
class _Waiting(Generic[T, R]):
    """One thing that waits, and what becomes of it."""

    thing: T
    result: "asyncio.Future[R]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


_Kept = Sequence[tuple[_Waiting[T, R], R | Exception]]


class Gathering(Generic[T, R]):
    """Work that takes several things at once. Where it fails, it fails for all that it had taken."""

    def __init__(self, keeping: Keeping, work: Callable[[Sequence[T]], Sequence[R]]) -> None:
        self._keeping = keeping
        self._work = work
        self._waiting: deque[_Waiting[T, R]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._late: asyncio.Task[None] | None = None

    async def do(self, thing: T, *, may_wait: bool = False) -> R:
        """What the work made of one thing. One that ``may_wait`` does so for others, but not for long.

        A turn takes what has waited longest, so that after its own a thing has been taken by it or by an earlier one.
        """
        waiting: _Waiting[T, R] = _Waiting(thing)
        self._waiting.append(waiting)
        if not may_wait or len(self._waiting) >= _ENOUGH:
            await self._take_turn()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PATIENCE, self._lose_patience)
        return await waiting.result

    def _lose_patience(self) -> None:
        self._late = asyncio.ensure_future(self._take_turn())

    async def _take_turn(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        for waiting, result in await self._keeping.do(self._turn):
            if waiting.result.done():  # whoever waited was cancelled
                continue
            if isinstance(result, Exception):
                waiting.result.set_exception(result)
            else:
                waiting.result.set_result(result)

    def _turn(self) -> _Kept[T, R]:
        """In the thread."""
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), _AT_ONCE))]
        if not taken:
            return []
        try:
            results = self._work([waiting.thing for waiting in taken])
        except Exception as error:  # noqa: BLE001 – raised to everyone who waits for it
            return [(waiting, error) for waiting in taken]
        return list(zip(taken, results, strict=True))
