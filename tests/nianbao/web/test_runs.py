"""The nights and the ledger of hosts, as pages and for programs."""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.settings import Serving
from nianbao.web.templating import span
from storage.records import Context, FetchOutcome, Role, Verdict, Walk
from storage.session import open_database
from storage.settings import Settings
from storage.writer import Writer
from tests.nianbao.web.conftest import NOW

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_runs_come_newest_first_with_what_each_brought(client: TestClient) -> None:
    second, first = client.get("/runs?format=json").json()["runs"]

    assert [(run["number"], run["state"], run["sites"]) for run in (second, first)] == [
        (2, "ended", 1),
        (1, "ended", 1),
    ]
    assert (first["new"], second["new"], second["changed"], second["verdicts"]) == (24, 1, 1, {"complete": 1})
    assert second["not_modified"] > 0
    rows = list(csv.DictReader(io.StringIO(client.get("/runs?format=csv").text)))
    assert [row["number"] for row in rows] == ["2", "1"]
    assert client.get("/runs?before=2&format=json").json()["runs"] == [first]


def test_a_run_tells_its_walks_and_its_digest(client: TestClient) -> None:
    run = client.get("/runs/2?format=json").json()

    assert [(walk["site"], walk["verdict"], walk["district"]) for walk in run["walks"]] == [
        ("shili", "complete", "示例市示例区")
    ]
    assert sorted((each["event"], each["agency"], each["year"]) for each in run["reports"]) == [
        ("changed", "示例市示例区发展和改革委员会", 2023),
        ("new", "示例市示例区教育局", 2024),
        ("withdrawn", "示例市示例区民政局", 2020),
    ]
    page = client.get("/runs/2").text
    assert all(f'id="{event}"' in page for event in ("new", "changed", "withdrawn"))
    assert client.get("/runs/3").status_code == 404


def test_the_feed_has_an_entry_for_every_report_the_newest_first(archive: Path) -> None:
    serving = Serving(Settings.from_environment({"NIANBAO_HOME": str(archive)}), requests_a_minute=0)
    with TestClient(application(serving)) as client:  # by the clock that the archive was crawled by
        answer = client.get("/runs.atom")
        again = client.get("/runs.atom", headers={"if-none-match": answer.headers["etag"]})
    feed = etree.fromstring(answer.content)
    moments = [entry.findtext("a:updated", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]

    assert answer.headers["content-type"] == "application/atom+xml"
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 25
    assert feed.findtext("a:updated", namespaces=ATOM) == moments[0]
    assert (again.status_code, again.content) == (304, b"")


def test_the_ledger_tells_of_each_host_and_of_one(client: TestClient) -> None:
    (host,) = client.get("/hosts?format=json").json()["hosts"]

    assert (host["host"].startswith("127.0.0.1:"), host["sites"]) == (True, ["shili"])
    assert sum(host["outcomes"].values()) == host["requests"]
    one = client.get(f"/hosts/{host['host']}", params={"until": host["day"], "format": "json"}).json()
    assert one["days"] == [host]
    assert client.get("/hosts/127.0.0.1", params={"until": host["day"], "format": "json"}).json()["days"] == [host]
    assert client.get("/hosts?day=2020-01-01&format=json").json()["hosts"] == []
    assert client.get("/hosts/www.example.gov.cn").status_code == 404
    for unfit in ("/hosts?day=0001-01-01", "/hosts?day=9999-12-31", "/hosts/a%2Fb%20", "/hosts/127.0.0.1?days=9999"):
        assert client.get(unfit).status_code in (404, 422), unfit


@pytest.fixture
def unended(tmp_path: Path) -> tuple[Serving, int]:
    """A run that was heard of last at ``NOW``, and a site that broke in it."""
    settings = Settings.from_environment({"NIANBAO_HOME": str(tmp_path)})
    engine = open_database(settings)
    writer = Writer(engine)
    context = Context("xicheng", "110102", "北京市西城区", role=Role.LISTING)
    before = NOW - timedelta(days=1)
    writer.record_walk(Walk("xicheng", "110102", Verdict.COMPLETE, "", before, {"documents": 30}), None)
    run = writer.begin_run(NOW - timedelta(minutes=5))
    url = "https://www.bjxch.gov.cn/"
    writer.record_fetch(url, FetchOutcome.BLOCKED, at=NOW, context=context, run=run, reason="<b>challenge</b>")
    checked = NOW - timedelta(seconds=1)
    writer.record_walk(Walk("xicheng", "110102", Verdict.BLOCKED, "<b>challenge</b>", checked), run)
    engine.dispose()
    return Serving(settings, requests_a_minute=0), run


@pytest.mark.parametrize(("later", "state"), [(timedelta(minutes=10), "running"), (timedelta(hours=2), "killed")])
def test_a_run_without_an_end_is_under_way_or_was_killed(
    unended: tuple[Serving, int], later: timedelta, state: str
) -> None:
    serving, number = unended
    with TestClient(application(serving, lambda: NOW + later)) as client:
        told = client.get(f"/runs/{number}?format=json").json()
        page = client.get(f"/runs/{number}", headers={"accept": "text/html"}).text

    assert (told["run"]["state"], told["run"]["ended_at"], told["run"]["requests"]) == (state, None, None)
    assert datetime.fromisoformat(told["run"]["until"]) == NOW
    assert [(site["site"], site["newly"]) for site in told["broken"]] == [("xicheng", True)]
    assert ("未正常结束" in page) == (state == "killed")
    assert "&lt;b&gt;challenge" in page
    assert "<b>challenge" not in page


def test_a_page_does_not_go_on_saying_that_a_killed_run_is_under_way(unended: tuple[Serving, int]) -> None:
    serving, number = unended
    now = [NOW]
    with TestClient(application(serving, lambda: now[0])) as client:
        states = []
        for _ in range(2):
            states.append(client.get(f"/runs/{number}?format=json").json()["run"]["state"])
            now[0] += timedelta(hours=2)

    assert states == ["running", "killed"]


def test_a_time_is_told_in_the_unit_that_fits_it() -> None:
    assert list(map(span, (2.84, 185, 7380))) == ["2.8 s", "3 min 05 s", "2 h 03 min"]
