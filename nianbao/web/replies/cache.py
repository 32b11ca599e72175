"""Answers kept for as long as the database stays as it is: a crowd that opens one page costs one page."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass

from cachetools import LRUCache

MOST_BYTES = 64 * 1024 * 1024
LONGEST = 2 * 1024 * 1024
"""Bytes of a body that is kept."""


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent, and its tag."""

    content: bytes
    etag: str


class Cache:
    """Used by several threads; forgets everything when the state is another one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bodies: LRUCache[Hashable, Body] = self._empty()
        self._state = ""

    @staticmethod
    def _empty() -> LRUCache[Hashable, Body]:
        return LRUCache(MOST_BYTES, getsizeof=lambda body: len(body.content) + 500)

    def get(self, state: str, key: Hashable) -> Body | None:
        """What was kept in this state."""
        with self._lock:
            if state != self._state:
                self._bodies, self._state = self._empty(), state
            return self._bodies.get(key)

    def keep(self, state: str, key: Hashable, body: Body) -> None:
        """Unless it is too long, or worked out in a state that is over."""
        with self._lock:
            if state == self._state and len(body.content) <= LONGEST:
                self._bodies[key] = body
