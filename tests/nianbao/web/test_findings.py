"""``/findings``: what does not add up, asked for in every way, page by page; and what people decide about it."""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from os import environ
from pathlib import Path
from sqlite3 import connect
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

import forms
from nianbao.web.app import application
from nianbao.web.resources.reports.equation import equation
from nianbao.web.settings import Serving
from nianbao.web.words import words
from storage.archive import Archive
from storage.crosschecks import Code
from storage.crosschecks.renewal import IDENTITIES
from storage.judgements import Ruling
from storage.records import Outcome
from storage.settings import Settings
from storage.writing.crosschecks import SOURCES_AGREE
from tests.nianbao.web.conftest import NOW

JSON = {"accept": "application/json"}
NAME = "王芳"


def asked(client: TestClient, **parameters: object) -> dict[str, Any]:
    answer = client.get("/findings", params=parameters, headers=JSON)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_fails_is_told_with_both_sides_and_its_cells(client: TestClient) -> None:
    of = asked(client)
    assert of["total"] == sum(of["identities"].values()) == len(of["findings"]) > 0
    assert all(each["outcome"] == "fail" and each["left"] != each["right"] for each in of["findings"])
    (flow,) = (each for each in of["findings"] if each["identity"] == "T3_FLOW")
    assert (flow["bind"], flow["left"], flow["right"]) == ({"c": "natural_person"}, "6", "5")
    sides = [[term["cells"] for term in flow["equation"][side]] for side in ("left", "right")]
    assert sides == [
        [["t3.new_received.natural_person"], ["t3.carried_in.natural_person"]],
        [["t3.results_total.natural_person"], ["t3.carried_out.natural_person"]],
    ]


def test_the_page_says_it_in_words_and_leads_to_the_cells(client: TestClient) -> None:
    chain = {"identity": "T3_CARRY_CHAIN", "outcome": "not_evaluated"}
    page = LexborHTMLParser(client.get("/findings", params=chain).text)
    (row, *_) = page.css("table.findings tbody tr")
    assert "上年报告的“结转下年度”" in row.text()
    links = [a.attributes["href"] or "" for a in row.css(".equation a")]
    assert links[0].startswith("/districts/990101/agencies/")
    assert links[0].partition("#")[2].startswith("t3.carried_in.")
    assert int(links[0].partition("#")[0][-4:]) == int(links[1].partition("#")[0][-4:]) + 1
    english = client.get("/findings", params={**chain, "lang": "en"})
    client.cookies.clear()
    assert "carried in = what last year" in english.text


def test_each_filter_takes_away_the_others(client: TestClient) -> None:
    whole = [
        each
        for outcome in ("fail", "not_evaluated", "not_stated")
        for each in asked(client, outcome=outcome)["findings"]
    ]
    assert len({each["outcome"] for each in whole}) > 1
    for name, field in (
        ("year", "year"),
        ("identity", "identity"),
        ("agency", "agency"),
        ("district", "district_code"),
    ):
        for value in {each[field] for each in whole}:
            for outcome in ("fail", "not_evaluated", "not_stated"):
                of = asked(client, outcome=outcome, **{name: value})
                expected = [each for each in whole if each[field] == value and each["outcome"] == outcome]
                assert of["findings"] == expected, (name, value, outcome)
                assert of["total"] == len(expected)
    for code in Code:
        of = asked(client, outcome="not_evaluated", code=code)
        assert of["findings"] == [e for e in whole if e["code"] == code and e["outcome"] == "not_evaluated"]


def test_the_fields_of_the_form_may_be_empty(client: TestClient) -> None:
    empty = dict.fromkeys(("district", "agency", "year", "identity", "verdict", "code"), "")
    assert asked(client, **empty) == asked(client)


