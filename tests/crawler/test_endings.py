"""Every way in which a request can fail, as an outcome; and when a server wants to be asked again."""

from datetime import UTC, datetime

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.endings import Ending, ending_of, retry_after
from storage.records import FetchOutcome


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (DownloadTimeoutError(), FetchOutcome.UNREACHABLE),
        (CannotResolveHostError("x"), FetchOutcome.UNREACHABLE),
        (DownloadConnectionRefusedError("x"), FetchOutcome.UNREACHABLE),
        (DownloadFailedError("x"), FetchOutcome.UNREACHABLE),
        (ResponseDataLossError(), FetchOutcome.UNREACHABLE),
        (DownloadCancelledError("Expected to receive 70000000 bytes"), FetchOutcome.TOO_LARGE),
        (IgnoreRequest("Ignored response because its body exceeded DOWNLOAD_MAXSIZE (9 B)"), FetchOutcome.TOO_LARGE),
        (IgnoreRequest("Forbidden by robots.txt"), FetchOutcome.ROBOTS),
        (IgnoreRequest("max redirections reached"), FetchOutcome.UNREACHABLE),
        (ValueError("something odd"), FetchOutcome.UNREACHABLE),
        (Ending(FetchOutcome.BLOCKED, "why", 521), FetchOutcome.BLOCKED),
    ],
)
def test_every_failure_is_an_outcome_with_a_reason(error, outcome):
    ending = ending_of(error)
    assert ending.outcome is outcome
    assert ending.reason


NOW = datetime(2026, 1, 20, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("Tue, 20 Jan 2026 08:01:00 GMT", 60.0),
        ("Tue, 20 Jan 2026 07:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("-1", None),
    ],
)
def test_a_server_says_when_to_come_back_in_seconds_or_as_a_date(header, seconds):
    assert retry_after(Response("http://a.gov.cn/", headers={"Retry-After": header}), NOW) == seconds


def test_a_server_may_say_nothing():
    assert retry_after(Response("http://a.gov.cn/"), NOW) is None
