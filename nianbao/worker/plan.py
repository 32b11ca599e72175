"""What a worker is told: what its machine has, how much it does at once, and how long it waits for what."""

from dataclasses import dataclass, field
from pathlib import Path

from nianbao.worker.names import CARE, CRAWLS, OTHERS
from storage.settings import Settings

POOLED = 4
"""Connections to the database by which a worker takes tasks and tells of them."""
_OF_CRAWL, _OF_OTHER = 3, 2
"""Connections of the process of a crawl (one holds its claims), and of any other."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a worker knows of its machine; tasks themselves name nothing that only one machine has.

    ``registry``, ``webhook`` and ``releases`` are those of ``nianbao night``.
    """

    settings: Settings
    registry: Path | None = None
    webhook: str | None = None
    releases: Path | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds, and times as in a crontab (with seconds as the sixth field).

    ``heartbeat``: between two signs of life of a worker; it is taken for dead ``dead_after`` the last, which is looked
    at by ``take_up``. ``poll``: between two looks for tasks, if the database announces none. ``look_again``: for a
    task that waits until others have ended. ``grace``: for tasks on their way when a worker is to stop. ``catch_up``:
    how late a night may begin. ``sweep``: when old tasks leave the list.
    """

    heartbeat: float = 10.0
    dead_after: float = 45.0
    take_up: str = "* * * * *"
    poll: float = 5.0
    look_again: int = 10
    grace: float = 20.0
    catch_up: float = 6 * 3600.0
    sweep: str = "30 * * * *"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much a worker does at once, and when.

    ``crawls`` at once beside ``concurrency`` other tasks; ``night`` as in a crontab, None where others begin the
    nights; ``once``: only until nothing is left to do.
    """

    concurrency: int = 1
    crawls: int = 8
    night: str | None = None
    once: bool = False
    pace: Pace = field(default_factory=Pace)

    @property
    def queues(self) -> dict[str, int]:
        """How many tasks of each queue run at once; what keeps house never waits for them."""
        every = ((OTHERS, self.concurrency), (CRAWLS, self.crawls), (CARE, 1))
        return {queue: most for queue, most in every if most}

    @property
    def connections(self) -> int:
        """To the database, at most: its own, one a queue to hear of new tasks, and those of the processes of tasks."""
        return POOLED + len(self.queues) + _OF_CRAWL * self.crawls + _OF_OTHER * self.concurrency
