"""A whole crawl (fetch, archive, extract, store) against Scrapy fetching the same pages and doing nothing with them."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.district import Address, served
from benchmarks.lines import Line
from benchmarks.rounds import children_too, interleave, ratio

_AREA = "crawling a district"


def measure(quick: bool) -> Iterator[Line]:
    """CPU of whole processes on the same pages; of the later ones a crawl asks for all again, a night for its share."""
    count, rounds = (100, 1) if quick else (int(os.environ.get("REPORTS", "600")), 3)
    with served(count) as address, tempfile.TemporaryDirectory() as folder:
        crawls = Crawls(address, Path(folder), count)
        variants = {
            "fetch": crawls.fetch,
            "first": crawls.first_night,
            "second": crawls.second_night,
            "night": crawls.scheduled_night,
            "imports": crawls.imports,
        }
        spent = interleave(variants, _turns(rounds), children_too)
        sent = crawls.sent
    pages = len(address.urls)
    first = spent["first"]
    yield Line(_AREA, "first night: fetched, archived, read, stored", pages / median(first), "pages a second of CPU")
    yield Line(
        _AREA, "… of Scrapy fetching only", ratio(first, spent["fetch"]), "x", at_most=2.0, note=f"{pages} pages"
    )
    yield Line(_AREA, "second crawl, nothing changed, of the first", ratio(spent["second"], first), "x")
    night = ratio(spent["night"], first)
    yield Line(_AREA, "scheduled night, nothing changed, of the first", night, "x", at_most=0.06)
    yield Line(
        _AREA,
        "… without what importing the program costs both",
        ratio(_less(spent["night"], spent["imports"]), _less(first, spent["imports"])),
        "x",
    )
    yield Line(_AREA, "… its bytes", median(sent["night"]) / median(sent["first"]), "x", at_most=0.05)


def _less(whole: Sequence[float], part: Sequence[float]) -> list[float]:
    return [a - b for a, b in zip(whole, part, strict=True)]


def _as_installed(bytecode: Path) -> dict[str, str]:
    """The environment of a program that is installed: compiled once, whatever the one says that measures."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _turns(rounds: int) -> Sequence[int]:
    return range(rounds)


class Crawls:
    """The variants: each is a process of its own, so that what it imports counts too."""

    def __init__(self, address: Address, folder: Path, reports: int) -> None:
        self._address = address
        self._folder = folder
        self._reports = reports
        self.sent: dict[str, list[int]] = {"first": [], "night": []}
        site = f'code = "990199"\nname = "示例市"\nstart_urls = ["{address.column}"]\ndelay = 0\n'
        (folder / "sites").mkdir()
        (folder / "sites" / "bench.toml").write_text(site, encoding="utf-8")
        (folder / "urls.txt").write_text("\n".join(address.urls), encoding="utf-8")
        self._environment = _as_installed(folder / "bytecode")
        self._run(0, "-c", "import benchmarks.fetching, crawler.downloads, nianbao.cli, nianbao.operations.night")

    def fetch(self, _: int) -> None:
        """Scrapy with the same settings for concurrency, and an empty callback."""
        self._run(0, "-m", "benchmarks.fetching", str(self._folder / "urls.txt"))

    def first_night(self, turn: int) -> None:
        """Into an empty home, or, when a later night has made one already, into another."""
        with self._counted("first"):
            self._crawl(turn if not self._home(turn).exists() else -turn - 1)

    def second_night(self, turn: int) -> None:
        """Into the home of the turn's first night, or, when that is still to come, of one made on the spot."""
        if not self._home(turn).exists():
            self._crawl(turn)
        self._crawl(turn)

    def scheduled_night(self, turn: int) -> None:
        """Into the same, five weeks later: then every site is due, in season or not."""
        if not self._home(turn).exists():
            self._crawl(turn)
        with self._counted("night"):
            self._run(turn, "-m", "benchmarks.a_night", str(self._folder / "sites"), "35")

    def imports(self, turn: int) -> None:
        """What a night imports, and no more."""
        begin = "from nianbao.garbage import look_seldom; look_seldom()"
        self._run(turn, "-c", f"{begin}; import crawler.downloads, nianbao.operations.night")

    @contextmanager
    def _counted(self, name: str) -> Iterator[None]:
        before = self._address.asked()[0]
        yield
        self.sent[name].append(self._address.asked()[0] - before)

    def _run(self, turn: int, *arguments: str) -> str:
        environment = {**self._environment, "NIANBAO_HOME": str(self._home(turn))}
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    def _home(self, turn: int) -> Path:
        return self._folder / f"home{turn}"

    def _crawl(self, turn: int) -> None:
        told = self._run(turn, "-m", "nianbao", "crawl", "--sites", str(self._folder / "sites"), "--json")
        verdict = json.loads(told.splitlines()[0])
        if verdict["verdict"] != "complete":
            raise SystemExit(f"the benchmark's crawl ended {verdict}")
