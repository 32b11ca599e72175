"""``kill -9`` of every command that writes to archive or database, over its whole way."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from alembic import command

from storage.archive import Archive
from storage.database import migrating
from storage.session import changing, open_engine
from storage.writer import Writer
from tests.storage.archive.shelf import fill
from tests.torture.contents import contents, differences
from tests.torture.faults.killed import KILLS, Killed
from tests.torture.faults.warc import write_warc
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim, some


def _misread(scene: Scene) -> Victim:
    """As an older extractor would have left it: a number of every report is another."""
    home = scene.again()
    with closing(sqlite3.connect(home.folder / "nianbao.db")) as connection, connection:
        connection.execute("UPDATE versions SET extractor = '0'")
        connection.execute("UPDATE readings SET extractor = '0'")
        connection.execute("UPDATE numbers_t3 SET new_received__natural_person = new_received__natural_person + 1000")
    return home


def _older(scene: Scene) -> Victim:
    """As the first program would have left it."""
    home = scene.again()
    engine = open_engine(f"sqlite:///{home.folder / 'nianbao.db'}")
    with changing(engine) as connection:
        command.downgrade(migrating.config(connection), "0001")
    engine.dispose()
    return home


def _many(scene: Scene) -> Victim:
    """With a file of pages enough that it is worth packing anew."""
    home = scene.again()
    engine = open_engine(f"sqlite:///{home.folder / 'nianbao.db'}")
    writer = Writer(engine)
    with writer.together():
        for capture in fill(Archive(str(home.folder / "archive"))):
            writer.record_capture(capture, None)
    engine.dispose()
    return home


def _with_warc(scene: Scene) -> Victim:
    home = scene.new()
    write_warc(_warc(home), scene.districts)
    return home


def _warc(home: Victim) -> Path:
    return home.folder / "elsewhere.warc.gz"


def _nightly(home: Victim) -> tuple[str, ...]:
    return ("night", "--sites", str(home.sites), "--releases", str(home.folder / "releases"), "--json")


def _import(home: Victim) -> tuple[str, ...]:
    return ("archive", "import", str(_warc(home)), "--sites", str(home.sites))


def _still_there(scene: Scene, home: Victim, outcome: Outcome) -> None:
    """What was there can be asked for at any moment."""
    said = home.run("reports", "--json")
    known, found = len(scene.expected["reports"]), len(said.stdout.splitlines())
    outcome.require(found == known, f"after a kill {found} of {known} reports could be asked for: {said.stderr}")


def _then_rebuilt(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The archive is ahead of the database at every kill, so that it must do alone."""
    calm, home = scene.new(), scene.new()
    for step in some(chance, calm.steps(*scene.crawl(calm)), scene.times(KILLS)):
        outcome.hit(home.kill_at(step, *scene.crawl(home)))
    home.well(*scene.crawl(home))
    home.well("db", "rebuild")
    outcome.check(differences(contents(calm), contents(home)))


FAULTS = (
    Fault("kill -9: crawl", "the next crawl goes on", Killed(Scene.new, Scene.crawl), quick=True),
    Fault("kill -9: crawl, then rebuild", "the archive alone gives the same", _then_rebuilt),
    Fault("kill -9: night", "the next night goes on, and makes its release", Killed(Scene.new, _nightly)),
    Fault(
        "kill -9: reextract",
        "what was shown is shown until it is read again; --all goes on",
        Killed(_misread, lambda _: ("reextract", "--all", "--workers", "1"), _still_there),
    ),
    Fault(
        "kill -9: db rebuild",
        "the present database stays until the new one is whole",
        Killed(Scene.again, lambda _: ("db", "rebuild"), _still_there, kills=12),
        quick=True,
    ),
    Fault(
        "kill -9: db upgrade",
        "the schema is the old one or the new one, and the next upgrade goes on",
        Killed(_older, lambda _: ("db", "upgrade")),
    ),
    Fault(
        "kill -9: archive repack",
        "the former files count or the new, and the next repack ends it",
        Killed(_many, lambda _: ("archive", "repack"), _still_there),
    ),
    Fault("kill -9: archive import", "the next import takes in the rest", Killed(_with_warc, _import)),
)
