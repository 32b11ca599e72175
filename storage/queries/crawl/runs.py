"""The runs of the crawler, newest first, and what they were up to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from storage.models import Fetch, Run, Walk, table_of
from storage.queries.narrowing import UnknownError
from storage.records import Verdict

_RUNS, _WALKS, _FETCHES = table_of(Run), table_of(Walk), table_of(Fetch)
_COUNTED = ("documents", "new", "changed", "unchanged")


class RunRow(NamedTuple):
    """``ended_at`` is None while it runs, and for ever when it was killed; ``stats`` are its own counts."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    stats: Mapping[str, Any]


@dataclass(slots=True)
class Walked:
    """The walks of one run by verdict, and their counts added up."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)


def runs(connection: Connection, *, limit: int, before: int | None = None) -> list[RunRow]:
    """At most ``limit``; ``before`` goes on behind the run of that number."""
    statement = select(_RUNS).order_by(_RUNS.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(_RUNS.c.id < before)
    return [RunRow(row.id, row.started_at, row.ended_at, row.stats or {}) for row in connection.execute(statement)]


def run_of(connection: Connection, number: int) -> RunRow:
    """One run. Raises UnknownError."""
    found = runs(connection, limit=1, before=number + 1)
    if not found or found[0].number != number:
        raise UnknownError(f"there is no run {number}")
    return found[0]


def walked(connection: Connection, numbers: Iterable[int]) -> Mapping[int, Walked]:
    """What became of the sites, by run."""
    found: Mapping[int, Walked] = defaultdict(Walked)
    for row in connection.execute(_WALKED, {"runs": list(numbers)}):
        found[row.run_id].verdicts[row.verdict] += row.walks
        found[row.run_id].counts.update({name: row._mapping[name] or 0 for name in _COUNTED})
    return found


def last_sign(connection: Connection, number: int) -> datetime | None:
    """When the last request of a run ended, which is all that is known of the end of one that was killed."""
    found: datetime | None = connection.scalar(_LAST_SIGN, {"run": number})
    return found


_WALKED = (
    select(
        _WALKS.c.run_id,
        _WALKS.c.verdict,
        func.count().label("walks"),
        *(func.sum(_WALKS.c.counts[name].as_integer()).label(name) for name in _COUNTED),
    )
    .where(_WALKS.c.run_id.in_(bindparam("runs", expanding=True)))
    .group_by(_WALKS.c.run_id, _WALKS.c.verdict)
)
_LAST_SIGN = select(_FETCHES.c.at).where(_FETCHES.c.run_id == bindparam("run")).order_by(_FETCHES.c.id.desc()).limit(1)
