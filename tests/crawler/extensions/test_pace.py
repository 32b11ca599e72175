"""The pause between two requests to a host."""

from types import SimpleNamespace

import pytest
from scrapy.core.downloader import Slot
from scrapy.http import Request, Response

from crawler.extensions.pace import Pace


class _Robots:
    def __init__(self, delay):
        self.delay = delay

    def crawl_delay(self, agent):
        assert agent == "nianbao"
        return self.delay


@pytest.fixture
def pace(monkeypatch):
    """The extension as Scrapy builds it, for a site that wants two seconds and hosts that nobody named."""
    made = Pace.__new__(Pace)
    made.crawler = SimpleNamespace(settings={"ROBOTSTXT_USER_AGENT": "nianbao"})
    made.target_concurrency, made.mindelay, made.maxdelay = 1.0, 1.0, 30.0
    made._floors = {}
    run = SimpleNamespace(delays={"site.gov.cn": 2.0, "quick": 0.0})
    monkeypatch.setattr("crawler.extensions.pace.Run.of", lambda _: run)
    return made


def _after(pace, host, delay, latency, status=200):
    slot = Slot(1, delay, 0)
    pace._adjust_delay(slot, latency, Response(f"http://{host}/x", status=status))
    return slot.delay


@pytest.mark.parametrize(
    ("host", "delay", "latency", "after"),
    [
        ("site.gov.cn", 2.0, 0.1, 2.0),
        ("other.gov.cn", 1.0, 0.1, 1.0),
        ("quick", 0.0, 0.0, 0.0),
        ("site.gov.cn", 2.0, 7.0, 7.0),
        ("site.gov.cn", 8.0, 0.0, 4.0),
        ("site.gov.cn", 2.0, 90.0, 30.0),
    ],
)
def test_a_pause_is_as_long_as_answers_take_and_never_shorter_than_its_site_says(pace, host, delay, latency, after):
    assert _after(pace, host, delay, latency) == after


@pytest.mark.parametrize("status", [200, 302, 304])
def test_good_answers_let_a_long_pause_shrink(pace, status):
    assert _after(pace, "site.gov.cn", 20.0, 0.1, status) < 20.0


@pytest.mark.parametrize("status", [403, 404, 503])
def test_errors_do_not(pace, status):
    assert _after(pace, "site.gov.cn", 20.0, 0.1, status) == 20.0


@pytest.mark.parametrize(("wanted", "floor"), [(5.0, 5.0), (0.5, 2.0), (None, 2.0), (0.0, 2.0), (86400.0, 60.0)])
def test_what_robots_txt_asks_for_counts_when_it_is_more_within_reason(pace, wanted, floor):
    pace._note_crawl_delay(_Robots(wanted), Request("http://site.gov.cn/"))
    assert _after(pace, "site.gov.cn", 0.0, 0.0) == floor
