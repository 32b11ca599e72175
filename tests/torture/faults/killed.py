"""A command that is killed again and again in one home, then run to its end: what every ``kill -9`` has in common."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.torture.contents import lost
from tests.torture.outcome import Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim, some

KILLS = 6

Command = Callable[[Victim], tuple[str, ...]]
Look = Callable[[Scene, Victim, Outcome], None]


def _no_look(scene: Scene, home: Victim, outcome: Outcome) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Killed:
    """``before`` makes the home; ``look`` is what has to be so after every kill."""

    before: Callable[[Scene], Victim]
    command: Command
    look: Look = _no_look
    kills: int = KILLS

    def __call__(self, scene: Scene, chance: Random, outcome: Outcome) -> None:
        """Half as many kills by the clock as by steps; then the end, and the comparison."""
        victim = self.before(scene)
        calm = victim.copy(scene.place())
        began = time.monotonic()
        steps = calm.steps(*self.command(calm))
        length = time.monotonic() - began
        for step in some(chance, steps, scene.times(self.kills)):
            outcome.hit(victim.kill_at(step, *self.command(victim)))
            self.look(scene, victim, outcome)
        for _ in range(scene.times(self.kills) // 2):
            outcome.hit(victim.kill_after(chance.uniform(0, length), *self.command(victim)))
            self.look(scene, victim, outcome)
        victim.well(*self.command(victim))
        outcome.check(lost(calm, victim))
