"""What the doctor says of a queue that is not well, and what to do about it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text

from nianbao.doctor import Grade, Line, condition, examine, queue
from nianbao.worker import schema
from nianbao.worker.plan import Pace, Place
from nianbao.worker.queue import working
from storage.settings import Settings
from tests.nianbao.worker.conftest import engine, settings

__all__ = ["engine", "settings"]

_JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, worker_id, scheduled_at)
VALUES (:queue, :task, CAST(:status AS procrastinate_job_status), CAST(:args AS jsonb), :worker, :at) RETURNING id
"""


def lines(settings: Settings) -> dict[str, Line]:
    return {line.subject: line for line in queue.examine(settings)}


def do(engine: Engine, statement: str, **named: object) -> int | None:
    with engine.begin() as connection:
        result = connection.execute(text(statement), named)
        return result.scalar() if result.returns_rows else None


def job(engine: Engine, status: str, task: str = "reread", *, args: str = "{}", worker: int | None = None) -> int:
    about = {"queue": "others", "task": task, "status": status, "args": args, "worker": worker, "at": None}
    return do(engine, _JOB, **about)


def heard(engine: Engine, seconds: float) -> int:
    """A worker whose last sign of life is so many seconds ago."""
    add = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => :ago)) RETURNING id"
    return do(engine, add, ago=seconds)


@pytest.fixture
def made(engine: Engine) -> Engine:
    schema.renew(engine)
    return engine


def test_a_database_of_one_machine_has_no_queue(tmp_path) -> None:
    here = Settings.from_environment({"NIANBAO_HOME": str(tmp_path)})
    away = Settings.from_environment({"NIANBAO_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"})
    assert list(queue.examine(here)) == []
    assert list(queue.examine(away)) == [], "the line of the database has told it"


def test_before_the_first_worker_there_are_no_tables_and_none_are_made(settings: Settings, engine: Engine) -> None:
    assert [(line.subject, line.grade, line.says) for line in lines(settings).values()] == [
        ("queue", Grade.OK, "no tables yet, made by the first worker")
    ]
    with engine.connect() as connection:
        assert not schema.is_made(connection)
    assert "queue" in {line.subject for line in examine(settings)}


@pytest.mark.parametrize(
    ("note", "grade", "says"),
    [
        ("NULL", Grade.FAIL, "another program's"),
        ("'nianbao: 00.01'", Grade.OK, "older version"),
        ("'nianbao: 99.01'", Grade.FAIL, "newer version"),
    ],
)
def test_tables_that_are_not_of_this_version_are_told(
    settings: Settings, made: Engine, note: str, grade: Grade, says: str
) -> None:
    do(made, f"COMMENT ON TABLE procrastinate_jobs IS {note}")
    line = lines(settings)["queue"]
    assert (line.grade, bool(line.remedy)) == (grade, grade is Grade.FAIL)
    assert says in line.says


def test_that_no_worker_is_there_fails_only_where_something_is_to_be_done(settings: Settings, made: Engine) -> None:
    nobody = lines(settings)["workers"]
    assert (nobody.grade, nobody.says, nobody.remedy) == (Grade.WARN, "none alive", "start nianbao worker")
    heard(made, 300)
    later = datetime.now(UTC) + timedelta(hours=1)
    do(made, _JOB, queue="others", task="reread", status="todo", args="{}", worker=None, at=later)
    assert lines(settings)["workers"].grade is Grade.WARN, "what waits for its time could not be taken either"
    job(made, "todo")
    idle = lines(settings)["workers"]
    assert idle.grade is Grade.FAIL
    assert "none alive, the last was heard of at 2" in idle.says
    assert "; 1 task could be taken" in idle.says
    heard(made, 3)
    assert lines(settings)["workers"].grade is Grade.OK


def test_workers_are_counted_by_their_connections(settings: Settings, made: Engine) -> None:
    heard(made, 0)

    async def while_connected() -> Line:
        async with working(Place(settings), Pace(), night=None).open_async() as app:
            await app.connector.execute_query_async("SELECT 1")
            return await asyncio.to_thread(lambda: lines(settings)["workers"])

    assert asyncio.run(while_connected()).says == "1 at work"


