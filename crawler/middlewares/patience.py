"""Trying again: after a pause that doubles, or as long as the server asks for."""

from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.endings import retry_after

FIRST_PAUSE = 1.0
"""Seconds before the second try; twice as many before the third."""

LONGEST_PAUSE = 300.0
"""A server that asks for more than this is left alone for this run."""


class Patience(RetryMiddleware):
    """Scrapy's retries, which by themselves follow at once. The pause is the whole host's: its slot waits."""

    crawler: Crawler

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """A passing fault by its status; a pause that is asked for is kept even when this was the last try."""
        asked = retry_after(response, datetime.now(UTC)) if response.status in self.retry_http_codes else None
        if asked is not None and asked > LONGEST_PAUSE:
            return response
        again = super().process_response(request, response)
        if asked is not None or isinstance(again, Request):
            self._pause(request, asked)
        return again

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """A connection that failed."""
        again = super().process_exception(request, exception)
        if isinstance(again, Request):
            self._pause(request, None)
        return again

    def _pause(self, request: Request, asked: float | None) -> None:
        """Lengthen the host's pause; crawler.extensions.pace takes it back step by step once answers are good."""
        slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
        if slot is not None:
            tries = request.meta.get("retry_times", 0)
            slot.delay = max(slot.delay, FIRST_PAUSE * 2**tries if asked is None else asked)
