"""Reading the archive again: documents a second by one process and by two, and going on after a kill.

The archive is generated, and read once as if by an older extractor that made a mistake in one report of twenty. Every
variant works on a copy of that database.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import text

from benchmarks import pages
from benchmarks.lines import Line
from benchmarks.rounds import children_too
from nianbao.operations.again.reextract import Reextraction
from storage.archive import Archive
from storage.export import export
from storage.queries import Narrowing
from storage.records import Context, Exchange, FetchOutcome, Role
from storage.session import open_engine, upgrade
from storage.settings import Settings
from storage.writer import Writer

_AREA = "reading again"
_OF_DISTRICT = 50


def measure(quick: bool) -> Iterator[Line]:
    """Wall time, for several processes are compared; the machine should have nothing else to do."""
    number = 200 if quick else 10_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _fill(home, number)
        took: dict[int, Spent] = {}
        exports: dict[str, str] = {}
        for workers in (1, 2):
            took[workers] = _again(home, workers, f"by-{workers}")
            exports[str(workers)] = _export(home, f"by-{workers}")
        one, two = took[1], took[2]
        yield Line(_AREA, "documents, one process", number / one.own, "a second of CPU")
        yield Line(_AREA, "documents, one process", number / one.wall, "a second")
        yield Line(_AREA, "… by two processes", number / two.wall, "a second")
        yield Line(_AREA, "two processes against one", one.wall / two.wall, "x", at_least=1.7, note=_load())
        yield Line(_AREA, "… by CPU: the busiest of two processors", one.own / two.busiest, "x", at_least=1.7)
        left = _killed(home, "killed", after=two.wall / 2)
        gone_on = _again(home, 2, "killed", going_on=True).wall
        exports["killed"] = _export(home, "killed")
        same = len(set(exports.values())) == 1
        yield Line(_AREA, "read before a kill -9 in the middle", 100 * left / number, "%")
        yield Line(_AREA, "the rest, of the whole", 100 * gone_on / two.wall, "%")
        yield Line(_AREA, "exports that differ", 0 if same else len(set(exports.values())), "", at_most=0)


def _fill(home: Path, number: int) -> None:
    """Archive and database, read by an older extractor."""
    settings = _settings(home, "base")
    engine = open_engine(settings.database_url)
    upgrade(engine)
    writer, at = Writer(engine), datetime(2026, 1, 20, tzinfo=UTC)
    every = pages.generate(_OF_DISTRICT)
    with Archive(settings.archive_url).open_writer() as archive:
        for district in range(number // _OF_DISTRICT):
            site, code = f"d{district}", f"{990_000 + district}"
            with writer.together():
                for i, page in enumerate(every):
                    at += timedelta(seconds=1)
                    name = f"示例市第{i + 1}区示例局"
                    context = Context(
                        site, code, f"示例市示例{district}区", Role.REPORT, agency=name, year=2021 + i % 4
                    )
                    url = f"https://www.{site}.gov.cn/{i}.html"
                    headers = (("Content-Type", "text/html"),)
                    capture = archive.capture(Exchange(url, at, 200, (), headers, page.encode(), context))
                    kept = writer.record_capture(capture, None)
                    writer.record_fetch(
                        url, FetchOutcome.FETCHED, at=at, context=context, run=None, status=200, capture=kept
                    )
    for _ in Reextraction(engine, settings, Narrowing(), dry_run=False, workers=2).run():
        pass
    with engine.begin() as connection:
        connection.execute(text("UPDATE readings SET extractor = 'older'"))
        connection.execute(text("UPDATE versions SET extractor = 'older'"))
        connection.execute(text("UPDATE versions SET digest = '' WHERE id % 20 = 0"))
    engine.dispose()


def _settings(home: Path, name: str) -> Settings:
    (home / name).mkdir(exist_ok=True)
    return Settings.from_environment({"NIANBAO_HOME": str(home / name), "NIANBAO_ARCHIVE_URL": str(home / "archive")})


def _copy(home: Path, name: str) -> Settings:
    settings = _settings(home, name)
    if not (home / name / "nianbao.db").exists():
        shutil.copy(home / "base" / "nianbao.db", home / name / "nianbao.db")
    return settings


class Spent(NamedTuple):
    """Seconds: by the clock, CPU of this process, CPU of the processes that read for it."""

    wall: float
    own: float
    others: float

    @property
    def busiest(self) -> float:
        """What the busier of two processors has to do: this process alone, or half of all."""
        return max(self.own, (self.own + self.others) / 2)


def _load() -> str:
    """What else the machine had to do."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def _again(home: Path, workers: int, name: str, *, going_on: bool = False) -> Spent:
    settings = _copy(home, name)
    engine = open_engine(settings.database_url)
    before = _clocks()
    work = Reextraction(engine, settings, Narrowing(), dry_run=False, going_on=going_on, workers=workers)
    for _ in work.run():
        pass
    wall, own, both = (now - then for now, then in zip(_clocks(), before, strict=True))
    engine.dispose()
    return Spent(wall, own, both - own)


def _clocks() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), children_too()


def _killed(home: Path, name: str, *, after: float) -> int:
    """How many documents were read and stored by a run that was killed."""
    settings = _copy(home, name)
    environment = {**os.environ, "NIANBAO_HOME": str(home / name), "NIANBAO_ARCHIVE_URL": settings.archive_url}
    command = [sys.executable, "-m", "nianbao", "reextract", "--all", "--workers", "2", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as child:
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
    with closing(open_engine(settings.database_url).connect()) as connection:
        return int(connection.execute(text("SELECT count(*) FROM readings WHERE extractor <> 'older'")).scalar_one())


def _export(home: Path, name: str) -> str:
    """The digest of what everybody sees of it."""
    engine = open_engine(_settings(home, name).database_url)
    folder = home / f"export-{name}"
    export(engine, folder)
    engine.dispose()
    found = sha256()
    for path in sorted(folder.glob("*.csv")):
        found.update(path.read_bytes())
    return found.hexdigest()
