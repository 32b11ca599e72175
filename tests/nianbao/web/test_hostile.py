"""Whatever a stranger published, typed or sent comes back as text: every address is asked, those to come as well."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import JSON, Enum, String, select
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.pages import ROUTERS
from nianbao.web.resources.reports.rereading import Reread, Rereading, Stage
from nianbao.web.settings import Serving
from storage.models import metadata
from storage.session import open_database
from storage.settings import Settings
from tests.nianbao.web import hostile
from tests.nianbao.web.conftest import NOW
from tests.nianbao.web.hostile import ADDRESS, CODE, EVIL, NAME, TAG, YEAR

READER = "x-reader"
PERSON = f"Li{EVIL.replace(TAG, READER)}"
NUMBER = "a" * 16
OWN = frozenset(
    [
        "dictionary.view",
        "dictionary.column",
        "dictionary.kind",
        "dictionary.description_zh",
        "dictionary.description_en",
        "dictionary.unit",
        "agencies.division_code",
        "districts.code",
        "districts.compared",
        "measures.table",
        "measures.row",
        "measures.column",
        "measures.label_zh",
        "measures.label_en",
        "measures.unit",
        "district_headlines.indicator",
        "form_measures.format",
        "urls.sha256",
        "walks.code",
        "walks.years",
        "agency_totals.concept",
        "agency_years.format",
        "agency_years.scope",
        "captures.sha256",
        "captures.file",
        "readings.sha256",
        "versions.sha256",
        "versions.media_type",
        "versions.extractor",
        "versions.digest",
        "versions.format",
        "extras.table",
    ]
)
"""Columns that only hold words and numbers of ours; of the others each has a hostile text in it."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.from_environment({"NIANBAO_HOME": str(tmp_path_factory.mktemp("hostile") / "data")})
    engine = hostile.make(settings)
    hostile.refuse(engine, settings)
    engine.dispose()
    return settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    """Somebody with a name that is hostile as well."""
    serving = Serving(settings, user_header="X-User", proxies=frozenset(("192.0.2.1",)), requests_a_minute=0)
    app = application(serving, lambda: NOW)
    with TestClient(app, follow_redirects=False, client=("192.0.2.1", 1), raise_server_exceptions=False) as client:
        client.headers.update({"accept": "text/html", "x-user": PERSON.encode()})  # type: ignore[dict-item]
        shelf = app.state.site.rereadings._shelf
        with shelf.lock() or pytest.fail("nobody holds it"):
            shelf.put(_rereading(*keys_of(client)))
        yield client


def _rereading(key: str) -> Rereading:
    report = Reread(EVIL, YEAR, ADDRESS, "0" * 64, EVIL, EVIL, 1, EVIL, 2, True, EVIL, ())
    return Rereading(NUMBER, CODE, EVIL, NAME, key, True, EVIL, NOW, NOW, Stage.DONE, EVIL, 1, 1, 3, (report,))


def test_every_text_of_the_database_has_something_hostile_in_it(settings: Settings) -> None:
    engine, tame = open_database(settings), []
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for column in table.columns:
                is_text = isinstance(column.type, String | JSON) and not isinstance(column.type, Enum)
                if is_text and f"{table.name}.{column.name}" not in OWN:
                    texts = [json.dumps(value, ensure_ascii=False) for value in connection.scalars(select(column))]
                    if texts and not any(TAG in text for text in texts):
                        tame.append(f"{table.name}.{column.name}")
    engine.dispose()
    assert tame == []


VALUES: dict[str, list[str]] = {
    "code": [CODE],
    "year": [str(YEAR)],
    "name": ["t3.new_received.total", "t3.carried_out.total"],
    "number": [NUMBER, "1"],
    "host": ["www.shili.gov.cn"],
    "table": ["reports", "findings", "cells", "agencies", "measures"],
    "path": ["README.md"],
}
"""What an address takes in its path; a new one is to be added here."""
QUESTIONS: dict[str, list[str]] = {
    "q": ["信访", "财政"],
    "sql": ["SELECT title, agency FROM reports", "SELECT text FROM sections", "SELECT * FROM findings"],
    "of": [f"{CODE}/{NAME}"],
    "agency": [NAME],
    "district": [CODE],
    "next": [f"/{EVIL}"],
    "version": ["1", "2"],
}
"""What is asked for with sense; everything is asked for with the hostile text too."""


def keys_of(client: TestClient) -> list[str]:
    agencies = client.get(f"/districts/{CODE}", headers={"accept": "application/json"}).json()["agencies"]
    return [agency["key"] for agency in agencies if "财政" in agency["name"]]


SILENT = {
    "/assets/{name}",
    "/data",
    "/data/codebook",
    "/data/releases/{name}/{path}",
    "/favicon.ico",
    "/metrics",
    "/robots.txt",
    "/runs",
    "/sign-in",
}
"""What shows nothing of a stranger's (the form to sign in has tests of its own).

Every other address must have shown some of it, or nothing was tried.
"""


def addresses(client: TestClient) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """Every address that can be read, as it is declared and filled in, with the ways to ask it."""
    keys = keys_of(client)
    described = client.app.openapi()["paths"]  # type: ignore[attr-defined]
    routes = [route for router in ROUTERS for route in router.routes]
    for route in routes:
        if "GET" not in route.methods:  # type: ignore[attr-defined]
            continue
        template: str = route.path_format  # type: ignore[attr-defined]
        parameters = described.get(template, {}).get("get", {}).get("parameters", [])
        asked = [p["name"] for p in parameters if p["in"] == "query" and p["name"] not in ("format", "lang")]
        questions = [{}, *({name: EVIL} for name in asked), dict.fromkeys(asked, EVIL)]
        questions += [{name: value} for name in asked for value in QUESTIONS.get(name, [])]
        for address in _filled(template, keys):
            yield template, address, questions
        anything = dict.fromkeys(re.findall(r"{(\w+)}", template), quote(EVIL, safe=""))
        yield template, template.format(**anything), [{}]


