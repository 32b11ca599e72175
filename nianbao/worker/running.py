"""A worker from its start to its end: it takes tasks, waits for a database that is not to be had, and goes in peace."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator
from typing import Any

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from nianbao.worker import child
from nianbao.worker.names import CARE
from nianbao.worker.plan import Place, Plan
from nianbao.worker.queue import prepare, working
from nianbao.worker.tasks import tell_of

_log = logging.getLogger(__name__)

_SHORTEST, _LONGEST = 1.0, 30.0
"""Seconds until the database is asked for again."""
_LEFT = """
SELECT count(*) AS left FROM procrastinate_jobs
WHERE status IN ('todo', 'doing') AND queue_name = ANY(%(queues)s)
"""


def run(place: Place, plan: Plan) -> None:
    """Work until it is ended by a signal. Raises DatabaseError for a database that cannot have tasks."""
    prepare(place.settings).dispose()
    child.prepare()
    asyncio.run(_run(place, plan))


async def _run(place: Place, plan: Plan) -> None:
    asyncio.get_running_loop().set_exception_handler(_on_exception)
    stop, pause = asyncio.Event(), _SHORTEST
    with _stopped_by_signals(stop):
        while not stop.is_set():
            try:
                async with working(place, plan.pace, night=plan.night).open_async() as app:
                    pause = _SHORTEST
                    if await _work(app, plan, stop):
                        return
                _log.warning("the connection to the database broke; trying again in %.0f s", pause)
                await asyncio.sleep(pause)
            except ConnectorException as error:
                _log.warning("the database is not to be had (%s); trying again in %.0f s", _reason(error), pause)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), pause)
                pause = min(2 * pause, _LONGEST)


async def _work(app: App, plan: Plan, stop: asyncio.Event) -> bool:
    """Until it is to stop, or nothing is left: True. False when some part of it ended by itself, to be begun anew."""
    watching: list[asyncio.Task[Any]] = [asyncio.create_task(stop.wait())]
    if plan.once:
        watching.append(asyncio.create_task(_nothing_left(app, plan)))
    workers = [asyncio.create_task(_take(app, plan, queue, most)) for queue, most in plan.queues.items()]
    _log.info("takes tasks: %d crawls and %d others at once", plan.crawls, plan.concurrency)
    await asyncio.wait([*watching, *workers], return_when=asyncio.FIRST_COMPLETED)
    is_done = any(task.done() and not task.exception() for task in watching)
    for task in (*watching, *workers):
        task.cancel()
    ended = await asyncio.gather(*watching, *workers, return_exceptions=True)
    if not is_done:
        for problem in ended:
            if isinstance(problem, Exception):
                raise problem
    return is_done


async def _take(app: App, plan: Plan, queue: str, most: int) -> None:
    """One queue. Cancelled, it takes no more; tasks on their way have some time to end, or are handed back."""
    await app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=most,
        fetch_job_polling_interval=plan.pace.poll,
        shutdown_graceful_timeout=plan.pace.grace,
        update_heartbeat_interval=plan.pace.heartbeat,
        stalled_worker_timeout=plan.pace.dead_after,
        install_signal_handlers=False,
        worker_middleware=[tell_of],
    )


async def _nothing_left(app: App, plan: Plan) -> None:
    queues = [queue for queue in plan.queues if queue != CARE]
    while (await app.connector.execute_query_one_async(_LEFT, queues=queues))["left"]:
        await asyncio.sleep(min(1.0, plan.pace.poll))


@contextlib.contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def end() -> None:
        _log.info("stops: takes no more tasks, and waits for those on their way")
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _on_exception(_loop: asyncio.AbstractEventLoop, about: dict[str, Any]) -> None:
    """Of a task whose end could not be told; it will be taken up again."""
    error = about.get("exception")
    _log.warning("%s%s", about.get("message"), f": {_reason(error)}" if error else "")


def _reason(error: BaseException) -> str:
    """What the driver said, in a line."""
    return " ".join(str(error.__cause__ or error).split()) or type(error).__name__
