"""What a task does twice is there once, and what it could not do it says."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from procrastinate.jobs import Job
from sqlalchemy import Engine, text

from nianbao.worker import child, work
from nianbao.worker.child import Failed, Stopped
from nianbao.worker.plan import Pace, Place
from nianbao.worker.tasks import Patience, Waiting
from storage.coverage import CHINA
from storage.queries.crawl.documents import documents
from storage.records import Verdict, Walk
from storage.settings import Settings
from storage.writer import Writer
from tests.district import District, Home
from tests.journeys.town import AGENCIES, publish, reports_of_2024
from tests.nianbao.worker.shelf import fill

_BEGAN = datetime(2026, 11, 30, 1, 2, 3, 456789, tzinfo=UTC)


def captures(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return documents(connection)


def versions(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM versions WHERE made_at = :at"), {"at": _BEGAN})


def test_what_an_earlier_try_has_read_is_not_read_again(engine: Engine, settings: Settings) -> None:
    fill(engine, settings, districts=1, documents=6)
    place, every = Place(settings), captures(engine)
    assert work.reread(place, every[:4], _BEGAN) == "2 changed, 2 same"
    assert work.reread(place, every, _BEGAN) == "2 same"
    assert work.reread(place, every, _BEGAN) == "nothing"
    assert versions(engine) == 2
    run = Writer(engine).begin_run(_BEGAN)
    assert work.end_reread(place, run, _BEGAN, ["990101"]) == "0 new, 2 changed"


def test_a_document_that_the_archive_cannot_give_is_asked_for_again_when_it_can(
    engine: Engine, settings: Settings
) -> None:
    fill(engine, settings, districts=1, documents=6)
    place, every = Place(settings), captures(engine)
    (file,) = Path(settings.archive_url).glob("*.warc.gz")
    whole = file.read_bytes()
    with engine.connect() as connection:
        cut = connection.scalar(text('SELECT "offset" FROM captures WHERE id = :last'), {"last": every[-1]})
    file.write_bytes(whole[:cut])
    with pytest.raises(Failed, match=r"/005\.html: the archive cannot give it"):
        work.reread(place, every, _BEGAN)
    assert versions(engine) == 2, "all others are stored"
    file.write_bytes(whole)
    assert work.reread(place, every, _BEGAN) == "1 same"


def test_a_site_that_was_walked_since_the_night_began_is_left_alone(
    engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    home = Home(tmp_path / "registry")
    with District() as district:
        home.add("shili", district)
        Writer(engine).record_walk(Walk("shili", "990101", Verdict.COMPLETE, "", _BEGAN + timedelta(minutes=1)), None)
        assert work.crawl_site(Place(settings, home.sites), "shili", _BEGAN) == "walked already"
        assert district.log == []


async def _stopped(place: Place, district: District) -> str:
    crawl = asyncio.create_task(child.run(work.crawl_site, place, "shili", _BEGAN))
    while len(district.asked()) < 4:
        await asyncio.sleep(0.05)
    crawl.cancel()
    with pytest.raises(asyncio.CancelledError):
        await crawl
    return await child.run(work.crawl_site, place, "shili", _BEGAN)


def test_a_crawl_that_was_stopped_is_taken_to_its_end_by_the_next_try(
    engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    home = Home(tmp_path / "registry")
    with District() as district:
        publish(district, reports_of_2024())
        district.pages = {path: replace(answer, wait=0.4) for path, answer in district.pages.items()}
        home.add("shili", district)
        assert asyncio.run(_stopped(Place(settings, home.sites), district)) == "complete"
    with engine.connect() as connection:
        verdicts = list(connection.scalars(text("SELECT verdict FROM walks ORDER BY id")))
        assert connection.scalar(text("SELECT count(*) FROM annual_reports")) == len(AGENCIES)
    assert verdicts == ["incomplete", "complete"]


def test_an_open_site_is_due_under_the_lock_of_its_hosts(settings: Settings, tmp_path: Path) -> None:
    home = Home(tmp_path / "registry")
    later = datetime.now(CHINA) + timedelta(hours=2)
    hours = f"{later:%H:%M}-{later + timedelta(hours=1):%H:%M}"
    home.add("one", "http://www.one.gov.cn", code="990101")
    home.add("two", "http://www.two.gov.cn", code="990102", more=f'hours = "{hours}"')
    assert work.due(Place(settings, home.sites), _BEGAN) == [("one", "host www.one.gov.cn")]


def test_failures_are_counted_apart_from_being_handed_back() -> None:
    patience = Patience(Pace())
    job = Job(id=1, queue="others", lock=None, queueing_lock=None, task_name="reread", priority=100, attempts=30)
    pauses = []
    for _ in range(20):
        now = datetime.now(UTC)
        decision = patience.get_retry_decision(exception=Failed("no"), job=job)
        if decision is None:
            break
        pauses.append(round((decision.retry_at - now).total_seconds()))
        job = job.evolve(priority=decision.priority)
        for harmless in (Stopped("told to"), Waiting("3 left"), KeyboardInterrupt()):
            assert patience.get_retry_decision(exception=harmless, job=job).priority is None
    assert pauses == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]
