"""The runs of the crawler, newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from storage.models import Run, table_of

_RUNS = table_of(Run)


class RunRow(NamedTuple):
    """``ended_at`` is None while it runs, and for ever when it was killed; ``stats`` are its own counts."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    stats: Mapping[str, Any]


def runs(connection: Connection, *, limit: int, before: int | None = None) -> list[RunRow]:
    """At most ``limit``; ``before`` goes on behind the run of that number."""
    statement = select(_RUNS).order_by(_RUNS.c.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(_RUNS.c.id < before)
    return [RunRow(row.id, row.started_at, row.ended_at, row.stats or {}) for row in connection.execute(statement)]