@pytest.mark.parametrize(
    ("name", "value", "status"),
    [
        ("district", "123456", 404),
        ("district", "12345x", 422),
        ("agency", "没有这个机关", 404),
        ("agency", "\x00", 422),
        ("year", "20", 422),
        ("identity", "' OR 1=1", 422),
        ("verdict", "maybe", 422),
        ("code", "x", 422),
        ("outcome", "pass2", 422),
        ("limit", "501", 422),
        ("after", "x", 422),
        ("after", "é", 422),
        ("after", "W10=", 422),
        ("after", "eyJhIjoxfQ==", 422),
    ],
)
def test_what_does_not_fit_is_said_so(client: TestClient, name: str, value: str, status: int) -> None:
    answer = client.get("/findings", params={name: value}, headers=JSON)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("limit", [3, 13])
def test_the_pages_together_are_the_whole(client: TestClient, limit: int) -> None:
    whole = asked(client, outcome="not_stated", limit=500)["findings"]
    found, after = [], None
    for _ in range(len(whole) + 1):
        of = asked(client, outcome="not_stated", limit=limit, **({"after": after} if after else {}))
        found += of["findings"]
        after = of["next"]
        if after is None:
            break
    assert found == whole
    page = LexborHTMLParser(client.get("/findings", params={"outcome": "not_stated", "limit": limit}).text)
    (following,) = page.css("a[rel=next]")
    assert parse_qs(urlsplit(following.attributes["href"] or "").query)["limit"] == [str(limit)]


def test_the_csv_has_the_columns_of_the_export(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/findings", params={"format": "csv"}).text)))
    columns = "district_code,district,agency,year,identity,bind,outcome,left,right,verdict,reason,source_url"
    assert list(rows[0]) == [*columns.split(","), "code"]
    assert [(r["agency"], json.loads(r["bind"])) for r in rows] == [
        (each["agency"], each["bind"]) for each in asked(client)["findings"]
    ]


def test_everything_that_can_stand_on_the_page_has_its_words() -> None:
    named = [*(i.id for i in forms.IDENTITIES), *IDENTITIES, SOURCES_AGREE]
    assert [f"identity.{name}" for name in named if f"identity.{name}" not in words()] == []
    kinds = (("outcome", Outcome), ("behind", Code), ("ruling", Ruling))
    assert [f"{kind}.{word}" for kind, of in kinds for word in of if f"{kind}.{word}" not in words()] == []


@pytest.mark.parametrize("identity", forms.IDENTITIES, ids=lambda identity: identity.id)
def test_every_identity_is_taken_apart_into_cells_of_its_form(identity: forms.Identity) -> None:
    for form in identity.formats:
        bind = {}
        for name, over in identity.foreach.items():
            if not isinstance(over, str):
                bind[name] = over[0]
            else:
                table, what = over.split(".")
                of = forms.table(table)
                bind[name] = of.columns[0].key if what == "columns" else of.rows_of(form)[0].key
        found = equation(identity.id, json.dumps(bind), form)
        cells = [cell for term in (*found.left, *found.right) for cell in term.cells]
        assert cells
        assert {tuple(cell.split(".")) for cell in cells} <= {tuple(m) for m in forms.measures()}
        for term in (*found.left, *found.right):
            assert term.label_zh or f"statement.{term.statement}" in words()


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Serving:
    """A copy of the archive, which people may write to: a proxy says who they are."""
    shutil.copytree(archive, tmp_path / "data")
    settings = Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "data")})
    return Serving(settings, user_header="X-User", proxies=frozenset(("192.0.2.1",)), requests_a_minute=0)


Judge = Callable[..., Any]


@pytest.fixture
def writer(own: Serving) -> Iterator[TestClient]:
    with TestClient(application(own, lambda: NOW), follow_redirects=False, client=("192.0.2.1", 1)) as client:
        client.headers.update({"accept": "text/html", "x-user": NAME.encode()})  # type: ignore[dict-item]
        yield client


def fields(of: dict[str, Any], **more: str) -> dict[str, str]:
    return {
        "district": of["district_code"],
        "agency": of["key"],
        "year": str(of["year"]),
        "identity": of["identity"],
        "bind": json.dumps(of["bind"], sort_keys=True, ensure_ascii=False),
        **more,
    }


