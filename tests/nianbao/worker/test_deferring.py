"""What is handed to workers: tasks of some documents of one district, all of one run."""

import json
from collections import Counter

import pytest
from sqlalchemy import Engine, text

from nianbao.worker import deferring
from nianbao.worker.deferring import Deferred, defer_night, defer_reread
from nianbao.worker.listing import counts, rows
from storage.queries import Narrowing
from storage.settings import Settings
from tests.nianbao.worker.shelf import fill
from tests.programs import run


def jobs(engine: Engine) -> list[dict]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT task_name, lock, args, priority FROM procrastinate_jobs ORDER BY id"))
        return [row._asdict() for row in found]


def test_reading_again_is_tasks_of_one_district_each_and_one_that_ends_the_run(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferring, "AT_ONCE", 4)
    fill(engine, settings, districts=2, documents=6)
    run, documents, tasks = defer_reread(settings, Narrowing())
    assert (documents, tasks) == (12, 4)
    *reading, end = jobs(engine)
    assert [(job["lock"], len(job["args"]["captures"])) for job in reading] == [
        ("district 990101", 4), ("district 990101", 2), ("district 990102", 4), ("district 990102", 2),
    ]  # fmt: skip
    assert Counter(capture for job in reading for capture in job["args"]["captures"]).most_common(1)[0][1] == 1
    assert {(job["args"]["run"], job["args"]["began"]) for job in (*reading, end)} == {(run, end["args"]["began"])}
    assert (end["task_name"], end["args"]["codes"]) == ("end_reread", ["990101", "990102"])


def test_what_somebody_waits_for_comes_before_what_takes_long(
    engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferring, "AT_ONCE", 4)
    fill(engine, settings, districts=2, documents=6)
    defer_reread(settings, Narrowing())
    defer_reread(settings, Narrowing(agency="示例1区第2局"))
    defer_night(settings)
    of_tasks = [(job["task_name"], job["priority"]) for job in jobs(engine)]
    assert [priority for name, priority in of_tasks if name == "reread"] == [0, 0, 0, 0, 100]
    assert {each for each in of_tasks if each[0] != "reread"} == {("end_reread", 200), ("night", 200)}


def test_nothing_to_read_is_no_run(engine: Engine, settings: Settings) -> None:
    assert defer_reread(settings, Narrowing()) == Deferred(None, 0, 0)
    with engine.connect() as connection:
        assert list(rows(connection)) == []
        assert counts(connection) == {}


def test_the_list_names_what_waits(engine: Engine, settings: Settings, environment: dict[str, str]) -> None:
    fill(engine, settings, districts=1, documents=3)
    said = run(["nianbao", "reextract", "--all", "--defer"], environment).stdout
    assert said.startswith("3 documents to read in 1 task, run 1: ")
    run(["nianbao", "night", "--defer"], environment)
    listed = [json.loads(line) for line in run(["nianbao", "tasks", "--json"], environment).stdout.splitlines()]
    assert [(row["task"], row["about"], row["state"], row["attempts"], row["lock"]) for row in listed] == [
        ("end_reread", "run 1", "todo", 0, None),
        ("night", "", "todo", 0, "night"),
        ("reread", "run 1, 3 documents", "todo", 0, "district 990101"),
    ]
    shown = run(["nianbao", "tasks"], environment).stdout
    assert shown.splitlines()[-1] == "end_reread: 1 todo; night: 1 todo; reread: 1 todo"


def test_a_command_about_tasks_says_that_it_needs_postgresql(environment: dict[str, str]) -> None:
    alone = {name: value for name, value in environment.items() if name != "NIANBAO_DATABASE_URL"}
    for command in (["worker"], ["tasks"], ["night", "--defer"]):
        done = run(["nianbao", *command], alone)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "nianbao: workers need a PostgreSQL database: set NIANBAO_DATABASE_URL\n"


def test_a_task_that_failed_is_tried_again_when_somebody_says_so(
    engine: Engine, settings: Settings, environment: dict[str, str]
) -> None:
    fill(engine, settings, districts=1, documents=3)
    defer_reread(settings, Narrowing(district="990101"))
    with engine.begin() as connection:
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = 1"))
        connection.execute(text("UPDATE procrastinate_jobs SET status = 'failed', priority = 89 WHERE id = 1"))
    assert run(["nianbao", "tasks", "--retry", "2"], environment).stderr.startswith("nianbao: 2 is no task that failed")
    assert run(["nianbao", "tasks", "--retry", "1"], environment).stdout == "Task 1 is tried again.\n"
    assert jobs(engine)[0]["priority"] == 100
    with engine.connect() as connection:
        assert [row.state for row in rows(connection)] == ["todo", "todo"]
    assert run(["nianbao", "tasks", "--retry", "all"], environment).stdout == "None has failed.\n"
    with engine.begin() as connection:
        for state in ("doing", "failed"):
            connection.execute(text(f"UPDATE procrastinate_jobs SET status = '{state}'"))
        connection.execute(text("UPDATE procrastinate_jobs SET priority = priority - 5"))
    assert run(["nianbao", "tasks", "--retry", "all"], environment).stdout == "2 tasks are tried again.\n"
    assert [job["priority"] for job in jobs(engine)] == [100, 200]
    assert run(["nianbao", "tasks", "--retry", "some"], environment).returncode == 2
