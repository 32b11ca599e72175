"""A server that means harm: heads and bodies without end, bombs, loops, and redirects to where nobody may be sent."""

import gzip
import json
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.district import Answer, District, Home, listing, page, redirect, report
from tests.programs import run

pytestmark = pytest.mark.journey

_COLUMN = "/zfxxgk/zfxxgknb/"
_TIMEOUT = 2
_ROOT = Path(__file__).parents[2]
_INWARDS = (
    "http://{}@www.shili.gov.cn/x",
    "http://www.shili.gov.cn@{}/x",
    "http://www.shili.gov.cn:80@{}/x",
    "http://2130706433:{port}/x",
    "http://0x7f000001:{port}/x",
    "http://0177.0.0.1:{port}/x",
    "http://127.1:{port}/x",
    "http://[::ffff:127.0.0.1]:{port}/x",
    "http://[::ffff:7f00:1]:{port}/x",
    "http://localhost.:{port}/x",
    "http://localhost:{port}/x",
    "http://127.0.0.1.:{port}/x",
    "http://①②⑦.0.0.1:{port}/x",
    "http://xn--fiqs8s.example/x",
    "http:\\\\{}\\x",
    "//{}/x",
    "file:///etc/passwd",
    "ftp://{}/x",
    "gopher://{}/x",
)


@contextmanager
def _raw(send: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does with a connection what it likes, once it was asked for more than robots.txt."""

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                asked = connection.recv(65536)
                if asked.startswith(b"GET /robots.txt"):
                    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                else:
                    send(connection)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def _head_without_end(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(2000):
        connection.sendall(b"X-Header: " + b"x" * 8000 + b"\r\n")


def _one_header_without_end(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Header: ")
    for _ in range(2000):
        connection.sendall(b"x" * 8000)


def _informing_without_end(connection: socket.socket) -> None:
    for _ in range(20_000):
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 10)


def _drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n")
    for _ in range(100):
        connection.sendall(b"x")
        time.sleep(0.1)


def _body_without_end(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(2000):
        connection.sendall(b"4000\r\n" + bytes(2**14) + b"\r\n")


_SENDERS = {
    "head": _head_without_end,
    "header": _one_header_without_end,
    "informing": _informing_without_end,
    "drip": _drip,
    "body": _body_without_end,
}


def _crawl(home: Home) -> None:
    """By Scrapy's own command, which takes shorter limits; the folder says what became of it."""
    limits = [f"DOWNLOAD_TIMEOUT={_TIMEOUT}", f"DOWNLOAD_MAXSIZE={4 * 2**20}", "RETRY_TIMES=0"]
    options = [word for limit in limits for word in ("-s", limit)]
    done = run(["scrapy", "crawl", "annual_reports", "-a", f"sites={home.sites}", *options], home.environment)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def _site(home: Home, district: District, names: list[str], allowed: tuple[str, ...] = ()) -> None:
    district.pages["/"] = page(f"<a href='{_COLUMN}'>政府信息公开年报</a>", "示例市示例区人民政府")
    links = [(name, f"示例区第{n}局2024年政府信息公开工作年度报告") for n, name in enumerate(names)]
    district.pages[_COLUMN] = listing(links)
    home.add("shili", district, more=f"allowed_hosts = {json.dumps(allowed)}" if allowed else "")


@pytest.mark.parametrize("kind", sorted(_SENDERS))
def test_an_answer_without_end_is_given_up_and_its_neighbours_are_read(kind: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    with District() as district, _raw(_SENDERS[kind]) as address:
        district.pages[f"{_COLUMN}good.html"] = report("示例区第0局", 2024, 0)
        _site(home, district, ["good.html", f"http://{address}/bad.html"], (address,))
        began = time.monotonic()
        _crawl(home)
        assert time.monotonic() - began < 30
    assert home.query("SELECT count(*) FROM reports") == [(1,)]
    ((outcome, _, reason),) = home.endings("bad.html")
    assert (outcome, bool(reason)) == ("too_large" if kind == "body" else "unreachable", True), reason


def test_what_unpacks_to_more_than_is_taken_is_given_up_unpacked_no_further(tmp_path: Path) -> None:
    home = Home(tmp_path)
    zeros = bytes(60 * 2**20)
    bombs = {
        "gzip.html": Answer(gzip.compress(zeros), headers={"Content-Encoding": "gzip"}),
        "deflate.html": Answer(zlib.compress(zeros), headers={"Content-Encoding": "deflate"}),
        "twice.html": Answer(gzip.compress(gzip.compress(zeros)), headers={"Content-Encoding": "gzip, gzip"}),
    }
    with District({f"{_COLUMN}{name}": answer for name, answer in bombs.items()}) as district:
        _site(home, district, list(bombs))
        _crawl(home)
    assert {name: home.endings(name)[0][0] for name in bombs} == dict.fromkeys(bombs, "too_large")


def test_no_redirect_leads_inwards_however_it_is_spelled(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with District() as inner, District() as district:
        spellings = [form.format(f"127.0.0.1:{inner.port}", port=inner.port) for form in _INWARDS]
        names = [f"t2025_{n}.html" for n in range(len(spellings))]
        for name, spelling in zip(names, spellings, strict=True):
            district.pages[f"{_COLUMN}{name}"] = redirect(spelling)
        _site(home, district, names)
        _crawl(home)
        assert inner.log == []
    assert home.query("SELECT count(*) FROM reports") == [(0,)]
    endings = {spelling: home.endings(name)[0] for name, spelling in zip(names, spellings, strict=True)}
    assert {spelling: ending for spelling, ending in endings.items() if ending[0] == "fetched"} == {}
