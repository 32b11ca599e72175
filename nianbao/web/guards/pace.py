"""So many of one thing in so many minutes, for each who asks for it."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter


class Pace:
    """Each process counts for itself."""

    def __init__(self, most: int, minutes: int) -> None:
        self._limit = RateLimitItemPerMinute(most, minutes)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def wait(self, who: str) -> int:
        """Seconds until the next may begin; 0 for at once."""
        return 0 if self._limiter.test(self._limit, who) else self._left(who)

    def take(self, who: str) -> int:
        """The same; where it may begin at once, it is counted."""
        return 0 if self._limiter.hit(self._limit, who) else self._left(who)

    def forget(self, who: str) -> None:
        """What was counted for them counts no more."""
        self._limiter.clear(self._limit, who)

    def _left(self, who: str) -> int:
        return max(1, math.ceil(self._limiter.get_window_stats(self._limit, who).reset_time - time.time()))
