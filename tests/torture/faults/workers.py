"""Two workers whose database, object store or disk goes away in the middle, and comes back."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from unittest import mock

from sqlalchemy import Engine, create_engine, text

from nianbao.worker.deferring import defer_night, defer_reread
from storage.queries import Narrowing
from storage.settings import Settings
from tests.programs import Running, start
from tests.servers import objects, postgres
from tests.torture.contents import bodies, contents, differences
from tests.torture.faults.disks import MB, disk, fill, remount
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim
from tests.torture.wounded import LARGEST, WHERE

_DEADLINE = 240
_TO_SAY = 1.0
"""Seconds in which a worker that hangs says where."""
_REFUSING = 30.0
"""Seconds for which the store refuses."""
_LEFT = """
SELECT count(*) FROM procrastinate_jobs WHERE queue_name <> 'care' AND status IN ('todo', 'doing')
"""
_FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name <> 'care' AND status = 'failed'"
_TOLD = ("the database is not to be had", "the connection to the database broke")
_DOUBLED = "SELECT count(*) FROM versions WHERE number > 1"
_AGAIN = """
SELECT count(*) FROM procrastinate_events e JOIN procrastinate_jobs j ON j.id = e.job_id
WHERE e.type = 'deferred_for_retry' AND j.task_name = 'crawl_site'
"""
_CAPTURED = "SELECT count(*) FROM captures"
_READ = "SELECT count(*) FROM readings WHERE extractor <> 'older'"


class Crew:
    """Two workers on one home, with a database of their own; ``defer`` gives them something to do."""

    def __init__(self, home: Victim, engine: Engine) -> None:
        self.home = home
        self.engine = engine
        self.settings = Settings.from_environment(home.environment)
        self._working: list[Running] = []

    def begin(self, **hurt: str) -> None:
        """Both, until nothing is left to do."""
        command = ["tests.torture.wounded", "tests.nianbao.worker.quick", "once"]
        environment = {**self.home.environment, "SITES": str(self.home.sites), **hurt}
        self._working += [start(command, environment) for _ in range(2)]

    def until(self, statement: str, number: int) -> None:
        """Wait for as many."""
        ends = time.monotonic() + _DEADLINE
        while self.ask(statement) < number and time.monotonic() < ends:
            time.sleep(0.02)

    def ask(self, statement: str) -> int:
        """A number of the database."""
        with self.engine.connect() as connection:
            return int(connection.scalar(text(statement)) or 0)

    def end(self, outcome: Outcome) -> str:
        """When they have done everything; what they said. A worker that gives a traceback or a loss is told."""
        ends = time.monotonic() + _DEADLINE
        while not all(each.has_ended() for each in self._working) and time.monotonic() < ends:
            time.sleep(0.1)
        for each in self._working:
            if not each.has_ended():
                each.send_signal(WHERE)
                time.sleep(_TO_SAY)
                each.kill()
            status = each.wait()
            outcome.require(status == 0, f"a worker ended with {status}: {each.stderr[-6000:]}")
            outcome.require("Traceback" not in each.stderr, f"a traceback: {each.stderr}")
        outcome.require(self.ask(_LEFT) == 0, "tasks are left")
        outcome.require(self.ask(_FAILED) == 0, "tasks failed for good")
        return "".join(each.stderr for each in self._working)


@contextmanager
def _crew(scene: Scene, url: str, **variables: str) -> Iterator[Crew]:
    home = scene.new(NIANBAO_DATABASE_URL=url, **variables)
    home.well("db", "upgrade")
    engine = create_engine(url, pool_pre_ping=True)
    try:
        with mock.patch.dict(os.environ, variables):
            yield Crew(home, engine)
    finally:
        engine.dispose()


def _restarted_night(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """PostgreSQL is gone for some seconds while two workers crawl."""
    with postgres() as server, _crew(scene, server.url) as crew:
        defer_night(crew.settings)
        crew.begin()
        crew.until(_CAPTURED, chance.randint(1, 20))
        said = _restart(crew, server.restart, chance, outcome)
        _undisturbed(scene, crew, outcome)
        outcome.require(any(words in said for words in _TOLD), f"it was not told: {said}")


def _restarted_reading(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The same while they read everything again."""
    with postgres() as server, _crew(scene, server.url) as crew:
        crew.home.well(*scene.crawl(crew.home))
        with crew.engine.begin() as connection:
            connection.execute(text("UPDATE readings SET extractor = 'older'"))
        with mock.patch("nianbao.worker.deferring.AT_ONCE", 2):
            defer_reread(crew.settings, Narrowing())
        crew.begin()
        crew.until(_READ, chance.randint(1, 8))
        said = _restart(crew, server.restart, chance, outcome)
        _undisturbed(scene, crew, outcome)
        outcome.require(crew.ask(_READ) == crew.ask("SELECT count(*) FROM readings") // 2, "some were not read again")
        outcome.require(any(words in said for words in _TOLD), f"it was not told: {said}")


def _restart(crew: Crew, restart: Callable[[float], None], chance: Random, outcome: Outcome) -> str:
    outcome.hit(crew.ask(_LEFT) > 0)
    crew.engine.dispose()
    restart(chance.uniform(1, 4))
    began = time.monotonic()
    said = crew.end(outcome)
    outcome.notes = f"done {time.monotonic() - began:.0f} s after it was back"
    return said


def _refused(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The object store turns everybody away for half a minute, from some page of the crawls on."""
    with postgres() as server, objects() as store:
        variables = {"NIANBAO_ARCHIVE_URL": store.url, **store.variables}
        with _crew(scene, server.url, **variables) as crew:
            defer_night(crew.settings)
            crew.begin()
            crew.until(_CAPTURED, chance.randint(1, 20))
            store.door.is_shut = True
            time.sleep(_REFUSING)
            store.door.is_shut = False
            began = time.monotonic()
            said = crew.end(outcome)
            outcome.hit(store.door.refused > 0)
            outcome.notes = f"{store.door.refused} refused; done {time.monotonic() - began:.0f} s after it was back"
            outcome.require("is not taken to s3://" in said, f"it was not told: {said}")
            spool = list((crew.home.folder / "spool").glob("*.warc.gz"))
            outcome.require(not spool, f"the store has not taken all: {spool}")
            _undisturbed(scene, crew, outcome, store.url)


def _full(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The archive's disk is full from some page on; then there is room."""
    place = scene.place()
    with postgres() as server, disk(place, MB) as is_disk:
        archive = str(place)
        with _crew(scene, server.url, NIANBAO_ARCHIVE_URL=archive) as crew:
            ballast = place / "ballast"
            if is_disk:
                fill(ballast, chance.randint(8_000, 24_000))
            defer_night(crew.settings)
            crew.begin(**({} if is_disk else {LARGEST: "40000"}))
            crew.until(_AGAIN, 1)
            outcome.hit(crew.ask(_LEFT) > 0)
            ballast.unlink(missing_ok=True)
            if is_disk:
                remount(place, f"size={64 * MB}")
            else:
                crew.begin()
            began = time.monotonic()
            said = crew.end(outcome)
            outcome.notes = f"done {time.monotonic() - began:.0f} s after there was room"
            outcome.require("space" in said or "too large" in said, f"it was not told: {said}")
            _undisturbed(scene, crew, outcome, archive)


def _undisturbed(scene: Scene, crew: Crew, outcome: Outcome, archive: str | None = None) -> None:
    """As if nobody had disturbed them: no report, cell or body less, and no version more."""
    outcome.check(differences(scene.expected, contents(crew.home)))
    lacking = bodies(scene.crawled) - bodies(crew.home, archive)
    outcome.check(f"{url} is not archived" for url, _ in lacking)
    outcome.require(crew.ask(_DOUBLED) == 0, "reports have second versions")
    crew.home.verify("--repair")
    outcome.require(crew.home.verify() == [], f"the archive is not as the database says: {crew.home.verify()}")


FAULTS = (
    Fault("two workers, PostgreSQL ended at once: night", "they wait, and go on", _restarted_night),
    Fault("two workers, PostgreSQL ended at once: rereading", "they wait, and go on", _restarted_reading),
    Fault("two workers, object store refuses for 30 s", "files stay here till it takes them", _refused),
    Fault("two workers, full disk: archive", "crawls are tried again until there is room", _full),
)
