"""A repair takes in what the database lacks, cuts torn ends off, and has lost bodies asked for again."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from crawler.errors import Busy
from crawler.locks import Locks
from nianbao.operations.archive.repair import Repair
from storage import queries
from storage.archive import Archive
from storage.archive.verify import verify
from storage.queries.crawl.captured import Captured
from storage.records import Problem
from storage.session import open_database
from storage.settings import Settings
from tests.nianbao.operations.older import URL, make


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "home")})


def problems(settings: Settings, engine: Engine) -> list[Problem]:
    with queries.snapshot(engine) as connection:
        return list(verify(Archive.of(settings), Captured(connection)))


def repair(settings: Settings, engine: Engine) -> list[str]:
    def rows_of(file: str) -> list[int]:
        with queries.snapshot(engine) as connection:
            return list(Captured(connection).of(file))

    with Locks(settings.home / "locks") as locks:
        return list(Repair(Archive.of(settings), engine, locks, rows_of).run(problems(settings, engine)))


def stock(engine: Engine) -> tuple[int, int]:
    with queries.snapshot(engine) as connection:
        found = queries.stock(connection)
    return found.captures, found.reports


def validator(engine: Engine) -> object:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT capture_id FROM urls WHERE url = :url"), {"url": URL})


def test_what_the_database_lacks_is_taken_in(settings: Settings) -> None:
    make(settings).dispose()
    (settings.home / "nianbao.db").unlink()
    engine = open_database(settings)
    assert [problem.kind for problem in problems(settings, engine)] == ["no_row"]
    assert repair(settings, engine) == ["captures taken in that the database lacked: 1"]
    assert (problems(settings, engine), stock(engine)) == ([], (1, 1))
    assert validator(engine) is not None
    engine.dispose()


def test_a_site_that_is_being_crawled_is_left_alone(settings: Settings) -> None:
    make(settings).dispose()
    (settings.home / "nianbao.db").unlink()
    engine = open_database(settings)
    with Locks(settings.home / "locks") as others:
        others.take(["shili"])
        with pytest.raises(Busy):
            repair(settings, engine)
    assert stock(engine) == (0, 0)
    engine.dispose()


def test_a_page_whose_body_is_lost_is_asked_for_in_full_and_its_report_stays(settings: Settings) -> None:
    engine = make(settings)
    (file,) = (settings.home / "archive").glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:-2000])
    assert {problem.kind for problem in problems(settings, engine)} == {"torn", "no_record"}
    cut, forgotten = repair(settings, engine)
    assert "what stood there is kept as" in cut
    assert forgotten == "pages whose body is lost, asked for in full by the next crawl: 1"
    assert [problem.kind for problem in problems(settings, engine)] == ["no_record"], "that is lost, and told"
    assert (stock(engine), validator(engine)) == ((1, 1), None)
    engine.dispose()


def test_a_file_that_is_gone_has_taken_all_its_bodies_with_it(settings: Settings) -> None:
    engine = make(settings)
    (file,) = (settings.home / "archive").glob("*.warc.gz")
    file.unlink()
    repair(settings, engine)
    assert validator(engine) is None
    engine.dispose()
