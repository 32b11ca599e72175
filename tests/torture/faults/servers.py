"""Servers that the program relies on: PostgreSQL that is restarted, an object store that refuses for a while."""

import os
from random import Random
from time import sleep
from unittest import mock

from sqlalchemy import create_engine, text

from tests.servers import objects, postgres
from tests.torture.contents import bodies, contents, differences
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim

_RESTARTS = 4
_AWAY = 3.0
"""Seconds at most."""


def _restarted(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """PostgreSQL is ended at once, again and again, while a crawl writes to it; then one is left alone."""
    with postgres() as server:
        home = scene.new(NIANBAO_DATABASE_URL=server.url)
        home.well("db", "upgrade")
        for _ in range(_RESTARTS):
            crawl = home.begin(*scene.crawl(home))
            sleep(chance.uniform(0.3, 2.0))
            server.restart(chance.uniform(0, _AWAY))
            status = crawl.wait()
            outcome.hit(status == 1)
            _told(outcome, status, crawl.stderr)
        home.well(*scene.crawl(home))
        _whole(scene, home, outcome)
        home.verify("--repair")
        outcome.require(home.verify() == [], f"the archive is not as the database says: {home.verify()}")


def _restarted_reading(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The same while everything is read again by one command; the last run reads what is left."""
    with postgres() as server:
        home = scene.new(NIANBAO_DATABASE_URL=server.url)
        home.well("db", "upgrade")
        home.well(*scene.crawl(home))
        engine = create_engine(server.url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE readings SET extractor = 'older'"))
        engine.dispose()
        for _ in range(_RESTARTS):
            reading = home.begin("reextract", "--all", "--workers", "1")
            sleep(chance.uniform(0.1, 0.8))
            server.restart(chance.uniform(0, _AWAY))
            status = reading.wait()
            outcome.hit(status == 1)
            _told(outcome, status, reading.stderr)
        home.well("reextract", "--all", "--workers", "1")
        _whole(scene, home, outcome)


def _told(outcome: Outcome, status: int, said: str) -> None:
    lines = [line for line in said.splitlines() if line.startswith("nianbao: ")]
    outcome.require(status in (0, 1) and "Traceback" not in said, f"{status}: {said}")
    outcome.require(status == 0 or len(lines) == 1, f"not told in one line: {said}")


def _whole(scene: Scene, home: Victim, outcome: Outcome) -> None:
    outcome.check(differences(scene.expected, contents(home)))


def _refused(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The store is away while a crawl ends; the next crawl takes along what has stayed here."""
    with objects() as store:
        home = scene.new(NIANBAO_ARCHIVE_URL=store.url, **store.variables)
        store.door.is_shut = True
        first = home.hurt(*scene.crawl(home))
        outcome.hit(store.door.refused > 0)
        outcome.require(first.returncode == 0, f"the crawl ended with {first.returncode}: {first.stderr}")
        outcome.require("is kept here" in first.stderr and "Traceback" not in first.stderr, f"told: {first.stderr}")
        kept = list((home.folder / "spool").glob("*.warc.gz"))
        outcome.require(kept, "what the store refused has not stayed here")
        store.door.is_shut = False
        home.well(*scene.crawl(home), "--full")
        outcome.require(not list((home.folder / "spool").glob("*.warc.gz")), "the store has not taken all")
        _whole(scene, home, outcome)
        with mock.patch.dict(os.environ, store.variables):
            lacking = bodies(scene.crawled) - bodies(home, store.url)
            outcome.check(f"{url} is not in the store" for url, _ in lacking)
            outcome.require(home.verify() == [], f"the archive is not as the database says: {home.verify()}")


FAULTS = (
    Fault("PostgreSQL ended at once: crawl", "the crawl ends in a sentence, the next goes on", _restarted),
    Fault("PostgreSQL ended at once: reextract", "it ends in a sentence, the next goes on", _restarted_reading),
    Fault("object store refuses", "files stay here, and go with the next crawl", _refused),
)
