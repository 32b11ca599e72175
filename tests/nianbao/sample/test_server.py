"""The server of the sample district answers as a web server does."""

import http.client

import pytest

from nianbao.sample import server
from nianbao.sample.site import build


@pytest.fixture(scope="module")
def site():
    with server.serving() as running:
        yield running


def ask(site, path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(server.ADDRESS, site.server_port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_it_listens_on_loopback_only(site) -> None:
    assert site.server_address[0] == "127.0.0.1"
    assert site.url == f"http://127.0.0.1:{site.server_port}/"


def test_an_address_is_answered_with_its_bytes_and_its_type(site) -> None:
    for path, answer in build().items():
        response, body = ask(site, path)
        assert (response.status, body, response.headers["Content-Type"]) == (200, answer.body, answer.content_type)


def test_a_client_that_has_the_page_is_told_so_without_the_page(site) -> None:
    first, _ = ask(site, "/zfxxgk/")
    for header, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        response, body = ask(site, "/zfxxgk/", **{header: value})
        assert (response.status, body) == (304, b"")
        assert response.headers["ETag"] == first.headers["ETag"]


def test_a_tag_decides_before_a_date(site) -> None:
    first, _ = ask(site, "/")
    response, _ = ask(site, "/", If_None_Match='"another"', If_Modified_Since=first.headers["Last-Modified"])
    assert response.status == 200


def test_an_unreadable_date_is_ignored(site) -> None:
    assert ask(site, "/", If_Modified_Since="yesterday")[0].status == 200


def test_a_folder_without_its_slash_is_moved_and_an_unknown_address_is_not_found(site) -> None:
    response, _ = ask(site, "/zfxxgk/zfxxgknb")
    assert (response.status, response.headers["Location"]) == (301, "/zfxxgk/zfxxgknb/")
    assert ask(site, "/nowhere.html")[0].status == 404
    assert ask(site, "/zfxxgk/index.html")[1] == ask(site, "/zfxxgk/")[1]


def test_head_gives_the_length_and_no_body(site) -> None:
    response, body = ask(site, "/", "HEAD")
    assert (body, response.headers["Content-Length"]) == (b"", str(len(build()["/"].body)))


def test_the_tally_counts_requests_answers_304_and_bytes() -> None:
    with server.serving() as running:
        first, body = ask(running, "/")
        ask(running, "/", If_None_Match=first.headers["ETag"])
        ask(running, "/nowhere.html")
        tally = running.tally
    assert (tally.asked, tally.unchanged, tally.missing) == (3, 1, 1)
    assert tally.sent > len(body)


def test_a_port_that_is_taken_is_an_error() -> None:
    with server.serving() as running, pytest.raises(OSError, match="in use"):
        server.Server(1, running.server_port)
