"""Work handed to whichever worker takes it, instead of being done by the process that asks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from procrastinate import App
from procrastinate.jobs import Job, Status
from procrastinate.types import JSONDict

from nianbao.worker import locks
from nianbao.worker.names import CARE, END_REREAD, NIGHT, REREAD
from nianbao.worker.queue import deferring, prepare, prepared
from nianbao.worker.tasks import unfailed
from storage import queries
from storage.clock import Clock
from storage.errors import DatabaseError
from storage.queries.crawl.documents import by_district
from storage.settings import Settings
from storage.writer import Writer

AT_ONCE = 200
"""Documents of a task: some seconds of work, so that little is done again where a worker dies."""
_SOONER = 100
"""Priority of what is one task: somebody waits for it."""


class Deferred(NamedTuple):
    """``run`` is the number by which it can be taken back; None where there was nothing to do."""

    run: int | None
    documents: int
    tasks: int


def defer_night(settings: Settings) -> int:
    """A night that begins at once; the number of its task."""
    with deferring(settings) as app:
        return app.configure_task(NIGHT).defer(timestamp=int(datetime.now(UTC).timestamp()))


def retry(settings: Settings, number: int) -> None:
    """Have a task that failed tried again, as if it were new. Raises DatabaseError for any other."""
    with deferring(settings) as app:
        failed = list(app.job_manager.list_jobs(id=number, status=Status.FAILED.value))
        if not failed:
            raise DatabaseError(f"{number} is no task that failed: see nianbao tasks")
        _retry(app, failed[0])


def retry_all(settings: Settings) -> int:
    """The same for every task that failed, but for those that keep house and come again by themselves; how many."""
    with deferring(settings) as app:
        failed = [job for job in app.job_manager.list_jobs(status=Status.FAILED.value) if job.queue != CARE]
        for job in failed:
            _retry(app, job)
    return len(failed)


def _retry(app: App, job: Job) -> None:
    if job.id is not None:
        app.job_manager.retry_job_by_id(job.id, datetime.now(UTC), priority=unfailed(job.priority))


def defer_reread(settings: Settings, narrowing: queries.Narrowing) -> Deferred:
    """Reading again the documents of a narrowing, in tasks of some documents of one district.

    All that they store is of one moment and one run.
    """
    engine = prepare(settings)
    try:
        with queries.snapshot(engine) as connection:
            found = by_district(connection, narrowing)
        total = sum(map(len, found.values()))
        if not total:
            return Deferred(None, 0, 0)
        began = Clock.of(engine)()
        run = Writer(engine).begin_run(began)
    finally:
        engine.dispose()
    with prepared(settings) as app:
        jobs = list(_jobs(app, run, began, found))
        app.job_manager.batch_defer_jobs(jobs)
    return Deferred(run, total, len(jobs) - 1)


def _jobs(app: App, run: int, began: datetime, found: dict[str, list[int]]) -> Iterator[Job]:
    """All are deferred together or none."""
    is_small = sum(map(len, found.values())) <= AT_ONCE
    about: JSONDict = {"run": run, "began": began.isoformat()}
    for code, captures in found.items():
        task = app.configure_task(REREAD, lock=locks.of_district(code), priority=_SOONER if is_small else 0)
        for start in range(0, len(captures), AT_ONCE):
            yield task.make_new_job(**about, captures=list(captures[start : start + AT_ONCE]))
    yield app.configure_task(END_REREAD).make_new_job(**about, codes=list(found))
