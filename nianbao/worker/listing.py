"""The list of tasks, as people and programs see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from nianbao.worker import schema
from nianbao.worker.names import CARE

OPEN = ("doing", "todo", "failed")
"""States of what is not done."""

_ROWS = """
SELECT jobs.id, jobs.task_name, jobs.args, jobs.status::text, jobs.attempts, jobs.lock, jobs.scheduled_at,
    max(events.at) FILTER (WHERE events.type <> 'scheduled') AS since, workers.last_heartbeat
FROM procrastinate_jobs jobs
LEFT JOIN procrastinate_events events ON events.job_id = jobs.id
LEFT JOIN procrastinate_workers workers ON workers.id = jobs.worker_id AND jobs.status = 'doing'
WHERE jobs.queue_name <> :aside AND jobs.status::text = ANY(:states)
GROUP BY jobs.id, workers.last_heartbeat
ORDER BY array_position(ARRAY['doing', 'todo', 'failed'], jobs.status::text), jobs.priority DESC, jobs.id
LIMIT :most
"""
_COUNTS = """
SELECT task_name, status::text, count(*) FROM procrastinate_jobs
WHERE queue_name <> :aside GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A task. ``about`` is the site, night or run; ``since`` it is in its state; ``due`` when it may be tried.

    ``attempts`` ended before; ``heard`` is the last sign of life of the worker that does it, None where that is gone.
    """

    number: int
    task: str
    about: str
    state: str
    attempts: int
    since: datetime | None
    due: datetime | None
    lock: str | None
    heard: datetime | None


def rows(connection: Connection, *, everything: bool = False, most: int | None = None) -> Iterator[Row]:
    """What is being done first, then what waits, then what failed; ``everything``: also what is done."""
    if not schema.is_made(connection):
        return
    states = [*OPEN, "succeeded", "aborted", "cancelled"] if everything else list(OPEN)
    for row in connection.execute(text(_ROWS), {"aside": CARE, "states": states, "most": most}):
        about = _about(row.args)
        due = row.scheduled_at if row.status == "todo" else None
        yield Row(row.id, row.task_name, about, row.status, row.attempts, row.since, due, row.lock, row.last_heartbeat)


def counts(connection: Connection) -> dict[str, dict[str, int]]:
    """How many there are, by task and state."""
    found: dict[str, dict[str, int]] = {}
    if schema.is_made(connection):
        for task, state, number in connection.execute(text(_COUNTS), {"aside": CARE}):
            found.setdefault(task, {})[state] = number
    return found


def _about(args: Mapping[str, Any]) -> str:
    if "run" in args:
        documents = f", {len(args['captures'])} documents" if "captures" in args else ""
        return f"run {args['run']}{documents}"
    return " of ".join(filter(None, (args.get("site", ""), args.get("night", ""))))
