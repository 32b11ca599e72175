"""A whole crawl (fetch, archive, extract, store) against Scrapy fetching the same pages and doing nothing with them."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.district import Address, served
from benchmarks.lines import Line
from benchmarks.rounds import children_too, interleave, ratio

_AREA = "crawling a district"


def measure(quick: bool) -> Iterator[Line]:
    """CPU of whole processes on the same pages; the second night asks for all of them again and nothing changed."""
    count, rounds = (100, 1) if quick else (600, 3)
    with served(count) as address, tempfile.TemporaryDirectory() as folder:
        crawls = Crawls(address, Path(folder), count)
        variants = {"fetch": crawls.fetch, "first": crawls.first_night, "second": crawls.second_night}
        spent = interleave(variants, _turns(rounds), children_too)
    pages = len(address.urls)
    first = spent["first"]
    yield Line(_AREA, "first night: fetched, archived, read, stored", pages / median(first), "pages a second of CPU")
    yield Line(
        _AREA, "… of Scrapy fetching only", ratio(first, spent["fetch"]), "x", at_most=2.2, note=f"{pages} pages"
    )
    yield Line(_AREA, "second night, nothing changed, of the first", ratio(spent["second"], first), "x")


def _turns(rounds: int) -> Sequence[int]:
    return range(rounds)


class Crawls:
    """The variants: each is a process of its own, so that what it imports counts too."""

    def __init__(self, address: Address, folder: Path, reports: int) -> None:
        self._address = address
        self._folder = folder
        self._reports = reports
        site = f'code = "990199"\nname = "示例市"\nstart_urls = ["{address.column}"]\ndelay = 0\n'
        (folder / "sites").mkdir()
        (folder / "sites" / "bench.toml").write_text(site, encoding="utf-8")
        (folder / "urls.txt").write_text("\n".join(address.urls), encoding="utf-8")

    def fetch(self, _: int) -> None:
        """Scrapy with the same settings for concurrency, and an empty callback."""
        subprocess.run([sys.executable, "-m", "benchmarks.fetching", self._folder / "urls.txt"], check=True)

    def first_night(self, turn: int) -> None:
        """Into an empty home."""
        self._crawl(turn)

    def second_night(self, turn: int) -> None:
        """Into the home of the turn's first night, or, when that is still to come, of one made on the spot."""
        if not self._home(turn).exists():
            self._crawl(turn)
        self._crawl(turn)

    def _home(self, turn: int) -> Path:
        return self._folder / f"home{turn}"

    def _crawl(self, turn: int) -> None:
        environment = {**os.environ, "NIANBAO_HOME": str(self._home(turn))}
        command = [sys.executable, "-m", "nianbao", "crawl", "--sites", str(self._folder / "sites"), "--json"]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        verdict = json.loads(done.stdout.splitlines()[0])
        if verdict["verdict"] != "complete":
            raise SystemExit(f"the benchmark's crawl ended {verdict}")
