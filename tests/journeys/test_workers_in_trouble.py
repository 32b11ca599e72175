"""A worker whose database, object store or disk goes away in the middle: it says so in a line, and loses nothing.

The long form, with two workers and half a minute of refusals, is ``tests/torture/faults/workers.py``.
"""

import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from nianbao.worker.deferring import defer_night, defer_reread
from storage.queries import Narrowing
from storage.session import open_engine, upgrade
from storage.settings import Settings
from tests.district import District, Home
from tests.journeys.test_workers import jobs, number, slow, until, work
from tests.journeys.town import AGENCIES, publish, reports_of_2024
from tests.nianbao.worker.conftest import engine, environment, settings
from tests.programs import Running
from tests.servers import Postgres, objects
from tests.servers import postgres as a_server
from tests.torture.wounded import LARGEST

__all__ = ["engine", "environment", "settings", "work"]

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

_REPORTS = "SELECT count(*) FROM annual_reports"
_CAPTURES = "SELECT count(*) FROM captures"
_SECOND = "SELECT count(*) FROM versions WHERE number > 1"


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[str]:
    """The registry of two districts that take their time."""
    home, hosts = Home(tmp_path / "registry"), ("127.0.0.2", "127.0.0.3")
    serving = [District(host=host) for host in hosts]
    for place, district in enumerate(serving):
        district.__enter__()
        publish(district, reports_of_2024())
        district.pages = {path: slow(answer) for path, answer in district.pages.items()}
        home.add(f"d{place}", district, code=f"{990_101 + place}")
    yield str(home.sites)
    for district in serving:
        district.__exit__()


def whole(engine: Engine) -> None:
    assert number(engine, _REPORTS) == 2 * len(AGENCIES)
    assert number(engine, _SECOND) == 0
    assert number(engine, "SELECT count(*) FROM walks WHERE verdict = 'complete'") >= 2
    assert jobs(engine, "succeeded", "crawl_site") == 2


def in_peace(*workers: Running) -> str:
    assert [worker.wait() for worker in workers] == [0] * len(workers)
    said = "".join(worker.stderr for worker in workers)
    assert "Traceback" not in said, said
    return said


class TestOnAServerOfItsOwn:
    @pytest.fixture
    def server(self) -> Iterator[Postgres]:
        with a_server() as server:
            yield server

    @pytest.fixture
    def settings(self, server: Postgres, tmp_path: Path) -> Settings:
        named = {"NIANBAO_HOME": str(tmp_path / "home"), "NIANBAO_DATABASE_URL": server.url}
        engine = open_engine(server.url)
        upgrade(engine)
        engine.dispose()
        return Settings.from_environment(named)

    def test_a_database_that_crashes_is_waited_for(
        self, settings: Settings, engine: Engine, server: Postgres, sites: str, work: Callable[..., Running]
    ) -> None:
        defer_night(settings)
        worker = work("once", SITES=sites)
        until(lambda: number(engine, _CAPTURES) >= 3)
        engine.dispose()
        server.restart(away=2)
        said = in_peace(worker)
        assert "the database is not to be had" in said or "the connection to the database broke" in said
        whole(engine)
        defer_reread(settings, Narrowing())
        assert number(engine, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'") == 3
        again = work("once")
        until(lambda: jobs(engine, "doing") + jobs(engine, "succeeded") > 0)
        engine.dispose()
        server.restart(away=1)
        in_peace(again)
        assert jobs(engine, "succeeded") == 2
        whole(engine)


def test_what_a_store_refuses_for_a_while_is_kept_and_taken(
    engine: Engine, environment: dict[str, str], settings: Settings, sites: str, work: Callable[..., Running]
) -> None:
    with objects() as store:
        defer_night(settings)
        store.door.is_shut = True
        worker = work("once", SITES=sites, NIANBAO_ARCHIVE_URL=store.url, **store.variables)
        until(lambda: store.door.refused >= 1 and number(engine, _CAPTURES) >= 3)
        time.sleep(4)  # its library asks again for a second or two by itself
        store.door.is_shut = False
        said = in_peace(worker)
        assert f"is not taken to {store.url}: " in said
        whole(engine)
        assert list((settings.home / "spool").glob("*.warc.gz")) == []


def test_a_disk_that_is_full_has_the_crawl_tried_again(
    engine: Engine, settings: Settings, sites: str, work: Callable[..., Running]
) -> None:
    """No file may be larger than a few pages are; root cannot write past that either."""
    defer_night(settings)
    worker = work("once", hurt=True, SITES=sites, **{LARGEST: "6000"})
    until(lambda: number(engine, "SELECT count(*) FROM procrastinate_events WHERE type = 'deferred_for_retry'") > 1)
    worker.send_signal(signal.SIGTERM)
    assert "crawl_site d0: file too large" in in_peace(worker)
    in_peace(work("once", SITES=sites))
    whole(engine)
