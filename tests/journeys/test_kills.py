"""A crawl that is killed at any point goes on the next time, and ends where an undisturbed one ends."""

import os
import signal
import time
from pathlib import Path
from random import Random

import pytest

from tests.district import District, Home
from tests.journeys.household import exported
from tests.journeys.town import COLUMN, path_of, publish

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

KILLS = int(os.environ.get("NIANBAO_KILLS", "5"))
"""CI has time for a few; ``NIANBAO_KILLS=20`` for more."""
_REPORTS = 40


def _killed(home: Home, district: District, requests: int, seconds: float) -> bool:
    """Start a crawl and kill it a moment after so many requests; whether it was still at work then."""
    before = len(district.log)
    crawl = home.start()
    while len(district.log) < before + requests and not crawl.has_ended():
        time.sleep(0.002)
    time.sleep(seconds)
    crawl.kill()
    return crawl.wait() == -signal.SIGKILL


def test_a_killed_crawl_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    reports = {path_of(n): (f"示例区第{n}局", 2024, n) for n in range(_REPORTS)}
    with District() as district:
        publish(district, reports)
        undisturbed, disturbed = Home(tmp_path / "undisturbed"), Home(tmp_path / "disturbed")
        for home in (undisturbed, disturbed):
            home.add("shili", district)
        assert undisturbed.crawl()["shili"]["verdict"] == "complete"
        asked, chance = len(district.log), Random(COLUMN)
        killed = sum(
            _killed(disturbed, district, chance.randrange(asked), chance.uniform(0, 0.05)) for _ in range(KILLS)
        )
        assert disturbed.crawl()["shili"]["verdict"] == "complete"
        expected = exported(undisturbed, "export")
        assert exported(disturbed, "export") == expected
        assert len(expected["reports"]) == _REPORTS
        assert killed >= KILLS / 2, "too few crawls were killed on their way"
        disturbed.run("db", "rebuild").check_returncode()
        assert exported(disturbed, "rebuilt") == expected
