"""Clocks that jump: a year ahead, a day back."""

from random import Random

from tests.torture.contents import Contents, contents, differences
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim
from tests.torture.wounded import SHIFT

_DAY = 86_400.0
_YEAR = 365 * _DAY


def _back(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """Three crawls, of which the last is by a clock that was set back: what came last is shown, and rebuilt."""
    right, wrong = scene.new(), scene.new()
    back = chance.uniform(0.1, 1.5) * _DAY
    try:
        for night, (by, set_to) in enumerate(((-3 * _DAY, -3 * _DAY), (-2 * _DAY, 0.0), (-_DAY, -back))):
            scene.publish(more=100 * night)
            right.well(*scene.crawl(right), "--full", **{SHIFT: str(by)})
            wrong.well(*scene.crawl(wrong), "--full", **{SHIFT: str(set_to)})
            outcome.hit()
        expected = _without_days(right)
        outcome.check(differences(expected, _without_days(wrong)))
        wrong.well("db", "rebuild")
        outcome.check(f"rebuilt: {told}" for told in differences(expected, _without_days(wrong)))
    finally:
        scene.publish()


def _ahead(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """A night whose clock is a year ahead. The next says so; with that night's file taken away all is as it was."""
    right, wrong = scene.new(), scene.new()
    crawls = [(*scene.crawl(right), "--full"), (*scene.crawl(wrong), "--full")]
    try:
        for home, crawl in zip((right, wrong), crawls, strict=True):
            home.well(*crawl, **{SHIFT: str(-2 * _DAY)})
        before = set(wrong.archived)
        wrong.well(*crawls[1], **{SHIFT: str(_YEAR)})
        outcome.hit()
        scene.publish(more=100)
        right.well(*crawls[0])
        for command in (crawls[1], ("night", "--sites", str(wrong.sites))):
            done = wrong.hurt(*command)
            told = done.returncode == 1 and "set the clock right" in done.stderr and done.stderr.count("\n") == 1
            outcome.require(told, f"it was not told: {done.returncode} {done.stderr}")
        for file in set(wrong.archived) - before:
            file.rename(wrong.folder / file.name)
        wrong.well("db", "rebuild")
        wrong.well(*crawls[1])
        outcome.check(differences(_without_days(right), _without_days(wrong)))
    finally:
        scene.publish()


def _without_days(home: Victim) -> Contents:
    """Which walk it was that did not meet a report is told by its day."""
    return {name: rows for name, rows in contents(home).items() if not name.startswith("released coverage")}


FAULTS = (
    Fault("clock set back a day", "times go on from the last; a rebuild agrees", _back),
    Fault("clock a year ahead for a night", "the next night says so; docs tell the way out", _ahead),
)
