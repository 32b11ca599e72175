"""The demonstration's archive, crawled once for all tests of the pages, and an application over it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.settings import Serving
from storage.settings import Settings

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
"""What time it is for the pages: every deadline of 2025 is over."""


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample district in it, as it was on its first and on its second night."""
    home = tmp_path_factory.mktemp("pages") / "data"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    for revision in ("1", "2"):  # under one address, though others demonstrate at the same time
        subprocess.run(
            [sys.executable, "-m", "nianbao", "demo", "--revision", revision, "--port", port],
            check=True,
            capture_output=True,
            env={**os.environ, "NIANBAO_HOME": str(home)},
            timeout=100,
        )
    return home


@pytest.fixture(scope="session")
def serving(archive: Path) -> Serving:
    return Serving(Settings.from_environment({"NIANBAO_HOME": str(archive)}), requests_a_minute=0)


@pytest.fixture(scope="session")
def client(serving: Serving) -> Iterator[TestClient]:
    """Whoever asks for pages as a browser does; redirects are not followed."""
    with TestClient(application(serving, lambda: NOW), follow_redirects=False) as client:
        client.headers["accept"] = "text/html,*/*;q=0.8"
        yield client
