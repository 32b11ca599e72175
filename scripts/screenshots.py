"""Takes the pictures of the pages in docs/img/ anew: .venv/bin/python scripts/screenshots.py crawls the sample first.

Needs a Chromium (CHROMIUM=/path, or the one that `make test` found) and a font with Chinese characters. Somebody has to
look at what comes out.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/img"
HERE = "/districts/990101"


def district(page: Page) -> None:
    """What is there, and what is missing."""
    page.goto(HERE)
    page.screenshot(path=OUT / "page-district.png", clip={"x": 0, "y": 0, "width": 1280, "height": 560})


def report(page: Page) -> None:
    """A number with its cell in the archived original."""
    page.set_viewport_size({"width": 1500, "height": 900})
    page.goto(f"{HERE}/agencies/教育局/2024")
    page.locator("[id='t3.new_received.total'] a").click()
    page.frame_locator("#frame").locator("#marked").wait_for()
    page.locator("#cell .cell-value").wait_for()
    page.locator("#t3").evaluate("heading => heading.scrollIntoView()")
    page.screenshot(path=OUT / "page-report.png")
    page.set_viewport_size({"width": 1280, "height": 800})


def comparison(page: Page) -> None:
    """Two agencies over the years."""
    chosen = "of=990101/教育局&of=990101/民政局&what=requests_received"
    page.goto(f"/compare?{chosen}")
    page.locator("canvas").first.wait_for()
    page.locator("main h2").last.evaluate("heading => heading.scrollIntoView()")
    page.screenshot(path=OUT / "page-compare.png")


def main() -> None:
    """Crawl the sample, serve it, look at it."""
    noted = ROOT / ".venv/chromium"
    browser = os.environ.get("CHROMIUM") or noted.read_text("utf-8").strip()
    with tempfile.TemporaryDirectory() as home:
        for revision in ("1", "2"):
            _start(home, "demo", "--revision", revision).wait()
        with _start(home, "serve", "--port", "0") as server:
            try:
                address = (server.stdout.readline() if server.stdout else "").strip()
                with sync_playwright() as playwright:
                    opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
                    page = opened.new_page(base_url=address, viewport={"width": 1280, "height": 800})
                    for take in (district, report, comparison):
                        take(page)
                    opened.close()
            finally:
                server.terminate()


def _start(home: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "nianbao", *arguments]
    environment = {**os.environ, "NIANBAO_HOME": home}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 – our own program


if __name__ == "__main__":
    main()
