"""How a request ended that gave no page: every exception of the downloader as an outcome with a reason in words."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from storage.records import FetchOutcome

NOT_ASKED = "not asked: "
"""How the reason begins where a host is left alone for what it did before."""


class Ending(IgnoreRequest):
    """Raised by our middlewares to end a request: the spider's errback makes it a row."""

    def __init__(
        self, outcome: FetchOutcome, reason: str, status: int | None = None, response: Response | None = None
    ) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.status = status
        self.response = response
        """The answer, where it is evidence: a challenge, a page that says that there is none."""


_KINDS: tuple[tuple[type[Exception], FetchOutcome, str], ...] = (
    (DownloadTimeoutError, FetchOutcome.UNREACHABLE, "no answer in time"),
    (CannotResolveHostError, FetchOutcome.UNREACHABLE, "the name of the host does not resolve"),
    (DownloadConnectionRefusedError, FetchOutcome.UNREACHABLE, "connection refused"),
    (DownloadCancelledError, FetchOutcome.TOO_LARGE, "larger than DOWNLOAD_MAXSIZE allows"),
    (ResponseDataLossError, FetchOutcome.UNREACHABLE, "the connection broke within the answer"),
)


def ending_of(error: BaseException | None) -> Ending:
    """What a failed request amounts to; what is not known by name was a failure of the connection."""
    if isinstance(error, Ending):
        return error
    for kind, outcome, reason in _KINDS:
        if isinstance(error, kind):
            return Ending(outcome, reason)
    if isinstance(error, IgnoreRequest):
        return _ending_by_scrapy(str(error))
    return Ending(FetchOutcome.UNREACHABLE, f"{type(error).__name__}: {error}".strip(": ")[:200])


def _ending_by_scrapy(text: str) -> Ending:
    """Scrapy tells its own refusals apart by their text only."""
    if "robots.txt" in text:
        return Ending(FetchOutcome.ROBOTS, "robots.txt forbids it")
    if "DOWNLOAD_MAXSIZE" in text:
        return Ending(FetchOutcome.TOO_LARGE, "larger than DOWNLOAD_MAXSIZE allows once unpacked")
    return Ending(FetchOutcome.UNREACHABLE, text[:200] or "given up")


def retry_after(response: Response, now: datetime) -> float | None:
    """The seconds that a server asks us to stay away, from either form of its header; None when it names none."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return None
