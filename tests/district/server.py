"""The district's web server: a thread a connection, a log of who asked for what and when."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from tests.district.answers import Answer, page


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when it came and when its answer was out, by one clock."""

    path: str
    began: float
    ended: float
    status: int
    headers: dict[str, str]
    method: str = "GET"
    form: str = ""


Page = Answer | Callable[[Asked], Answer]


class District:
    """``with District({path: answer}) as district``; ``district.pages`` may change between two nights."""

    def __init__(self, pages: dict[str, Page] | None = None, *, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Page] = dict(pages or {})
        self.log: list[Asked] = []
        self.otherwise: Page = page("<h1>Not Found</h1>", status=404, etag=False)
        self._server = _Server((host, 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def root(self) -> str:
        return f"http://{self._server.server_address[0]}:{self.port}"

    def url(self, path: str) -> str:
        return self.root + path

    def asked(self, path: str | None = None) -> list[Asked]:
        """The requests for one path, or all but those for robots.txt, in the order in which they came."""
        wanted = (lambda one: one.path != "/robots.txt") if path is None else (lambda one: one.path == path)
        return sorted(filter(wanted, self.log), key=lambda one: one.began)

    def answer(self, asked: Asked) -> Answer:
        found = self.pages.get(asked.path) or self.pages.get(asked.path.partition("?")[0], self.otherwise)
        return found if isinstance(found, Answer) else found(asked)


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that went away is what some tests want."""


def _handler(district: District) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            began = time.monotonic()
            length = int(self.headers.get("Content-Length") or 0)
            form = self.rfile.read(length).decode() if length else ""
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, began, began, 0, headers, self.command, form)
            answer = district.answer(asked)
            time.sleep(answer.wait)
            status = 304 if answer.etag and headers.get("if-none-match") == answer.tag else answer.status
            try:
                self._send(status, answer)
            except OSError:
                self.close_connection = True
            district.log.append(Asked(self.path, began, time.monotonic(), status, headers, self.command, form))

        do_POST = do_GET  # noqa: N815 – as http.server calls it

        def _send(self, status: int, answer: Answer) -> None:
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.etag:
                self.send_header("ETag", answer.tag)
            if answer.content_type:
                self.send_header("Content-Type", answer.content_type)
            body = b"" if status == 304 else answer.body
            if status != 304:
                self.send_header("Content-Length", str(len(body) if answer.size is None else answer.size))
            self.end_headers()
            if answer.cut is not None:
                self.wfile.write(body[: answer.cut])
                self.close_connection = True
                return
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
