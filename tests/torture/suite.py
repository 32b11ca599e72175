"""All faults, each at least once, then again with other chances until the time is up."""

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from random import Random

from tests.torture.faults import clocks, disks, files, giving, kills, pairs, programs, servers, soak, workers
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene

FAULTS: tuple[Fault, ...] = (
    *kills.FAULTS,
    *giving.FAULTS,
    *files.FAULTS,
    *disks.FAULTS,
    *clocks.FAULTS,
    *pairs.FAULTS,
    *programs.FAULTS,
    *servers.FAULTS,
    *workers.FAULTS,
    *soak.FAULTS,
)


def run(
    faults: Sequence[Fault], seed: int, minutes: float, told: Callable[[Outcome], None], rounds: int | None = None
) -> list[Outcome]:
    """What every fault did. The same seed gives the same chances; how far they go depends on the machine."""
    deadline = time.monotonic() + 60 * minutes
    outcomes = []
    with Scene() as scene:
        for number, fault in _in_turn(faults, rounds):
            if number and time.monotonic() > deadline:
                break
            outcomes.append(strike(fault, scene, Random(f"{seed} {number} {fault.name}")))
            told(outcomes[-1])
    return outcomes


def _in_turn(faults: Sequence[Fault], rounds: int | None) -> Iterator[tuple[int, Fault]]:
    for count, fault in enumerate(cycle(faults)):
        number = count // len(faults)
        if number == rounds:
            return
        yield number, fault


def strike(fault: Fault, scene: Scene, chance: Random) -> Outcome:
    """One round of one fault. What the suite did not expect at all is a loss, too."""
    outcome = Outcome(fault.name)
    began = time.monotonic()
    try:
        fault.strike(scene, chance, outcome)
    except Exception as error:  # noqa: BLE001 – the other faults want their turn
        place = traceback.extract_tb(error.__traceback__)[-1]
        outcome.lost.append(" ".join(f"{type(error).__name__} at {place.name}: {error}".split())[:1500])
    outcome.seconds = time.monotonic() - began
    return outcome
