"""What a fault did: how often it struck, how the program ended, and what was lost."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import groupby
from random import Random

from tests.torture.scene import Scene


@dataclass(slots=True)
class Outcome:
    """``struck`` kills, cuts, refusals … of ``tried``; ``lost`` says in a line each what is not as it should be."""

    fault: str
    tried: int = 0
    struck: int = 0
    lost: list[str] = field(default_factory=list)
    seconds: float = 0.0
    notes: str = ""

    def hit(self, struck: bool = True) -> None:
        """One more try."""
        self.tried += 1
        self.struck += struck

    def check(self, told: Iterable[str]) -> None:
        """What a comparison told, if anything."""
        self.lost += told

    def require(self, is_so: object, otherwise: str) -> None:
        """A stated outcome that did not come about is a loss, too."""
        if not is_so:
            self.lost.append(" ".join(otherwise.split())[:600])


@dataclass(frozen=True, slots=True)
class Fault:
    """``strike`` does it to a home of its own; ``outcome`` is what has to come of it, in a sentence."""

    name: str
    outcome: str
    strike: Callable[[Scene, Random, Outcome], None]
    quick: bool = False
    """Whether it belongs to the short form."""


def table(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """A line for each fault, and what was lost below it."""
    ordered = sorted(outcomes, key=lambda one: one.fault)
    for name, found in groupby(ordered, key=lambda one: one.fault):
        every = list(found)
        tried, struck = sum(one.tried for one in every), sum(one.struck for one in every)
        lost = [line for one in every for line in one.lost]
        seconds = sum(one.seconds for one in every)
        counted = f"rounds {len(every):>3}  points {tried:>4}  struck {struck:>4}  lost {len(lost):>2}"
        yield f"{name:<44} {counted}  {seconds:6.1f} s"
        yield from (f"    {line}" for line in lost)
        yield from (f"    ({one.notes})" for one in every if one.notes)


def as_json(seed: int, outcomes: Iterable[Outcome]) -> str:
    """For a file."""
    return json.dumps({"seed": seed, "outcomes": [asdict(one) for one in outcomes]}, ensure_ascii=False, indent=1)
