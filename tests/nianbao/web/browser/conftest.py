"""A real Chromium over the demonstration's archive, served on loopback."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from nianbao.web.app import application
from nianbao.web.settings import Serving
from tests.nianbao.web.conftest import NOW

ROOT = Path(__file__).parents[4]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where the set-up found one."""
    noted = ROOT / ".venv/chromium"
    path = os.environ.get("CHROMIUM") or (noted.read_text().strip() if noted.exists() else "")
    return path if path and os.access(path, os.X_OK) else None


@pytest.fixture(scope="session")
def site(serving: Serving) -> Iterator[str]:
    """The address of the pages."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(serving, lambda: NOW), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listening.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ended with its module: Playwright keeps an event loop running in this thread, so that no other could."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium: make test installs one where it can; CHROMIUM=/path/to/chromium names one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A visitor who was never here, on a screen of ordinary width."""
    with browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, accept_downloads=True) as context:
        context.set_default_timeout(15_000)
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """What the browser complains of fails the test: a broken policy, a script that fails, a file that is not there."""
    complaints: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        refused = "Failed to load resource" in message.text and message.location["url"] == page.url
        if message.type in ("error", "warning") and not refused:  # a page may say that what was asked is not there
            complaints.append(message.text)

    page = context.new_page()
    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []
