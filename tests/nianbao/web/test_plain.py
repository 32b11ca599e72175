"""A zero byte, which PostgreSQL keeps in no text, is refused wherever one may be sent: no question is asked with it."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.settings import Serving
from storage.settings import Settings
from tests.nianbao.web.conftest import NOW

ZERO = "a\x00b"
FIT = {
    "code": "990101",
    "agency": "财政局",
    "year": "2024",
    "name": "t3.new_received.total",
    "number": "1",
    "host": "www.shili.gov.cn",
    "table": "reports",
    "path": "README.md",
    "district": "990101",
    "identity": "T3_FLOW",
    "bind": "{}",
    "verdict": "confirmed",
    "reason": "x",
}
"""What the other parameters of an address are meanwhile."""
FREE = {
    ("get /query", "sql"): 422,  # the database says what is wrong with it
    ("get /sign-in", "next"): 303,  # who is signed in is led home
    ("post /sign-in", "next"): 404,  # nobody can sign in
    ("post /sign-in", "name"): 404,
    ("post /sign-in", "password"): 404,
    ("post /findings", "next"): 404,  # of no district that is stored
    ("get /data/releases/{name}/{path}", "path"): 422,  # no release is named as the parameter before it
}
"""Parameters that are not refused for a zero byte by themselves, and what is answered to one."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Pages over a database with nothing in it, of somebody who may write."""
    environment = {"NIANBAO_HOME": str(tmp_path_factory.mktemp("plain") / "data")}
    if request.param == "postgresql":
        postgres = make_url(request.getfixturevalue("postgres"))
        server = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with server.connect() as connection:
            connection.execute(text("CREATE DATABASE plain TEMPLATE migrated"))
        environment["NIANBAO_DATABASE_URL"] = postgres.set(database="plain").render_as_string(hide_password=False)
    serving = Serving(
        Settings.from_environment(environment),
        user_header="X-User",
        proxies=frozenset(("192.0.2.1",)),
        requests_a_minute=0,
    )
    app = application(serving, lambda: NOW)
    with TestClient(app, follow_redirects=False, client=("192.0.2.1", 1), raise_server_exceptions=False) as client:
        client.headers.update({"accept": "application/json", "x-user": "Li"})
        yield client
    if request.param == "postgresql":
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE plain WITH (FORCE)"))


def parameters(described: dict[str, Any]) -> Iterator[tuple[str, str, list[str], list[str], list[str]]]:
    """Of each address as it is described: the method, and the parameters in its path, behind it and in its form."""
    for address, methods in described["paths"].items():
        for method, operation in methods.items():
            within = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"]
            behind = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
            form: list[str] = []
            for body in operation.get("requestBody", {}).get("content", {}).values():
                name = body["schema"]["$ref"].rpartition("/")[2]
                form += described["components"]["schemas"][name]["properties"]
            yield method, address, within, behind, form


def test_a_zero_byte_is_refused_in_every_parameter(empty: TestClient) -> None:
    wrong, tried = [], 0
    for method, address, within, behind, form in parameters(empty.app.openapi()):  # type: ignore[attr-defined]
        for name in (*within, *behind, *form):
            sent = {**FIT, name: ZERO}
            path = address.format(**{each: quote(sent[each]) for each in within})
            data = {each: sent[each] for each in form if each in sent}
            answer = empty.request(method, path, params={name: ZERO} if name in behind else {}, data=data or None)
            said = answer.text
            tried += 1
            at = (f"{method} {address}", name)
            # What is no year belongs to the name of the agency before it, which may have slashes.
            named = "agency" if name == "year" and name in within else name
            refused = answer.status_code == 422 and re.search(rf'"detail":"{named}\b', said)
            if not refused and answer.status_code != FREE.get(at):
                wrong.append(f"{at}: {answer.status_code} {said}")
    assert wrong == []
    assert tried > 80


def test_a_place_to_go_on_behind_has_none_either(empty: TestClient) -> None:
    for code, year in (("\x00", 2024), ("\ud800", 2024), ("990101", True), ("990101", 2**70)):
        place = [code, "财政局", "财政局", year, 0, "T3_FLOW", "{}"]
        mark = urlsafe_b64encode(json.dumps(place).encode()).decode()
        assert empty.get("/findings", params={"after": mark}).status_code == 422, place
