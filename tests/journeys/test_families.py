"""One district under every content management system, from its home page: every report is found, and nothing else."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.district import District, Home
from tests.district.families import FAMILIES, REPORTS, Family, entries, pages_of
from tests.district.scripted import SCRIPTED

pytestmark = pytest.mark.journey


ALL = FAMILIES | SCRIPTED


@pytest.fixture(params=ALL.values(), ids=ALL)
def family(request: pytest.FixtureRequest) -> Family:
    return request.param


@pytest.fixture
def district(family: Family) -> Iterator[District]:
    with District(pages_of(family)) as serving:
        yield serving


def test_every_report_is_found_and_nothing_else(family: Family, district: District, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.add("shili", district)
    walk = home.crawl()["shili"]
    expected = {(e.agency, e.year): e.number for e in entries(family) if e.agency}
    with sqlite3.connect(home.folder / "nianbao.db") as database:
        found = database.execute(
            "SELECT agency, year, value FROM cells WHERE \"row\" = 'new_received' AND \"column\" = 'natural_person'"
        ).fetchall()
    database.close()
    stored = {(agency.removeprefix("示例市"), year): value for agency, year, value in found}
    assert stored == expected, "recall and precision are whole"
    assert (walk["verdict"], walk["counts"]["new"]) == ("complete", REPORTS)
    requests = len(district.asked())
    assert requests <= 2 * REPORTS, "the 150 other pages are left alone"
    assert _most_at_once(district) == 1

    district.log.clear()
    again = home.crawl()["shili"]
    assert again["counts"].get("new", 0) == again["counts"].get("changed", 0) == 0
    answers = [asked.status for asked in district.asked() if asked.method == "GET"]
    assert answers.count(304) >= 0.9 * len(answers)


def _most_at_once(district: District) -> int:
    """How many requests were on their way at one moment."""
    moments = [(asked.began, 1) for asked in district.log] + [(asked.ended, -1) for asked in district.log]
    open_now = most = 0
    for _, step in sorted(moments):
        open_now += step
        most = max(most, open_now)
    return most