def test_a_person_decides_and_it_is_kept_with_the_name_in_the_archive_too(
    own: Serving, writer: TestClient, tmp_path: Path
) -> None:
    finding = asked(writer)["findings"][0]
    form = LexborHTMLParser(writer.get("/findings").text).css("table.findings form")[0]
    filled = {i.attributes["name"]: i.attributes.get("value") for i in form.css("input[type=hidden]")}
    answer = writer.post("/findings", data={**filled, "verdict": "explained", "reason": "机构 改革"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/findings#f")

    (judged,) = asked(writer, verdict="judged")["findings"]
    assert {**judged, "verdict": None} == finding
    verdict = {"ruling": "explained", "reason": "机构 改革", "by": NAME}
    assert {name: judged["verdict"][name] for name in verdict} == verdict
    assert f"{NAME}，" in writer.get("/findings").text
    everything, still = asked(writer), asked(writer, verdict="open")
    assert still["total"] == everything["total"] - 1 == len(still["findings"])
    assert asked(writer, verdict="explained")["total"] == 1
    assert asked(writer, verdict="misread")["findings"] == []

    notes = [e.note for e in Archive.of(own.storage).entries() if e.note and e.note.kind == "judgement"]
    assert [note.payload["person"] for note in notes] == [NAME]
    assert rebuilt(own, tmp_path) == [("explained", "机构 改革", NAME)]

    taken_back = fields(finding, verdict="none")
    assert writer.post("/findings", data=taken_back).status_code == 303
    assert asked(writer, verdict="judged")["total"] == 0


def rebuilt(own: Serving, folder: Path) -> list[tuple[str, str, str]]:
    """What a database made anew from the archive has of verdicts."""
    url = f"sqlite:///{folder / 'again.db'}"
    subprocess.run(
        [sys.executable, "-m", "nianbao", "db", "rebuild"],
        check=True,
        capture_output=True,
        env={**environ, "NIANBAO_HOME": str(own.storage.home), "NIANBAO_DATABASE_URL": url},
        timeout=100,
    )
    with closing(connect(folder / "again.db")) as connection:
        return connection.execute("SELECT verdict, reason, person FROM judgements").fetchall()


def test_a_stranger_decides_nothing(own: Serving, client: TestClient) -> None:
    finding = asked(client)["findings"][0]
    assert '<form class="stack"' not in client.get("/findings").text
    answer = client.post("/findings", data=fields(finding, verdict="explained", reason="x"), headers=JSON)
    assert (answer.status_code, asked(client, verdict="judged")["total"]) == (401, 0)


def test_what_another_site_sends_in_a_persons_name_is_refused(writer: TestClient) -> None:
    data = fields(asked(writer)["findings"][0], verdict="explained", reason="x")
    assert writer.post("/findings", data=data, headers={"origin": "https://evil.example"}).status_code == 403
    assert asked(writer, verdict="judged")["total"] == 0


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"reason": ""}, 422),
        ({"reason": "  "}, 422),
        ({"reason": "a\x00b"}, 422),
        ({"reason": "x" * 1001}, 422),
        ({"verdict": "perhaps"}, 422),
        ({"bind": '{"c": "total"}'}, 404),
        ({"identity": "T9"}, 404),
        ({"agency": "没有"}, 404),
        ({"year": "1999"}, 404),
        ({"district": "000000"}, 404),
    ],
    ids=str,
)
def test_a_verdict_on_nothing_is_refused(writer: TestClient, changed: dict[str, str], status: int) -> None:
    data = {**fields(asked(writer)["findings"][0], verdict="explained", reason="x"), **changed}
    answer = writer.post("/findings", data=data, headers=JSON)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert asked(writer, verdict="judged")["total"] == 0


def test_after_a_verdict_nobody_is_sent_to_another_site(writer: TestClient) -> None:
    data = fields(asked(writer)["findings"][0], verdict="confirmed", reason="x", next="https://evil.example/")
    assert writer.post("/findings", data=data).headers["location"] == "/"
