"""Stands before a server; while it is shut, whoever knocks is turned away."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer


class Door(ThreadingTCPServer):
    """``is_shut`` may be changed at any time; ``refused`` counts those who were turned away."""

    daemon_threads = True
    is_shut = False
    refused = 0

    def __init__(self, behind: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.behind = behind

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that went away is no news."""


class _Passage(BaseRequestHandler):
    server: Door

    def handle(self) -> None:
        if self.server.is_shut:
            self.server.refused += 1
            return
        with socket.create_connection(self.server.behind) as there:
            back = threading.Thread(target=_carry, args=(there, self.request), daemon=True)
            back.start()
            _carry(self.request, there)
            back.join()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@contextmanager
def door(behind: tuple[str, int]) -> Iterator[Door]:
    """Open at first."""
    with Door(behind) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()
