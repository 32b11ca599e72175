"""Reading an agency's reports again from the pages: a dry run for everybody, storing for who is signed in."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from nianbao.web.again import Rereadings, rereadings
from nianbao.web.again.shelf import Shelf
from nianbao.web.app import application
from nianbao.web.replies.problems import RefusedError
from nianbao.web.resources.reports.rereading import Rereading, Stage
from nianbao.web.settings import Serving
from nianbao.web.site import STRANGERS
from storage import queries
from storage.session import open_database
from storage.settings import Settings
from tests.nianbao.operations.older import NEW, OUT, make

JSON = {"accept": "application/json"}
PERSON = {"x-user": "Li"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A database that an older extractor filled: one number of its page is wrong, one is missing."""
    settings = Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "data")})
    make(settings).dispose()
    return settings


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    serving = Serving(settings, user_header="X-User", proxies=frozenset(("192.0.2.1",)), requests_a_minute=0)
    app = application(serving)
    with TestClient(app, follow_redirects=False, client=("192.0.2.1", 1)) as client:
        client.headers["accept"] = "text/html"
        yield client


@pytest.fixture
def address(client: TestClient) -> str:
    district = client.get("/districts/990101", headers=JSON).json()
    return f"/districts/990101/agencies/{quote(district['agencies'][0]['key'])}"


def ended(client: TestClient, started: Any) -> dict[str, Any]:
    assert started.status_code == 303, started.text
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = client.get(started.headers["location"], headers=JSON)
        assert found.status_code == 200
        if found.json()["stage"] != "running":
            return found.json()
        time.sleep(0.05)
    raise TimeoutError


def versions(settings: Settings) -> list[int]:
    engine = open_database(settings)
    with queries.snapshot(engine) as connection:
        found = [row.version for row in queries.reports(connection, all_versions=True)]
    engine.dispose()
    return found


def test_anybody_sees_which_cells_would_change_and_by_which_rule(
    client: TestClient, address: str, settings: Settings
) -> None:
    assert f'action="{address}/again"' in client.get(address).text
    started = client.post(f"{address}/again")
    found = ended(client, started)

    assert (found["stage"], found["read"], found["total"], found["dry_run"], found["by"]) == ("done", 1, 1, True, "")
    (report,) = found["reports"]
    assert (report["before"], report["before_extractor"], report["change"]) == (1, "0", "changed")
    told = {cell["cell"]: cell for cell in report["cells"]}
    assert told.keys() == {".".join(NEW), ".".join(OUT)}
    assert (told[".".join(NEW)]["kind"], told[".".join(NEW)]["before"]) == ("changed", "9999")
    assert (told[".".join(OUT)]["kind"], told[".".join(OUT)]["before_state"]) == ("gained", "missing")
    assert all(cell["rule"] for cell in told.values())
    assert versions(settings) == [1]

    page = client.get(started.headers["location"]).text
    assert "9999" in page
    assert told[".".join(NEW)]["rule"] in page
    assert "hx-get" not in page


def test_who_is_signed_in_stores_it(client: TestClient, address: str, settings: Settings) -> None:
    found = ended(client, client.post(f"{address}/again", data={"store": "true"}, headers=PERSON))

    assert (found["stage"], found["dry_run"], found["by"]) == ("done", False, "Li")
    assert versions(settings) == [1, 2]
    (report,) = found["reports"]
    assert (report["version"], report["current"]) == (2, True)
    assert f"--undo {found['run']}" in client.get(f"{address}/again/{found['id']}").text
    again = ended(client, client.post(f"{address}/again"))
    assert [(each["change"], each["cells"]) for each in again["reports"]] == [("same", [])]
    assert versions(settings) == [1, 2]


def test_a_stranger_stores_nothing_and_neither_does_another_site(
    client: TestClient, address: str, settings: Settings
) -> None:
    assert client.post(f"{address}/again", data={"store": "true"}).status_code == 401
    foreign = {**PERSON, "origin": "https://evil.example"}
    assert client.post(f"{address}/again", data={"store": "true"}, headers=foreign).status_code == 403
    assert versions(settings) == [1]
    assert not (settings.home / "rereadings").exists()


def test_while_one_is_under_way_another_is_told_to_wait(client: TestClient, address: str, settings: Settings) -> None:
    with Shelf(settings.home / "rereadings").lock() or pytest.fail("nobody holds it"):
        answer = client.post(f"{address}/again", headers=JSON)
        assert (answer.status_code, answer.json()["status"]) == (409, 409)
        assert int(answer.headers["retry-after"]) > 0
    assert ended(client, client.post(f"{address}/again"))["stage"] == "done"


def test_a_stranger_has_several_and_then_waits_but_not_who_is_signed_in_or_elsewhere(
    client: TestClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rereadings, "begin", lambda *_: None)
    began = [client.post(f"{address}/again").status_code for _ in range(STRANGERS[0] + 1)]
    refused = client.post(f"{address}/again", headers=JSON)
    assert began == [303] * STRANGERS[0] + [429]
    assert 0 < int(refused.headers["retry-after"]) <= STRANGERS[1] * 60
    assert client.post(f"{address}/again", headers=PERSON).status_code == 303
    assert client.post(f"{address}/again", headers={"x-forwarded-for": "198.51.100.7"}).status_code == 303


