"""So many requests a minute for each client; assets do not count."""

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from nianbao.web.guards.client import client_of
from nianbao.web.guards.refusing import refuse
from nianbao.web.replies.problems import RefusedError

_FREE = ("/assets/",)


class Rate:
    """Each process counts for itself; ``proxies`` say in ``X-Forwarded-For`` who asks."""

    def __init__(self, app: ASGIApp, a_minute: int, proxies: frozenset[str]) -> None:
        self._app = app
        self._proxies = proxies
        self._limit = RateLimitItemPerMinute(a_minute) if a_minute else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._limit is None or scope["type"] != "http" or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        client = client_of(scope, self._proxies)
        if self._limiter.hit(self._limit, client):
            await self._app(scope, receive, send)
            return
        wait = max(1, math.ceil(self._limiter.get_window_stats(self._limit, client).reset_time - time.time()))
        error = RefusedError(429, "refused.rate", {"Retry-After": str(wait)}, most=self._limit.amount, wait=wait)
        await refuse(error, scope, receive, send)
