"""Storing what was read, and asking for it, against the bare driver writing and reading the same rows.

The reports are generated: 200 cells each with different numbers, sections and findings as a page has them.
"""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from benchmarks import pages
from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from crawler.extractors import read
from storage import queries
from storage.records import Capture, Context, FetchOutcome, Pointer, Reading, Role
from storage.session import open_engine, upgrade
from storage.writer import Writer

_AREA = "storing and asking"
_BATCH = 25


def measure(quick: bool) -> Iterator[Line]:
    """CPU a report, and what a report takes in the database."""
    said = list(readings(50 if quick else 400))
    batches = [said[i : i + _BATCH] for i in range(0, len(said), _BATCH)]
    with tempfile.TemporaryDirectory() as folder:
        ours, driver = Ours(Path(folder)), Driver(Path(folder))
        spent = interleave({"ours": ours.store, "driver": driver.store}, batches)
        yield Line(_AREA, "reports stored, a page a transaction", _BATCH / median(spent["ours"]), "a second of CPU")
        yield Line(_AREA, "… of the driver writing the same rows", ratio(spent["ours"], spent["driver"]), "x")
        yield Line(_AREA, "database, a report", ours.size() / len(said), "bytes", note="sections and captures too")
        spent = interleave({"ours": ours.ask, "driver": driver.ask}, range(3))
        yield Line(_AREA, "every cell asked for", len(said) / median(spent["ours"]), "reports a second of CPU")
        yield Line(_AREA, "… of the driver reading the same rows", ratio(spent["ours"], spent["driver"]), "x")
        ours.close()
        driver.close()


def readings(number: int) -> Iterator[Reading]:
    """Reports of agencies that differ, so that each is new."""
    for i, page in enumerate(pages.generate(number)):
        data = page.encode()
        reading = read(data)
        (report,) = reading.reports
        yield replace(reading, reports=(replace(report, agency=f"示例市示例区第{i % 50}局", year=2021 + i // 50),))


class Ours:
    """``storage.writer`` and ``storage.queries`` on SQLite, as a crawl and an export use them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ours.db"
        self.engine: Engine = open_engine(f"sqlite:///{self._path}")
        upgrade(self.engine)
        self._writer = Writer(self.engine)
        self._offsets = count()
        self._at = datetime(2026, 1, 20, tzinfo=UTC)

    def store(self, readings: Sequence[Reading]) -> None:
        """Capture, report and end of the request of each page in one transaction."""
        for reading in readings:
            self._at += timedelta(seconds=1)
            (report,) = reading.reports
            url = f"https://www.shili.gov.cn/zfxxgk/{report.agency}/{report.year}.html"
            context = Context("shili", "990101", "示例市示例区", Role.REPORT, agency=report.agency, year=report.year)
            pointer = Pointer("a.warc.gz", next(self._offsets), 100)
            capture = Capture(url, self._at, 200, reading.sha256, 140_000, "text/html", None, None, pointer, context)
            with self._writer.together():
                number = self._writer.record_capture(capture, None)
                self._writer.store(reading, number, at=self._at)
                self._writer.record_fetch(
                    url, FetchOutcome.FETCHED, at=self._at, context=context, run=None, status=200, capture=number
                )

    def ask(self, _: int) -> None:
        """Every cell in the order of the export."""
        with queries.snapshot(self.engine) as connection:
            assert sum(1 for _ in queries.cells(connection))

    def size(self) -> int:
        """Bytes of the file, its log taken in."""
        self.engine.dispose()
        with closing(sqlite3.connect(self._path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return self._path.stat().st_size

    def close(self) -> None:
        self.engine.dispose()


class Driver:
    """The same numbers by ``sqlite3`` alone: a wide row a report, its sections as JSON, a transaction a report."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "driver.db")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        columns = ", ".join(f"c{i}" for i in range(200))
        self._connection.execute(f"CREATE TABLE reports (sha256 TEXT, sections TEXT, {columns})")
        self._insert = f"INSERT INTO reports VALUES ({', '.join('?' * 202)})"

    def store(self, readings: Sequence[Reading]) -> None:
        for reading in readings:
            (report,) = reading.reports
            values = [str(cell.value) for cell in report.cells]
            sections = json.dumps([section.text for section in report.sections], ensure_ascii=False)
            with self._connection:
                self._connection.execute(self._insert, (sha256(sections.encode()).hexdigest(), sections, *values))

    def ask(self, _: int) -> None:
        assert sum(len(row) for row in self._connection.execute("SELECT * FROM reports"))

    def close(self) -> None:
        self._connection.close()