def _filled(template: str, keys: list[str]) -> Iterator[str]:
    found = [""]
    for part in template.split("/")[1:]:
        name = part.strip("{}").partition(".")[0].rstrip("}")
        if not part.startswith("{"):
            values = [part]
        elif name == "agency":
            values = [quote(key, safe="") for key in keys]
        elif template.startswith(("/assets", "/data/releases")):
            values = ["style.css"]
        else:
            assert name in VALUES, f"say in VALUES what {{{name}}} of {template} may be"
            values = [part.replace(f"{{{name}}}", value) for value in VALUES[name]]
        found = [f"{address}/{value}" for address in found for value in values]
    return iter(found)


def test_no_address_gives_it_back_as_anything_but_text(client: TestClient) -> None:
    wrong, declared, shown = [], set(), set()
    for template, address, questions in addresses(client):
        declared.add(template)
        for question in (*questions, {"lang": "en"}):
            answer = client.get(address, params={"lang": "zh", **question})
            if answer.status_code == 200 and TAG in answer.text:
                shown.add(template)
            wrong += [f"{address} {question}: {what}" for what in faults(answer)]
    assert wrong == []
    assert declared - shown == SILENT


@pytest.mark.parametrize("shape", ["json", "csv", ""])
def test_programs_get_it_as_data(client: TestClient, shape: str) -> None:
    wrong = []
    for _, address, questions in addresses(client):
        for question in questions[:2]:
            answer = client.get(
                address, params=question | ({"format": shape} if shape else {}), headers={"accept": "*/*"}
            )
            wrong += [f"{address} {question}: {what}" for what in faults(answer)]
            if answer.headers.get("content-type", "").endswith("json"):
                json.loads(answer.content)
    assert wrong == []


def test_what_is_sent_comes_back_as_text(client: TestClient) -> None:
    wrong = []
    for router in ROUTERS:
        for route in router.routes:
            if "POST" in route.methods:  # type: ignore[attr-defined]
                fields = {
                    "name",
                    "password",
                    "next",
                    "agency",
                    "district",
                    "year",
                    "identity",
                    "bind",
                    "verdict",
                    "reason",
                }
                address = re.sub(r"{\w+}", quote(EVIL, safe=""), route.path_format)  # type: ignore[attr-defined]
                for accept in ("text/html", "application/json"):
                    answer = client.post(address, data=dict.fromkeys(fields, EVIL), headers={"accept": accept})
                    wrong += [f"{route.path}: {what}" for what in faults(answer)]  # type: ignore[attr-defined]
    assert wrong == []


def faults(answer: Any) -> Iterator[str]:
    """What is wrong with an answer."""
    headers = answer.headers
    policy = headers.get("content-security-policy", "")
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    if headers.get("x-content-type-options") != "nosniff" or "default-src 'none'" not in policy:
        yield "not guarded"
    if "unsafe" in policy:
        yield "a policy that lets something through"
    if not re.match(r"/(?![/\\])[!-~]*$", headers.get("location", "/")):
        yield f"leads to {headers['location']}"
    if "x49x" in answer.text:
        yield "a template was worked out"
    kind = headers.get("content-type", "").partition(";")[0]
    if kind in ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/atom+xml"):
        yield from _broken_out(
            answer.text,
            is_framed="sandbox" in policy,
            is_ours="/assets/" in str(answer.url) or kind.endswith("svg+xml"),
        )
    elif kind not in _KINDS and "attachment" not in headers.get("content-disposition", ""):
        yield f"is {kind}"


_KINDS = (
    "",
    "application/json",
    "application/problem+json",
    "text/csv",
    "text/plain",
    "text/css",
    "text/javascript",
    "text/markdown",
)
_LEADING = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data-base", "cite", "poster", "data")


def _broken_out(text: str, *, is_framed: bool, is_ours: bool) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    if tree.css(f"{TAG}, {READER}") and not is_framed:
        yield "an element of a stranger"
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or (name == "style" and not is_ours):
                yield f"<{node.tag} {name}={value}>"
            if name in _LEADING and re.match(r"\s*(javascript|data|vbscript):|//", value or "", re.IGNORECASE):
                yield f"leads to {value}"
        if node.tag == "script" and "src" not in node.attributes and node.attributes.get("type") != "application/json":
            yield "a script in the page"
        if node.tag == "script" and not (node.attributes.get("src") or "/assets/").startswith("/assets/"):
            yield "a script from elsewhere"
        if node.tag == "base":
            yield "another base"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"<p>{EVIL}</p>", "an element of a stranger"),
        ("<p onclick=x>", "<p onclick=x>"),
        ("<a href=' JavaScript:x'>", "leads to  JavaScript:x"),
        ("<a href='//evil.example'>", "leads to //evil.example"),
        ("<script>x</script>", "a script in the page"),
        ("<script src=https://evil.example/></script>", "a script from elsewhere"),
        ("<base href=x>", "another base"),
        ("<p style=x>", "<p style=x>"),
    ],
)
def test_what_breaks_out_is_seen(text: str, fault: str) -> None:
    assert fault in list(_broken_out(text, is_framed=False, is_ours=False))
