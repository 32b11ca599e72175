"""Who may write: signing in and out, and what is tried against it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.people import Accounts, People, fresh, hashed
from nianbao.web.people.attempts import OF_CLIENT, OF_NAME
from nianbao.web.people.people import COOKIE
from nianbao.web.settings import Serving
from tests.nianbao.web.conftest import NOW

NAME, PASSWORD = "王芳", "correct horse battery"
Opened = Callable[..., TestClient]


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("accounts") / "people.toml"
    path.write_text(replace(fresh(), people={NAME: hashed(PASSWORD), "Li": hashed("another one")}).written(), "utf-8")
    return path


@pytest.fixture
def opened(serving: Serving, accounts: Path) -> Iterator[Opened]:
    """Makes a fresh application, as a browser or a program sees it."""
    made: list[TestClient] = []

    def open_one(peer: str = "192.0.2.7", base: str = "http://testserver", **changed: object) -> TestClient:
        fields = {"accounts": accounts, "proxies": frozenset(("127.0.0.1",)), **changed}
        app = application(replace(serving, **fields), lambda: NOW)
        client = TestClient(app, base_url=base, follow_redirects=False, client=(peer, 5000))
        client.headers["accept"] = "text/html"
        made.append(client)
        return client

    yield open_one
    for client in made:
        client.app.state.site.close()


def sign_in(client: TestClient, name: str = NAME, password: str = PASSWORD, **more: str) -> Response:
    headers = {key.replace("_", "-"): more.pop(key) for key in list(more) if key != "next"}
    return client.post("/sign-in", data={"name": name, "password": password, **more}, headers=headers)


def test_a_person_signs_in_is_named_on_every_page_and_signs_out(opened: Opened) -> None:
    client = opened()
    assert 'action="/sign-in"' in client.get("/sign-in").text

    answer = sign_in(client, next="/districts/990101?lang=zh")
    assert (answer.status_code, answer.headers["location"]) == (303, "/districts/990101?lang=zh")
    assert f"已登录：{NAME}" in client.get("/").text
    assert client.get("/").headers["cache-control"] == "private"
    assert client.get("/sign-in").headers["location"] == "/"

    assert client.post("/sign-out").headers["location"] == "/"
    assert "已登录" not in client.get("/").text


def test_a_page_made_for_a_person_is_not_given_to_a_stranger(opened: Opened) -> None:
    client = opened()
    sign_in(client)
    assert "已登录" in client.get("/").text
    client.cookies.clear()
    assert "已登录" not in client.get("/").text


@pytest.mark.parametrize(("name", "password"), [(NAME, "wrong"), ("nobody", PASSWORD), ("Li", PASSWORD), (NAME, "")])
def test_who_does_not_know_the_password_stays_outside(opened: Opened, name: str, password: str) -> None:
    client = opened()
    answer = sign_in(client, name, password)
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
    assert 'role="alert"' in answer.text
    program = sign_in(client, name, password, accept="application/json")
    assert (program.status_code, program.json()["detail"]) == (401, "name or password is wrong")


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts(opened: Opened) -> None:
    plain = sign_in(opened()).headers["set-cookie"].lower()
    assert "httponly" in plain
    assert "samesite=strict" in plain
    assert "secure" not in plain
    assert "secure" in sign_in(opened(base="https://testserver")).headers["set-cookie"].lower()
    proxied = sign_in(opened(peer="127.0.0.1"), x_forwarded_proto="https").headers["set-cookie"].lower()
    assert "secure" in proxied
    lied = sign_in(opened(), x_forwarded_proto="https").headers["set-cookie"].lower()
    assert "secure" not in lied


def test_a_cookie_that_was_changed_or_made_elsewhere_is_nobodys(opened: Opened, accounts: Path) -> None:
    client = opened()
    sign_in(client)
    right = client.cookies[COOKIE]
    other = replace(Accounts.read(accounts), secret="x" * 40)
    forged = People(other).session(NAME, PASSWORD)
    for cookie in (right[:-2] + "xx", right.replace(".", "", 1), forged, "", "a.b.c", "W10.x.y"):
        client.cookies.clear()
        client.cookies.set(COOKIE, cookie or "")
        assert "已登录" not in client.get("/").text
    client.cookies.clear()
    client.cookies.set(COOKIE, right)
    assert "已登录" in client.get("/").text


def test_a_session_ends_with_the_password_it_was_made_with_and_with_its_time(
    opened: Opened, accounts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = opened()
    sign_in(client)
    cookie, kept = client.cookies[COOKIE], accounts.read_text("utf-8")
    read = Accounts.read(accounts)
    try:
        accounts.write_text(replace(read, people={**read.people, NAME: hashed("a new password")}).written(), "utf-8")
        later = opened()
        later.cookies.set(COOKIE, cookie)
        assert "已登录" not in later.get("/").text
    finally:
        accounts.write_text(kept, "utf-8")
    monkeypatch.setattr("nianbao.web.people.people.LASTS", -1)
    assert "已登录" not in client.get("/").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/a\\b",
        "/\t/evil.example",
        "/\r\nLocation: https://evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil",
        "",
    ],
)
def test_nobody_is_sent_to_another_site(opened: Opened, elsewhere: str) -> None:
    client = opened()
    assert sign_in(client, next=elsewhere).headers["location"] == "/"
    assert client.get("/sign-in", params={"next": elsewhere}).headers["location"] == "/"


def _at_once(password: str, salt: bytes) -> bytes:
    """Guesses that take no time."""
    return b""


FOREIGN = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:8080"},
    {"origin": "http://testserver@evil.example"},
    {"origin": "http://[bad"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": "http://testserver"},
    {"origin": "https://evil.example", "x-forwarded-host": "evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_what_another_site_sends_changes_nothing(opened: Opened, headers: dict[str, str]) -> None:
    client = opened()
    data = {"name": NAME, "password": PASSWORD}
    answer = client.post("/sign-in", data=data, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "text/html; charset=utf-8")
    sign_in(client)
    assert client.post("/sign-out", headers=headers).status_code == 403
    assert "已登录" in client.get("/").text
    for method in ("PUT", "PATCH", "DELETE", "post", "BREW"):
        assert client.request(method, "/", headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("192.0.2.7", {}),
        ("192.0.2.7", {"origin": "http://testserver"}),
        ("192.0.2.7", {"origin": "http://testserver:80"}),
        ("192.0.2.7", {"sec-fetch-site": "same-origin", "origin": "http://testserver"}),
        ("127.0.0.1", {"origin": "https://nianbao.example", "x-forwarded-host": "nianbao.example"}),
    ],
    ids=str,
)
def test_the_sites_own_form_and_a_program_are_taken(opened: Opened, peer: str, headers: dict[str, str]) -> None:
    answer = opened(peer).post("/sign-in", data={"name": NAME, "password": PASSWORD}, headers=headers)
    assert answer.status_code == 303


def test_guessing_is_stopped_by_name_even_for_who_changes_addresses(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nianbao.web.people.accounts._scrypt", _at_once)
    client = opened("127.0.0.1")
    asked = [sign_in(client, password="x", x_forwarded_for=f"198.51.100.{n}") for n in range(OF_NAME + 1)]
    assert [a.status_code for a in asked] == [401] * OF_NAME + [429]
    assert int(asked[-1].headers["retry-after"]) > 0
    monkeypatch.undo()
    assert sign_in(client, x_forwarded_for="203.0.113.1").status_code == 429
    assert sign_in(client, "Li", "another one", x_forwarded_for="203.0.113.1").status_code == 303


def test_guessing_is_stopped_by_client_even_for_who_changes_names(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nianbao.web.people.accounts._scrypt", _at_once)
    client = opened()
    statuses = [
        sign_in(client, f"n{n}", "x", x_forwarded_for=f"198.51.100.{n}").status_code for n in range(OF_CLIENT + 1)
    ]
    assert statuses == [401] * OF_CLIENT + [429]


def test_a_stranger_s_password_is_worked_on_as_much_as_anybody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    worked = []
    real = hashlib.scrypt
    monkeypatch.setattr(hashlib, "scrypt", lambda *args, **named: worked.append(named) or real(*args, **named))
    accounts = Accounts("s" * 32, {NAME: hashed(PASSWORD)})
    worked.clear()

    assert not accounts.knows("nobody", PASSWORD)
    assert not accounts.knows("nobody", "")
    assert accounts.knows(NAME, PASSWORD)
    stranger, other, known = ({**each, "salt": len(each["salt"])} for each in worked)
    assert stranger == other == known


def test_who_signs_in_rightly_every_time_is_never_stopped_by_name(opened: Opened) -> None:
    client = opened()
    assert [sign_in(client).status_code for _ in range(OF_NAME + 2)] == [303] * (OF_NAME + 2)


def test_without_accounts_there_is_no_form(client: TestClient) -> None:
    assert client.get("/sign-in").status_code == 404
    assert client.post("/sign-in", data={"name": NAME, "password": PASSWORD}).status_code == 404
    assert "/sign-in" not in client.get("/").text


def test_the_header_of_a_proxy_counts_only_from_the_proxy(opened: Opened) -> None:
    header = {"x-remote-user": NAME.encode()}
    by_proxy = opened("127.0.0.1", accounts=None, user_header="X-Remote-User")
    assert f"已登录：{NAME}" in by_proxy.get("/", headers=header).text
    elsewhere = opened(accounts=None, user_header="X-Remote-User")
    assert "已登录" not in elsewhere.get("/", headers=header).text


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x>', "{{7*7}}", "\x00", "a" * 101])
def test_what_is_typed_into_the_form_comes_back_as_text(opened: Opened, name: str) -> None:
    answer = sign_in(opened(), name, "x")
    assert answer.status_code in (401, 422)
    assert name not in answer.text or "<" not in name
    assert "<img" not in answer.text
