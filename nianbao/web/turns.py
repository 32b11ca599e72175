"""So many at once of what takes a while, so that pages do not wait behind it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from nianbao.web.replies.problems import RefusedError

_WAIT = 5
"""Seconds after which somebody else may try again."""


class Turns:
    """Of one process. Nobody waits for a turn: a thread that waits is one that shows no page."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Raises RefusedError when all are taken."""
        if not self._free.acquire(blocking=False):
            raise RefusedError(503, "refused.turn", {"Retry-After": str(_WAIT)}, wait=_WAIT)
        try:
            yield
        finally:
            self._free.release()
