"""How often somebody may try to sign in: guessing a password takes longer than anybody has."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

_MINUTES = 10
OF_CLIENT, OF_NAME = 30, 10
"""Attempts in so many minutes; several people may sit behind one address."""


class Attempts:
    """Counted by client and by name, before the password is looked at; each process counts for itself."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._of_client = RateLimitItemPerMinute(OF_CLIENT, _MINUTES, namespace="client")
        self._of_name = RateLimitItemPerMinute(OF_NAME, _MINUTES, namespace="name")

    def take(self, client: str, name: str) -> int:
        """Seconds to wait; 0 where the attempt may be made, which is counted then."""
        if not self._limiter.hit(self._of_client, client):
            return self._wait(self._of_client, client)
        return 0 if self._limiter.hit(self._of_name, name) else self._wait(self._of_name, name)

    def forget(self, name: str) -> None:
        """The person has signed in: what was tried under that name before does not count."""
        self._limiter.clear(self._of_name, name)

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        return max(1, math.ceil(self._limiter.get_window_stats(limit, key).reset_time - time.time()))
