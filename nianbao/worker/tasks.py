"""The tasks, as Procrastinate is told of them: when they run, under which locks, and when they are tried again."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from procrastinate import App
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from nianbao.worker import child, work
from nianbao.worker.names import (
    CARE,
    CRAWL_SITE,
    CRAWLS,
    END_NIGHT,
    END_REREAD,
    NIGHT,
    OTHERS,
    REREAD,
    SWEEP,
    TAKE_UP,
)
from nianbao.worker.plan import Pace, Place

_log = logging.getLogger(__name__)

_MOST = 12
"""Tries of a task that fails; they take three hours."""
_MOST_TAKEN_UP = 40
"""Tries of a task whose workers die; that may be somebody who ends them, but not for ever."""
_SHORTEST, _LONGEST = 5, 3600
"""Seconds until it is tried again."""
_KEPT, _KEPT_OF_CARE = 14 * 24, 1
"""Hours for which a task that has ended is kept, and what nobody asked for."""
_FIRST = 200
"""Priority of the nights, and of what ends others: a few tasks, that thousands may stand before."""
_STEP = 100
"""Between two priorities; below one they tell how often a task has failed."""

_LEFT = """
SELECT count(*) AS left FROM procrastinate_jobs
WHERE task_name = %(kind)s AND status IN ('todo', 'doing') AND args @> %(about)s
"""
_WALKED = """
SELECT DISTINCT args->>'site' AS site FROM procrastinate_jobs
WHERE task_name = %(kind)s AND (status IN ('todo', 'doing') OR args->>'night' = %(night)s)
"""
_TOLD = "SELECT count(*) AS known FROM procrastinate_jobs WHERE task_name = %(kind)s AND args->>'night' = %(night)s"


class Waiting(Exception):  # noqa: N818 – nothing is wrong
    """Raised by a task that others have to end before; it looks again after a while."""


class Patience(BaseRetryStrategy):
    """At once for what was stopped from outside, else with pauses that double; some look again as long as it takes.

    Nothing has a queueing lock that may be tried again: where another one waits under it, it could not go back. Each
    failure lowers the priority by one, so that others under the same lock do not wait for it; and so failures are
    counted apart from being handed back and taken up, which is no fault of the task's.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None when it was tried often enough."""
        if isinstance(exception, Waiting):
            return RetryDecision(retry_in={"seconds": self._pace.look_again})
        if isinstance(exception, child.Stopped) or not isinstance(exception, Exception):
            return RetryDecision(retry_in={"seconds": 0})
        failures = -job.priority % _STEP
        if failures + 1 >= _MOST:
            return None
        pause = min(_SHORTEST * 2**failures, _LONGEST)
        return RetryDecision(retry_in={"seconds": pause}, priority=job.priority - 1)


def unfailed(priority: int) -> int:
    """The priority of a task before it ever failed."""
    return priority + -priority % _STEP