def test_tasks_that_were_left_lying_are_named_with_what_has_them_done(settings: Settings, made: Engine) -> None:
    assert lines(settings)["tasks"].grade is Grade.OK
    gone, alive = heard(made, 300), heard(made, 1)
    lost = [job(made, "doing", worker=gone), job(made, "doing")]
    job(made, "doing", worker=alive)
    failed = job(made, "failed")
    one = lines(settings)["tasks"]
    assert one.grade is Grade.WARN
    assert f"2 tasks of workers that are gone: {lost[0]}, {lost[1]}" in one.says
    assert f"1 failed: {failed}" in one.says
    assert "taken up within a minute" in one.remedy
    assert one.remedy.endswith(f"nianbao tasks --retry {failed}")
    for _ in range(6):
        job(made, "failed")
    many = lines(settings)["tasks"]
    assert "7 failed" in many.says
    assert many.says.endswith(", …")
    assert many.remedy.endswith("nianbao tasks --retry all")


def test_a_night_that_is_late_or_has_no_end_is_told(settings: Settings, made: Engine) -> None:
    assert lines(settings)["nights"].says == "none has begun yet"

    def begun(hours: float) -> datetime:
        at = datetime.now(UTC) - timedelta(hours=hours)
        do(made, "DELETE FROM procrastinate_jobs")
        job(made, "succeeded", "night", args=f'{{"timestamp": {int(at.timestamp())}}}')
        job(made, "todo", "end_night", args=f'{{"night": "{at.isoformat()}"}}')
        return at

    at = begun(20)
    assert lines(settings)["nights"].grade is Grade.OK
    begun(25)
    assert "has not ended" in lines(settings)["nights"].says
    begun(40)
    overdue = lines(settings)["nights"]
    assert (overdue.grade, "the next is overdue" in overdue.says) == (Grade.WARN, True)
    do(
        made,
        "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp) VALUES ('night', :at)",
        at=int(at.timestamp()),
    )
    assert lines(settings)["nights"].says.startswith(f"the last began at {at:%Y-%m-%d %H:%M:%S}Z")


def test_a_clock_that_is_not_the_database_s_is_told(
    settings: Settings, made: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines(settings)["clock"].grade is Grade.OK
    ahead = SimpleNamespace(now=lambda zone: datetime.now(zone) + timedelta(seconds=90))
    monkeypatch.setattr(condition, "datetime", ahead)
    told = lines(settings)["clock"]
    assert (told.grade, told.says) == (Grade.WARN, "this machine's is 0:01:30 ahead of the database's")


def test_a_server_with_too_few_connections_is_told_how_many_it_needs(
    settings: Settings, made: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_PLAN", replace(queue._PLAN, concurrency=2, crawls=4))
    assert lines(settings)["connections"].grade is Grade.OK
    monkeypatch.setattr(queue, "_PLAN", replace(queue._PLAN, concurrency=2, crawls=200))
    told = lines(settings)["connections"]
    assert told.grade is Grade.WARN
    assert "set max_connections of PostgreSQL to 631 or more" in told.remedy


def test_what_may_not_be_read_is_a_line_and_no_traceback(settings: Settings, made: Engine) -> None:
    do(made, "ALTER TABLE procrastinate_workers RENAME TO others_workers")
    told = lines(settings)["queue"]
    assert "procrastinate_workers" in lines(settings)["queue"].says
    assert told.grade is Grade.FAIL


def test_nothing_is_changed_by_looking(settings: Settings, made: Engine) -> None:
    job(made, "failed")
    before = do(made, "SELECT max(xmin::text::bigint) FROM procrastinate_jobs")
    assert lines(settings)["tasks"].grade is Grade.WARN
    assert do(made, "SELECT max(xmin::text::bigint) FROM procrastinate_jobs") == before
