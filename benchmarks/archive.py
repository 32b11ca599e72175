"""The archive packed anew: how much smaller, how quickly written, and one document by its place.

Compared on the same pages: gzip a record, as a crawl writes; Zstandard at that level without a dictionary. Pages are
generated, a shell and a wording for each site, a tenth of the sentences found nowhere else.
"""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks import pages
from benchmarks.lines import Line
from nianbao.operations.archive.repack import Repack, State, To
from storage.archive import Archive
from storage.archive.moving.move import Move
from storage.archive.packing.zstandard import Zstandard
from storage.records import Capture, Context, Exchange, Role

_AREA = "archive, packed anew"
_SITES = 4
_AT = datetime(2026, 1, 20, tzinfo=UTC)
_NOVEL = 0.1


def measure(quick: bool) -> Iterator[Line]:
    """CPU time and bytes; a read by the clock, warm, from files in the page cache."""
    for number in (15, 50, 100, 300) if not quick else (15, 100):
        with tempfile.TemporaryDirectory() as folder:
            shelf = _Shelf(Path(folder), number)
            if number == 100:
                yield from _whole(shelf, reads=200 if quick else 2000)
            else:
                shelf.repack(To.ZST)
                note = "" if shelf.state is State.REPACKED else str(shelf.state)
                yield Line(_AREA, f"gzip a record against it, {number} pages a site", shelf.ratio, "x", note=note)


def _whole(shelf: "_Shelf", reads: int) -> Iterator[Line]:
    count = len(shelf.captures)
    before = shelf.read_times(reads)
    bare, packer = 0, Zstandard()
    data = list(shelf.records())
    spent = process_time()
    for each in data:
        bare += len(packer.pack(each))
    bare_cpu = process_time() - spent
    yield Line(_AREA, "gzip a record", shelf.size / count, "bytes a page")
    yield Line(_AREA, "Zstandard a record, no dictionary", bare / count, "bytes a page")
    spent = process_time()
    shelf.repack(To.ZST)
    took = process_time() - spent
    yield Line(
        _AREA, "with a dictionary a site, 100 pages", shelf.size / count, "bytes a page", note="dictionaries too"
    )
    yield Line(_AREA, "gzip a record against it", shelf.ratio, "x", at_least=3)
    yield Line(_AREA, "written, of Zstandard without dictionary", bare_cpu / shelf.packing_cpu(data), "x", at_least=0.5)
    yield Line(_AREA, "all of the repacking: read twice, written, checked", count / took, "pages a second of CPU")
    after = shelf.read_times(reads)
    load = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    yield Line(_AREA, "one document by its place, gzip, p50", median(before) * 1e6, "µs", note=load)
    yield Line(
        _AREA, "one document by its place, p50", median(after) * 1e6, "µs", at_most=150, note="its digest compared"
    )
    yield Line(_AREA, "… p99", quantiles(after, n=100)[-1] * 1e6, "µs")
    yield Line(
        _AREA, "… with what was asked and every header, p50", median(shelf.read_times(reads, "read")) * 1e6, "µs"
    )


class _Shelf:
    """An archive of a few sites, and where its captures stand."""

    def __init__(self, folder: Path, number: int) -> None:
        self.archive = Archive(str(folder))
        self.state = State.KEPT
        self.captures: list[Capture] = []
        with self.archive.open_writer() as writer:
            every = [list(_pages(f"site{n}", number)) for n in range(_SITES)]
            for turn in zip(*every, strict=True):
                self.captures += [writer.capture(exchange) for exchange in turn]
        self._before = self.size

    @property
    def size(self) -> int:
        """Bytes of all files, the record of the move too."""
        store = self.archive.store
        return sum(store.size(name) or 0 for name in store.names())

    @property
    def ratio(self) -> float:
        """How many times as large gzip was."""
        return self._before / self.size

    def repack(self, to: To) -> None:
        """As the command does."""
        (done,) = Repack(self.archive, self._follow, lambda: _AT).run(to)
        self.state = done.state

    def _follow(self, move: Move) -> None:
        self.captures = [replace(each, pointer=move.find(each.pointer) or each.pointer) for each in self.captures]

    def records(self) -> Iterator[bytes]:
        """Every record, unpacked."""
        for name in self.archive.names():
            with closing(self.archive.files.open(name)) as file:
                yield from (member.data for member in file.packing.scan(file.stream, 10**9))  # type: ignore[union-attr]

    def packing_cpu(self, data: list[bytes]) -> float:
        """CPU seconds of packing the records again with the dictionaries that their files have now."""
        packers = []
        for name in self.archive.names():
            with closing(self.archive.files.open(name)) as file:
                assert isinstance(file.packing, Zstandard)
                packers.append((name.split(".")[2].encode(), Zstandard(file.packing.dictionary)))
        by = [next((packer for site, packer in packers if site in each[:400]), packers[0][1]) for each in data]
        for packer in {id(packer): packer for packer in by}.values():
            packer.pack(b"warm")
        spent = process_time()
        for each, packer in zip(data, by, strict=True):
            packer.pack(each)
        return process_time() - spent

    def read_times(self, number: int, what: str = "body") -> list[float]:
        """Seconds by the clock of each read, of captures in no order, after each was read once."""
        chance = random.Random(7)
        read = getattr(self.archive, what)
        for capture in self.captures:
            read(capture.pointer)
        took = []
        for capture in chance.choices(self.captures, k=number):
            before = perf_counter()
            read(capture.pointer)
            took.append(perf_counter() - before)
        return took


def _pages(site: str, number: int) -> Iterator[Exchange]:
    chance = random.Random(site)
    words = ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(chance.randint(2, 4))) for _ in range(400)]
    for n, text in enumerate(pages.generate(number)):
        sentences = text.replace("示例市", f"{site}市").split("。")
        told = "。".join(s + "".join(chance.choices(words, k=12)) if chance.random() < _NOVEL else s for s in sentences)
        context = Context(site, "990101", "示例市示例区", Role.REPORT, agency=f"第{n}局", year=2025)
        headers = (("Content-Type", "text/html"), ("Date", f"Tue, 20 Jan 2026 00:{n % 60:02}:00 GMT"))
        url = f"https://www.{site}.gov.cn/zfxxgk/202601/t20260120_{n}.html"
        asked = (("User-Agent", "nianbao"), ("Accept", "text/html"))
        yield Exchange(url, _AT + timedelta(seconds=n), 200, asked, headers, told.encode(), context)