class Tasks:
    """The tasks on one machine."""

    def __init__(self, app: App, place: Place, pace: Pace) -> None:
        self._app = app
        self._place = place
        self._pace = pace

    async def night(self, timestamp: int) -> str:
        """Defer a crawl of each site that is due and does not wait already, and what comes after; all or nothing."""
        moment = datetime.fromtimestamp(timestamp, UTC)
        told = moment.isoformat()
        due = await child.run(work.due, self._place, moment)
        ask = self._app.connector.execute_query_all_async
        waiting = {row["site"] for row in await ask(_WALKED, kind=CRAWL_SITE, night=told)}
        jobs = [
            self._app.configure_task(CRAWL_SITE, lock=lock).make_new_job(site=site, night=told)
            for site, lock in due
            if site not in waiting
        ]
        if not (await ask(_TOLD, kind=END_NIGHT, night=told))[0]["known"]:
            jobs.append(self._app.configure_task(END_NIGHT).make_new_job(night=told))
        if jobs:
            await self._app.job_manager.batch_defer_jobs_async(jobs)
        return f"{len(due)} sites are due"

    async def crawl_site(self, site: str, night: str) -> str:
        """One site, by a crawl of its own."""
        return await child.run(work.crawl_site, self._place, site, datetime.fromisoformat(night))

    async def end_night(self, night: str) -> str:
        """When no crawl of the night is left."""
        await self._wait_for(CRAWL_SITE, {"night": night})
        return await child.run(work.end_night, self._place, datetime.fromisoformat(night))

    async def reread(self, run: int, began: str, captures: list[int]) -> str:  # noqa: ARG002 – the run is for whoever waits for it
        """Some documents of one district."""
        return await child.run(work.reread, self._place, captures, datetime.fromisoformat(began))

    async def end_reread(self, run: int, began: str, codes: list[str]) -> str:
        """When no document of the run is left."""
        await self._wait_for(REREAD, {"run": run})
        return await child.run(work.end_reread, self._place, run, datetime.fromisoformat(began), codes)

    async def take_up(self, timestamp: int) -> None:  # noqa: ARG002 – as a periodic task is called
        """Tasks of workers that have not been heard of for a while are given to others."""
        manager = self._app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._pace.dead_after):
            try:
                if job.queue == CARE or job.attempts + 1 >= _MOST_TAKEN_UP:
                    await manager.finish_job(job, Status.FAILED, delete_job=False)
                    _log.warning("%s is given up: %d workers went with it", described(job), job.attempts + 1)
                else:
                    await manager.retry_job(job)
                    _log.info("%s is taken up again: its worker is gone", described(job))
            except ConnectorException:
                _log.info("%s has ended after all", described(job))

    async def sweep(self, timestamp: int) -> None:  # noqa: ARG002
        """Old tasks leave the list."""
        for queue, hours in ((None, _KEPT), (CARE, _KEPT_OF_CARE)):
            await self._app.job_manager.delete_old_jobs(
                hours, queue, include_failed=True, include_cancelled=True, include_aborted=True
            )

    async def _wait_for(self, task: str, about: dict[str, Any]) -> None:
        """Raises Waiting while some task of that kind about that is not done."""
        left = (await self._app.connector.execute_query_one_async(_LEFT, kind=task, about=about))["left"]
        if left:
            raise Waiting(f"{left} of {task} are left")


def app_of(connector: BaseConnector, place: Place, pace: Pace, *, night: str | None = None) -> App:
    """Everything a worker, or whoever defers something, needs; ``night`` is when nights begin, by cron."""
    app = App(connector=connector, periodic_defaults={"max_delay": pace.catch_up})
    tasks, retry = Tasks(app, place, pace), Patience(pace)
    app.task(name=CRAWL_SITE, queue=CRAWLS, retry=retry)(tasks.crawl_site)
    app.task(name=END_NIGHT, queue=OTHERS, retry=retry, priority=_FIRST, lock=END_NIGHT)(tasks.end_night)
    app.task(name=REREAD, queue=OTHERS, retry=retry)(tasks.reread)
    app.task(name=END_REREAD, queue=OTHERS, retry=retry, priority=_FIRST)(tasks.end_reread)
    begin = app.task(name=NIGHT, queue=OTHERS, retry=retry, priority=_FIRST, lock=NIGHT)(tasks.night)
    if night is not None:
        app.periodic(cron=night)(begin)
    for name, function, cron in ((TAKE_UP, tasks.take_up, pace.take_up), (SWEEP, tasks.sweep, pace.sweep)):
        app.periodic(cron=cron)(app.task(name=name, queue=CARE, queueing_lock=name)(function))
    return app


async def tell_of(run: Callable[[], Any], context: JobContext, _worker: Any) -> Any:
    """Around every task: a line in the log when it begins and when it has ended."""
    name = described(context.job)
    quiet = context.job.queue == CARE
    began = datetime.now(UTC)
    if not quiet:
        _log.info("%s begins", name)
    try:
        result = await run()
    except Waiting as waiting:
        _log.info("%s waits: %s", name, waiting)
        raise
    except Exception as error:
        _log.warning("%s: %s", name, error)
        raise
    except BaseException:
        _log.info("%s is handed back", name)
        raise
    if not quiet:
        spent = (datetime.now(UTC) - began).total_seconds()
        _log.info("%s done in %.1f s%s", name, spent, f": {result}" if result else "")
    return result


def described(job: Job) -> str:
    """A task in a few words: 12 crawl_site xicheng."""
    about = job.task_kwargs
    what = about.get("site") or (f"of run {about['run']}" if "run" in about else about.get("night", ""))
    return f"{job.id} {job.task_name} {what}".rstrip()