def test_the_page_of_one_under_way_comes_again_by_itself_with_and_without_script(
    client: TestClient, address: str, settings: Settings
) -> None:
    running = wanted("a" * 16, client.get(address, headers=JSON).json())
    shelf = Shelf(settings.home / "rereadings")
    with shelf.lock() or pytest.fail("nobody holds it"):
        shelf.put(running)
        page = client.get(f"{address}/again/{running.id}").text
        assert '<noscript><meta http-equiv="refresh"' in page
        assert f'hx-get="{address}/again/{running.id}"' in page
        shelf.put(replace(running, read=1))
        assert 'value="1"' in client.get(f"{address}/again/{running.id}").text
    told = client.get(f"{address}/again/{running.id}", headers=JSON).json()
    assert (told["stage"], told["reason"]) == ("failed", "the server was stopped meanwhile")


def wanted(number: str, agency: dict[str, Any]) -> Rereading:
    now = datetime.now(UTC)
    names = (agency["district_code"], agency["district"], agency["name"], agency["key"])
    return Rereading(number, *names, True, "", now, None, Stage.RUNNING, "", 2, 0, None, ())


def test_a_result_is_at_its_own_address_only_and_for_all_processes(
    client: TestClient, address: str, settings: Settings
) -> None:
    found = ended(client, client.post(f"{address}/again"))
    for other in (f"{address}/again/{'b' * 16}", f"/districts/990102/agencies/x/again/{found['id']}"):
        assert client.get(other, headers=JSON).status_code == 404
    assert client.get(f"{address}/again/..%2F..%2Fnianbao", headers=JSON).status_code in (404, 422)
    assert client.get(f"{address}/again/short", headers=JSON).status_code == 422
    assert client.get(f"{address}/again/{found['id']}", params={"format": "csv"}).status_code == 406
    with TestClient(application(Serving(settings, requests_a_minute=0))) as beside:
        assert beside.get(f"{address}/again/{found['id']}", headers=JSON).json() == found


def test_an_agency_that_is_not_stored_is_not_read(client: TestClient) -> None:
    assert client.post("/districts/990101/agencies/没有/again", headers=JSON).status_code == 404
    assert client.post("/districts/123456/agencies/没有/again", headers=JSON).status_code == 404


Commanded = Callable[[Rereading], list[str]]


@pytest.mark.parametrize(
    ("program", "limit", "stage"),
    [
        ("import time; time.sleep(60)", 0.3, "stopped"),
        ("import sys; sys.exit('a sentence for the log')", 60, "failed"),
        ("print('no record')", 60, "failed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 60, "failed"),
        ("import sys; sys.stderr.write('x' * 1_000_000)", 60, "done"),
    ],
)
def test_whatever_goes_wrong_is_a_stated_outcome_and_the_next_one_can_begin(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, program: str, limit: float, stage: str
) -> None:
    monkeypatch.setattr(rereadings, "command", lambda _: [sys.executable, "-c", program])
    ours = Rereadings(settings, lambda: datetime.now(UTC), limit)
    agency = {"district_code": "990101", "district": "x", "name": "y", "key": "y"}
    for number in ("c" * 16, "d" * 16):
        ours.begin(wanted(number, agency))
        assert ours._thread is not None
        ours._thread.join(30)
        found = ours.find(number)
        assert (found.stage, found.ended_at is not None, bool(found.reason)) == (stage, True, stage != "done")
        assert "sentence" not in found.reason


def test_a_server_that_stops_ends_what_it_began(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rereadings, "command", lambda _: [sys.executable, "-c", "import time; time.sleep(60)"])
    ours = Rereadings(settings, lambda: datetime.now(UTC))
    ours.begin(wanted("e" * 16, {"district_code": "990101", "district": "x", "name": "y", "key": "y"}))
    with pytest.raises(RefusedError):
        ours.begin(wanted("f" * 16, {"district_code": "990101", "district": "x", "name": "y", "key": "y"}))
    while ours._work is None:
        time.sleep(0.01)
    began = time.monotonic()
    ours.close()
    assert time.monotonic() - began < 5
    assert ours.find("e" * 16).stage is Stage.FAILED


def test_what_cannot_be_kept_is_not_begun(settings: Settings) -> None:
    (settings.home / "rereadings").write_text("no folder")
    ours = Rereadings(settings, lambda: datetime.now(UTC))
    with pytest.raises(RefusedError) as refusal:
        ours.begin(wanted("a" * 16, {"district_code": "990101", "district": "x", "name": "y", "key": "y"}))
    assert refusal.value.problem.status == 503


def test_results_go_after_a_day(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(settings.home / "rereadings")
    with shelf.lock() or pytest.fail("nobody holds it"):
        pass
    done = replace(
        wanted("a" * 16, {"district_code": "990101", "district": "x", "name": "y", "key": "y"}), stage=Stage.DONE
    )
    shelf.put(done)
    shelf.tidy()
    assert shelf.get("a" * 16) == done
    monkeypatch.setattr("nianbao.web.again.shelf.KEPT", -1)
    shelf.tidy()
    assert shelf.get("a" * 16) is None
