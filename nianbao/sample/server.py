"""Serves the sample district on loopback, with ETag, Last-Modified and 304 as a web server does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

from nianbao.sample.site import Resource, build

ADDRESS = "127.0.0.1"
_MISSING = (
    "<!DOCTYPE html><html><head><title>404</title></head><body><h1>您访问的页面不存在</h1></body></html>".encode()
)


@dataclass(slots=True)
class Tally:
    """What was asked of the server since it started: requests, answers 304, bytes of bodies, addresses not there."""

    asked: int = 0
    unchanged: int = 0
    sent: int = 0
    missing: int = 0
    _lock: Lock = field(default_factory=Lock)

    def add(self, status: int, size: int) -> None:
        """Count one answer."""
        with self._lock:
            self.asked += 1
            self.sent += size
            self.unchanged += status == HTTPStatus.NOT_MODIFIED
            self.missing += status == HTTPStatus.NOT_FOUND


class Server(ThreadingHTTPServer):
    """The site on one night. Raises OSError where the port is taken; port 0 takes any that is free."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, revision: int = 1, port: int = 0) -> None:
        self.answers = build(revision)
        self.tally = Tally()
        super().__init__((ADDRESS, port), Handler)

    @property
    def url(self) -> str:
        """The home page."""
        return f"http://{ADDRESS}:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the server's table of addresses."""

    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    server: Server

    def do_GET(self) -> None:
        """Answer with the body, or 304 when the client has it."""
        path = urlsplit(self.path).path
        if path.endswith("/index.html"):
            path = path.removesuffix("index.html")
        answer = self.server.answers.get(path)
        if answer is None and path + "/" in self.server.answers:
            self._send(HTTPStatus.MOVED_PERMANENTLY, {"Location": path + "/"}, b"")
        elif answer is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Type": "text/html"}, _MISSING)
        else:
            headers = {"ETag": answer.etag, "Last-Modified": format_datetime(answer.modified, usegmt=True)}
            if self._has(answer):
                self._send(HTTPStatus.NOT_MODIFIED, headers, b"")
            else:
                self._send(HTTPStatus.OK, {"Content-Type": answer.content_type, **headers}, answer.body)

    do_HEAD = do_GET  # noqa: N815

    def _has(self, answer: Resource) -> bool:
        """Whether the client's copy is this one; a tag decides before a date."""
        if tags := self.headers.get("If-None-Match"):
            return answer.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        try:
            return parsedate_to_datetime(self.headers.get("If-Modified-Since", "")) >= answer.modified
        except (TypeError, ValueError):
            return False

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        sent = b"" if self.command == "HEAD" else body
        self.server.tally.add(status, len(sent))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the demo prints what matters."""


@contextmanager
def serving(revision: int = 1, port: int = 0) -> Iterator[Server]:
    """The server, running in a thread until the block ends."""
    with Server(revision, port) as server:
        thread = Thread(target=server.serve_forever, name="sample district", daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
