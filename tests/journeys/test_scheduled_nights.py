"""Nights that nobody watches: what is due is crawled, what came of it is told, and two never overlap."""

import json
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from crawler.locks import REBUILD, Locks
from tests.district import District, Home
from tests.journeys.town import AGENCIES, path_of, publish, reports_of_2024

pytestmark = pytest.mark.journey

_KILLED_BEFORE_IT_COMPARES = """
import os, signal, sys
import crawler.keeping
crawler.keeping.renew = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
from nianbao.__main__ import main
main()
"""


@pytest.fixture
def district() -> Iterator[District]:
    with District() as serving:
        publish(serving, reports_of_2024())
        yield serving


@pytest.fixture
def home(tmp_path: Path, district: District) -> Home:
    made = Home(tmp_path)
    made.add("shili", district)
    return made


def night(home: Home, *options: str) -> subprocess.CompletedProcess[str]:
    return home.run("night", "--sites", str(home.sites), *options)


def test_a_night_crawls_what_is_due_and_a_second_one_nothing(home: Home, district: District) -> None:
    first = night(home, "--json")
    told = json.loads(first.stdout)
    assert (first.returncode, told["due"], len(told["new"])) == (0, ["shili"], len(AGENCIES))
    asked = len(district.log)
    second = night(home, "--json")
    assert (second.returncode, json.loads(second.stdout)["due"]) == (0, [])
    assert len(district.log) == asked, "nothing was asked of a site that is not due"
    digests = sorted(path.suffix for path in (home.folder / "digests").iterdir())
    assert digests.count(".atom") == 1
    assert ".json" in digests
    assert ".md" in digests


def test_a_night_compares_what_one_that_was_killed_has_stored_only(home: Home, district: District) -> None:
    publish(district, reports_of_2024() | {path_of(9, 2023): (AGENCIES[0], 2023, 40)})
    killed = subprocess.run(
        [sys.executable, "-c", _KILLED_BEFORE_IT_COMPARES, "night", "--sites", str(home.sites)],
        env=home.environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    compared = "SELECT count(*) FROM cross_findings"
    assert (killed.returncode, home.query(compared)) == (-signal.SIGKILL, [(0,)])
    assert home.query("SELECT count(*) FROM annual_reports") == [(len(AGENCIES) + 1,)]
    later = night(home, "--json")
    assert (later.returncode, json.loads(later.stdout)["due"]) == (0, [])
    assert home.query(compared)[0][0] > 0


def test_a_night_makes_one_release_a_month(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    first, second = (json.loads(night(home, "--json", "--releases", str(folder)).stdout) for _ in range(2))
    assert first["release"] is not None
    assert [str(path) for path in folder.iterdir()] == [first["release"]]
    assert second["release"] is None


def test_two_nights_at_once_are_one(home: Home, district: District) -> None:
    with Locks(home.folder / "locks") as locks:
        locks.take(["night"])
        second = night(home)
    assert second.returncode == 1
    assert second.stderr.startswith("nianbao: night is at work already, in process ")
    assert district.log == []


def test_nothing_is_stored_while_the_database_is_made_anew_and_not_made_anew_while_anything_is(
    home: Home, district: District
) -> None:
    home.crawl()
    asked = len(district.log)
    with Locks(home.folder / "locks") as locks:
        locks.take([REBUILD])
        crawl = ("crawl", "--full", "--sites", str(home.sites))
        for command in (crawl, ("reextract", "--all"), ("db", "rebuild")):
            done = home.run(*command)
            assert (done.returncode, done.stderr.count("\n")) == (1, 1)
            assert "db rebuild is at work already, in process" in done.stderr
        assert len(district.log) == asked
    with Locks(home.folder / "locks") as one, Locks(home.folder / "locks") as other:
        one.share(REBUILD)
        other.share(REBUILD)
        assert home.run("db", "rebuild").returncode == 1
    assert home.run("db", "rebuild").returncode == 0


def test_a_site_that_is_being_crawled_is_not_crawled_by_another(home: Home, district: District) -> None:
    with Locks(home.folder / "locks") as locks:
        locks.take(["shili"])
        other = home.crawl()
    assert other.status == 1
    assert "shili is at work already" in other.said
    assert district.log == []
    assert home.crawl().status == 0


def test_the_webhook_is_told_and_its_failure_spoils_nothing(home: Home) -> None:
    heard: list[dict[str, object]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    assert night(home, "--webhook", address).returncode == 0
    server.shutdown()
    server.server_close()
    thread.join()
    assert len(heard[0]["new"]) == len(AGENCIES)
    deaf = night(home, "--webhook", address)
    assert deaf.returncode == 0
    assert "was not told" in deaf.stderr


def test_a_night_whose_clock_stands_days_before_the_last_crawl_says_so(home: Home, district: District) -> None:
    home.crawl()
    asked = len(district.log)
    with sqlite3.connect(home.folder / "nianbao.db") as connection:
        connection.execute("UPDATE walks SET checked_at = '2099-01-01T00:00:00.000000Z'")
    connection.close()
    later = night(home)
    assert (later.returncode, later.stdout) == (1, "")
    assert later.stderr.startswith("nianbao: the clock says 2")
    assert "a crawl was noted on 2099-01-01: set the clock right" in later.stderr
    assert len(district.log) == asked


def test_known_reports_are_left_alone_when_they_were_listed_before_the_day(home: Home, district: District) -> None:
    home.crawl()
    asked = len(district.asked())
    walk = home.crawl("--since", "2030-01-01")["shili"]
    assert (walk["verdict"], walk["counts"].get("resting", 0)) in (("complete", 4), ("complete", 0))
    assert len(district.asked()) > asked


def test_a_full_crawl_asks_without_conditions(home: Home, district: District) -> None:
    home.crawl()
    district.log.clear()
    assert home.crawl("--full")["shili"]["verdict"] == "complete"
    assert not [asked for asked in district.log if "If-None-Match" in asked.headers]
    assert {asked.status for asked in district.log if asked.path != "/robots.txt"} == {200}
