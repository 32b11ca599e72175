"""Two programs at once on one home: each ends well or in a sentence, and both together lose nothing."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from time import sleep

from tests.torture.contents import contents, differences, lost
from tests.torture.faults.warc import write_warc
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim

Command = tuple[str, ...]


def _together(
    others: Callable[[Scene, Victim], list[Command]], *, last: tuple[Command, ...] = ()
) -> Callable[[Scene, Random, Outcome], None]:
    """A crawl of everything, with the others beside it, each begun at any moment of it."""

    def strike(scene: Scene, chance: Random, outcome: Outcome) -> None:
        home = scene.new()
        home.well("db", "upgrade")
        first = home.begin(*scene.crawl(home))
        for command in others(scene, home):
            sleep(chance.uniform(0, 0.8))
            done = home.hurt(*command)
            outcome.hit(done.returncode == 0)
            is_told = done.returncode in (0, 1) and "Traceback" not in done.stderr
            outcome.require(is_told, f"{command} ended with {done.returncode}: {done.stderr}")
            if done.returncode == 1:
                outcome.require("nianbao: " in done.stderr or "Error: " in done.stderr, f"{command} said nothing")
        status = first.wait()
        outcome.require(status == 0, f"the crawl ended with {status}: {first.stderr}")
        home.well(*scene.crawl(home))
        for command in last:
            home.well(*command)
        outcome.check(lost(scene.crawled, home, scene.expected))
        remaining = home.verify()
        outcome.require(remaining == [], f"the archive is not as the database says: {remaining}")

    return strike


def _crawls(scene: Scene, home: Victim) -> list[Command]:
    return [scene.crawl(home), ("night", "--sites", str(home.sites))]


def _readers(scene: Scene, home: Victim) -> list[Command]:
    given = scene.place()
    return [("export", str(given)), ("reports", "--json"), ("release", str(given)), ("archive", "verify")]


def _writers(scene: Scene, home: Victim) -> list[Command]:
    file: Path = home.folder / "elsewhere.warc.gz"
    write_warc(file, ())
    again = ("reextract", "--all", "--again", "--workers", "1")
    return [("db", "upgrade"), again, ("archive", "import", str(file), "--sites", str(home.sites)), ("db", "reindex")]


def _rebuilds(scene: Scene, home: Victim) -> list[Command]:
    return [("db", "rebuild"), ("db", "rebuild")]


def _repairs(scene: Scene, home: Victim) -> list[Command]:
    return [("archive", "verify", "--repair")] * 2


def _rebuild_then_crawl(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """A crawl is begun while the database is made anew: what it brings must not be in the database that goes."""
    home = scene.again()
    scene.publish(more=100)
    try:
        rebuild = home.begin("db", "rebuild")
        sleep(chance.uniform(0, 0.6))
        crawl = home.hurt(*scene.crawl(home), "--full")
        outcome.hit(crawl.returncode == 0)
        status = rebuild.wait()
        outcome.require(status in (0, 1) and "Traceback" not in rebuild.stderr, f"{status}: {rebuild.stderr}")
        home.well(*scene.crawl(home), "--full")
        right = scene.again()
        right.well(*scene.crawl(right), "--full")
        outcome.check(differences(contents(right), contents(home)))
        outcome.require(home.verify() == [], f"the archive is not as the database says: {home.verify()}")
    finally:
        scene.publish()


FAULTS = (
    Fault("two at once: crawl, crawl, night", "one crawls, the others say so", _together(_crawls)),
    Fault("two at once: crawl and who asks", "both end well", _together(_readers)),
    Fault("two at once: crawl and who writes", "both end well", _together(_writers)),
    Fault("two at once: crawl, then rebuild", "the rebuild says that it has to wait", _together(_rebuilds)),
    Fault("two at once: crawl and repair", "the repair leaves alone what is being written", _together(_repairs)),
    Fault("two at once: rebuild, then crawl", "one waits for the other, or says so", _rebuild_then_crawl),
)
