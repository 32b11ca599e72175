"""The time by which things are noted: that of the machine, and never before what was noted already.

Which document came last goes by time, in the database and when the archive is replayed. A clock that is set back by
hours goes on where it was. One that stands days before the last crawl was wrong then or is wrong now: noting either
would be a guess, so nothing is crawled until somebody has looked.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Self

from sqlalchemy import Engine, func, select

from storage.errors import StorageError
from storage.models import Fetch, Walk, table_of

MOST_BEHIND = timedelta(days=2)
_STEP = timedelta(microseconds=1)
_FETCHES, _WALKS = table_of(Fetch), table_of(Walk)


class ClockError(StorageError):
    """The clock stands days before what was noted last: raised here, printed by the command."""


def machine() -> datetime:
    """What the machine says."""
    return datetime.now(UTC)


class Clock:
    """Called, it says the time, each time a later one. Raises ClockError where that is no use."""

    def __init__(self, newest: datetime | None, machine: Callable[[], datetime] = machine) -> None:
        self._machine = machine
        self._last = newest
        self._lock = threading.Lock()
        says = machine()
        if newest is not None and newest - says > MOST_BEHIND:
            raise ClockError(
                f"the clock says {says:%Y-%m-%d}, and a crawl was noted on {newest:%Y-%m-%d}: set the clock right; "
                "if it is right now, see Clocks in docs/reliability.md"
            )

    @classmethod
    def of(cls, engine: Engine, machine: Callable[[], datetime] = machine) -> Self:
        """The clock of a database."""
        with engine.connect() as connection:
            noted = [connection.scalar(select(func.max(c))) for c in (_FETCHES.c.at, _WALKS.c.checked_at)]
        return cls(max((at for at in noted if at is not None), default=None), machine)

    def __call__(self) -> datetime:
        """The time."""
        with self._lock:
            says = self._machine()
            if self._last is not None and says <= self._last:
                says = self._last + _STEP
            self._last = says
            return says
