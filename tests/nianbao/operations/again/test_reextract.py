"""Reports read again from the archive: what an older extractor left wrong is told, then mended."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from nianbao.operations.again.reextract import Reextraction, Reread, RunError, take_back
from storage import queries
from storage.crosschecks import renew
from storage.judgements import report_of
from storage.queries import Narrowing
from storage.queries.crawl.captured import Captured
from storage.records import State
from storage.settings import Settings
from storage.writer import Writer
from tests.nianbao.operations.older import NEW, OUT, URL


def again(
    engine: Engine, settings: Settings, *, dry_run: bool = False, going_on: bool = False, **narrowing: object
) -> list[Reread]:
    return list(Reextraction(engine, settings, Narrowing(**narrowing), dry_run=dry_run, going_on=going_on).run())


def versions(engine: Engine) -> list[tuple[int, str]]:
    with queries.snapshot(engine) as connection:
        return [(row.version, row.status) for row in queries.reports(connection, all_versions=True)]


def test_a_dry_run_tells_every_cell_and_stores_nothing(engine: Engine, settings: Settings) -> None:
    (told,) = again(engine, settings, dry_run=True)
    assert (told.before.version, told.before.extractor, told.version, told.current) == (1, "0", 2, True)
    assert [(c.measure, c.before.raw) for c in told.changes.changed] == [(NEW, "9999")]
    assert [(c.measure, c.before.state) for c in told.changes.gained] == [(OUT, State.MISSING)]
    assert told.changes.lost == ()
    assert versions(engine) == [(1, "current")]


def test_the_new_reading_is_a_version_and_the_old_one_is_kept(engine: Engine, settings: Settings) -> None:
    (done,) = again(engine, settings)
    assert (done.change, done.version, done.current) == ("changed", 2, True)
    assert versions(engine) == [(1, "superseded"), (2, "current")]
    (second,) = again(engine, settings)
    assert (second.change, second.version) == ("same", 2)
    assert not second.changes


def test_only_what_is_asked_for_is_read(engine: Engine, settings: Settings) -> None:
    with queries.snapshot(engine) as connection:
        (stored,) = queries.reports(connection)
    assert len(again(engine, settings, dry_run=True, agency=stored.agency, year=stored.year)) == 1
    assert again(engine, settings, dry_run=True, year=stored.year + 1) == []


def test_a_document_that_the_archive_has_lost_is_told_and_costs_no_report(engine: Engine, settings: Settings) -> None:
    (file,) = Path(settings.archive_url).glob("*.warc.gz")
    file.write_bytes(file.read_bytes()[:200])
    (told,) = again(engine, settings)
    assert told.change == "lost"
    assert "the archive cannot give it" in told.reason
    assert versions(engine) == [(1, "current")]


def test_the_database_knows_the_records_that_verifying_looks_for(engine: Engine) -> None:
    with queries.snapshot(engine) as connection:
        captured = Captured(connection)
        (file,) = captured.files()
        assert [row.url for row in captured.of(file).values()] == [URL]


def test_a_run_of_all_that_was_killed_goes_on_where_it_was(engine: Engine, settings: Settings) -> None:
    renew(engine)
    killed = Reextraction(engine, settings, Narrowing(), dry_run=False).run()
    assert next(killed).change == "changed"
    del killed
    assert received(engine) == [9999]
    assert again(engine, settings, going_on=True) == []
    assert received(engine) == [20], "what the killed run has stored is added up by the next"
    assert [read.change for read in again(engine, settings, going_on=True)] == ["same"], "the last one ended"


@pytest.mark.parametrize("other", [{"year": 2023}, {"dry_run": True}, {"going_on": False}])
def test_what_a_killed_run_has_read_is_read_again_where_it_is_asked_for(
    engine: Engine, settings: Settings, other: dict[str, Any]
) -> None:
    killed = Reextraction(engine, settings, Narrowing(), dry_run=False).run()
    stored = next(killed)
    del killed
    other = {"year": stored.year} if "year" in other else other
    assert [read.change for read in again(engine, settings, **{"going_on": True, **other})] == ["same"]


def test_a_run_that_another_extractor_did_not_end_is_begun_anew(engine: Engine, settings: Settings) -> None:
    killed = Reextraction(engine, settings, Narrowing(), dry_run=False).run()
    next(killed)
    del killed
    with engine.begin() as connection:
        connection.execute(text("UPDATE runs SET stats = json_set(stats, '$.extractor', 'older')"))
    assert [read.change for read in again(engine, settings, going_on=True)] == ["same"]


def test_a_dry_run_tells_the_rule_that_reads_a_cell_now(engine: Engine, settings: Settings) -> None:
    (told,) = again(engine, settings, dry_run=True)
    assert told.rules[NEW]
    assert told.rules[OUT]


def test_a_run_is_taken_back_and_its_versions_are_kept(engine: Engine, settings: Settings) -> None:
    again(engine, settings)
    with engine.connect() as connection:
        (run,) = connection.execute(text("SELECT id FROM runs")).scalars()
    now = datetime.now(UTC)
    assert take_back(engine, run, at=now) == 1
    assert versions(engine) == [(1, "current"), (2, "superseded")]
    assert take_back(engine, run, at=now) == 0
    assert [read.change for read in again(engine, settings)] == ["same"]
    assert versions(engine) == [(1, "current"), (2, "superseded")]  # nothing new to judge


def test_a_run_that_is_taken_back_takes_the_sums_back(engine: Engine, settings: Settings) -> None:
    renew(engine)
    assert received(engine) == [9999]
    again(engine, settings)
    with engine.connect() as connection:
        (run,) = connection.execute(text("SELECT id FROM runs")).scalars()
    assert received(engine) == [20]
    take_back(engine, run, at=datetime.now(UTC))
    assert received(engine) == [9999]


def received(engine: Engine) -> list[int]:
    with queries.snapshot(engine) as connection:
        return list(map(int, connection.execute(text("SELECT received FROM panel")).scalars()))


def test_a_later_reading_ends_what_a_person_chose(engine: Engine, settings: Settings) -> None:
    again(engine, settings)
    with queries.snapshot(engine) as connection:
        report, _, _ = _only_report(connection)
    Writer(engine).restore(report, 1, at=datetime.now(UTC), reason="as printed")
    assert versions(engine) == [(1, "current"), (2, "superseded")]
    with engine.begin() as connection:
        connection.execute(text("UPDATE versions SET digest = 'older' WHERE number = 2"))
    (read,) = again(engine, settings)
    assert (read.version, read.current) == (3, True)


def test_only_runs_of_reading_again_can_be_taken_back(engine: Engine, settings: Settings) -> None:
    with pytest.raises(RunError, match="7 is no run of reading again: there is none"):
        take_back(engine, 7, at=datetime.now(UTC))


def _only_report(connection: Connection) -> tuple[int, str, str]:
    (row,) = queries.reports(connection)
    return report_of(connection, row.agency, row.year, None)
