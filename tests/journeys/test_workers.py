"""Several workers on one database: no host is asked by two, and what is begun is done, whoever dies on the way."""

import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from nianbao.worker import deferring
from nianbao.worker.deferring import defer_night, defer_reread
from storage.queries import Narrowing
from storage.settings import Settings
from tests.district import Asked, District, Home
from tests.journeys.town import AGENCIES, publish, reports_of_2024
from tests.nianbao.worker.conftest import engine, environment, settings
from tests.nianbao.worker.shelf import NEW, fill
from tests.programs import Running, run, start

__all__ = ["engine", "environment", "settings"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

_DEADLINE = 120
_DISTRICTS, _DOCUMENTS, _AT_ONCE = 3, 20, 5


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + _DEADLINE
    while not is_so():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.02)


def number(engine: Engine, statement: str) -> int:
    with engine.connect() as connection:
        return connection.scalar(text(statement))


def jobs(engine: Engine, state: str, task: str = "reread") -> int:
    return number(engine, f"SELECT count(*) FROM procrastinate_jobs WHERE task_name = '{task}' AND status = '{state}'")


@pytest.fixture
def work(environment: dict[str, str]) -> Iterator[Callable[..., Running]]:
    """Starts a worker; those that a test leaves behind are killed."""
    begun: list[Running] = []

    def begin(*arguments: str, hurt: bool = False, **more: str) -> Running:
        command = [*(["tests.torture.wounded"] if hurt else []), "tests.nianbao.worker.quick", *arguments]
        begun.append(start(command, {**environment, **more}))
        return begun[-1]

    yield begin
    for each in begun:
        if each.returncode is None:
            each.kill()
            each.wait()


@pytest.fixture
def districts(tmp_path: Path) -> Iterator[list[tuple[District, str]]]:
    """Twelve, of which three share a host; each takes its time, so that two requests at once would be seen."""
    hosts = [*(f"127.0.0.{number}" for number in range(2, 11)), *["127.0.0.11"] * 3]
    serving = [(District(host=host), host) for host in hosts]
    for district, _ in serving:
        district.__enter__()
        publish(district, reports_of_2024())
        district.pages = {path: slow(answer) for path, answer in district.pages.items()}
    yield serving
    for district, _ in serving:
        district.__exit__()


def slow(answer):
    return replace(answer, wait=0.05)


def most_at_once(asked: list[Asked]) -> int:
    """How many requests were under way at the same moment."""
    steps = sorted([(one.began, 1) for one in asked] + [(one.ended, -1) for one in asked])
    found = now = 0
    for _, step in steps:
        now += step
        found = max(found, now)
    return found


def test_two_workers_crawl_a_night_and_no_host_is_asked_twice_at_once(
    settings: Settings,
    engine: Engine,
    districts: list[tuple[District, str]],
    tmp_path: Path,
    work: Callable[..., Running],
) -> None:
    home = Home(tmp_path / "registry")
    for place, (district, _) in enumerate(districts):
        home.add(f"d{place}", district, code=f"{990_101 + place}")
    for _ in range(2):  # a second night at once finds nothing to do
        defer_night(settings)
    both = [work("once", SITES=str(home.sites)) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert all("crawl_site" in each.stderr for each in both), "both took part"
    by_host: dict[str, list[Asked]] = {}
    for district, host in districts:
        by_host.setdefault(host, []).extend(district.log)
    assert {host: most_at_once(asked) for host, asked in by_host.items()} == dict.fromkeys(by_host, 1)
    everything = [asked for asked in by_host.values() for asked in asked]
    assert most_at_once(everything) == 2, "two hosts were asked at the same time"
    assert number(engine, "SELECT count(*) FROM annual_reports") == len(districts) * len(AGENCIES)
    assert number(engine, "SELECT count(*) FROM walks WHERE verdict = 'complete'") == len(districts)
    assert jobs(engine, "succeeded", "crawl_site") == len(districts)
    assert [len(district.asked("/")) for district, _ in districts] == [1] * len(districts)
    assert list((settings.home / "digests").glob("*.json"))


@pytest.fixture
def shelf(settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(deferring, "AT_ONCE", _AT_ONCE)
    return fill(engine, settings, districts=_DISTRICTS, documents=_DOCUMENTS)


def check(engine: Engine, wrong: int, environment: dict[str, str]) -> None:
    """Everything was done once: each wrong number is right in one new version, and all can be taken back."""
    of_cells = f"SELECT count(*) FROM cells WHERE \"table\" = '{NEW.table}' AND \"row\" = '{NEW.row}'"
    misread = f"{of_cells} AND \"column\" = '{NEW.column}' AND value = 9999"
    assert jobs(engine, "succeeded") == _DISTRICTS * _DOCUMENTS // _AT_ONCE
    assert number(engine, "SELECT count(*) FROM versions WHERE number = 1") == _DISTRICTS * _DOCUMENTS
    assert number(engine, "SELECT count(*) FROM versions WHERE number = 2 AND current") == wrong
    assert number(engine, "SELECT count(*) FROM versions") == _DISTRICTS * _DOCUMENTS + wrong
    assert number(engine, "SELECT count(*) FROM readings WHERE extractor <> '0'") == _DISTRICTS * _DOCUMENTS
    assert number(engine, misread) == 0
    assert number(engine, "SELECT (stats->>'changed')::int FROM runs WHERE id = 1 AND ended_at IS NOT NULL") == wrong
    run(["nianbao", "reextract", "--undo", "1"], environment).check_returncode()
    assert number(engine, misread) == wrong


def test_workers_that_are_killed_or_stopped_lose_nothing_and_double_nothing(
    settings: Settings, engine: Engine, shelf: int, work: Callable[..., Running], environment: dict[str, str]
) -> None:
    defer_reread(settings, Narrowing())
    for done in (1, 4):
        worker = work()
        until(lambda done=done: jobs(engine, "succeeded") >= done and jobs(engine, "doing") > 0)
        worker.kill()
        worker.wait()
    left = jobs(engine, "doing")
    stopped = work()
    until(lambda: jobs(engine, "succeeded") >= 7)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.wait() == 0
    assert "stops: takes no more tasks" in stopped.stderr
    assert jobs(engine, "todo") > 0
    last = work("once")
    assert last.wait() == 0
    assert left > 0, "none was killed in the middle of a task"
    assert "is taken up again: its worker is gone" in stopped.stderr + last.stderr
    check(engine, shelf, environment)


def test_a_database_that_refuses_for_a_while_is_waited_for(
    settings: Settings,
    engine: Engine,
    postgres: str,
    shelf: int,
    work: Callable[..., Running],
    environment: dict[str, str],
) -> None:
    defer_reread(settings, Narrowing())
    worker = work("once")
    until(lambda: jobs(engine, "succeeded") >= 2)
    engine.dispose()
    name = make_url(settings.database_url).database
    server = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"))
        time.sleep(3)
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    assert worker.wait() == 0
    assert "not currently accepting connections" in worker.stderr
    assert "Traceback" not in worker.stderr
    check(engine, shelf, environment)
