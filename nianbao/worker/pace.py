"""How long a worker waits for what."""

from dataclasses import dataclass


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
