"""What a queue of tasks looks like from outside, in a few questions to the database."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from nianbao.worker.names import CARE, END_NIGHT, NIGHT
from nianbao.worker.queue import APPLICATION

_HEARD = "SELECT max(last_heartbeat) FROM procrastinate_workers"
_WORKERS = """
SELECT count(DISTINCT (client_addr, application_name)) FROM pg_stat_activity
WHERE datname = current_database() AND starts_with(application_name, :application)
"""
_DUE = """
SELECT count(*) FROM procrastinate_jobs
WHERE status = 'todo' AND queue_name <> :aside AND coalesce(scheduled_at, '-infinity') <= clock_timestamp()
"""
_STALLED = """
SELECT jobs.id FROM procrastinate_jobs jobs LEFT JOIN procrastinate_workers workers ON workers.id = jobs.worker_id
WHERE jobs.status = 'doing' AND jobs.queue_name <> :aside
    AND coalesce(workers.last_heartbeat, '-infinity') < clock_timestamp() - make_interval(secs => :dead_after)
ORDER BY jobs.id
"""
_FAILED = "SELECT id FROM procrastinate_jobs WHERE status = 'failed' AND queue_name <> :aside ORDER BY id"
_BEGUN = """
SELECT greatest(
    (SELECT to_timestamp(max(defer_timestamp)) FROM procrastinate_periodic_defers WHERE task_name = :night),
    (SELECT to_timestamp(max((args->>'timestamp')::bigint)) FROM procrastinate_jobs WHERE task_name = :night)
)
"""
_OPEN = """
SELECT min((args->>'night')::timestamptz) FROM procrastinate_jobs
WHERE task_name = :end_night AND status IN ('todo', 'doing')
"""
_ROOM = """
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true), '0')::int
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """Times are the server's. ``heard`` is the last sign of life of any worker, ``workers`` are those connected now.

    ``due`` tasks could be taken at once; ``stalled`` ones are noted as being done by a worker that is gone; tasks are
    named by their numbers. ``night`` began last, ``unended`` is the oldest one that has not ended. ``room`` are
    connections that the server has for everybody, ``ahead`` are seconds by which this machine's clock is before it.
    """

    now: datetime
    heard: datetime | None
    workers: int
    due: int
    stalled: tuple[int, ...]
    failed: tuple[int, ...]
    night: datetime | None
    unended: datetime | None
    room: int
    ahead: float


def condition(connection: Connection, *, dead_after: float) -> Condition:
    """Of a database with the tables of tasks; ``dead_after``: seconds of silence after which a worker is gone."""
    now, ahead = _clocks(connection)
    aside = {"aside": CARE}
    ask = connection.scalar
    return Condition(
        now=now,
        heard=ask(text(_HEARD)),
        workers=ask(text(_WORKERS), {"application": APPLICATION}) or 0,
        due=ask(text(_DUE), aside) or 0,
        stalled=tuple(connection.scalars(text(_STALLED), {**aside, "dead_after": dead_after})),
        failed=tuple(connection.scalars(text(_FAILED), aside)),
        night=ask(text(_BEGUN), {"night": NIGHT}),
        unended=ask(text(_OPEN), {"end_night": END_NIGHT}),
        room=ask(text(_ROOM)) or 0,
        ahead=ahead,
    )


def _clocks(connection: Connection) -> tuple[datetime, float]:
    """The server's time, and how far this machine's is ahead of it; half of the way there and back is allowed for."""
    before = datetime.now(UTC)
    there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    after = datetime.now(UTC)
    return there, (before + (after - before) / 2 - there).total_seconds()
