"""Reports read again from the archive: what an older extractor left wrong is told, then mended."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.extractors import read
from forms import Measure
from nianbao.operations.reextract import Reextraction, Reread
from storage import queries
from storage.archive import Archive
from storage.queries import Narrowing
from storage.queries.captured import Captured
from storage.records import Cell, Context, Exchange, FetchOutcome, Reading, Role, State
from storage.session import open_database
from storage.settings import Settings
from storage.writer import Writer

PAGE = Path(__file__).parents[2] / "golden" / "unbalanced-2022" / "page.html"
URL = "http://www.shili.gov.cn/zfxxgk/202301/t20230118_1.html"
NEW = Measure("t3", "new_received", "total")
OUT = Measure("t3", "carried_out", "total")
THEN = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"NIANBAO_HOME": str(tmp_path)})


@pytest.fixture
def engine(settings: Settings) -> Engine:
    """A database as an older extractor left it: one number wrong, one missing."""
    engine = open_database(settings)
    context = Context("shili", "990101", "示例市示例区", role=Role.REPORT)
    with Archive(settings.archive_url).open_writer() as archive:
        exchange = Exchange(URL, THEN, 200, (), (("Content-Type", "text/html"),), PAGE.read_bytes(), context)
        capture = archive.capture(exchange)
    writer = Writer(engine)
    number = writer.record_capture(capture, None)
    now = read(PAGE.read_bytes(), url=URL, context=context)
    writer.store(replace(now, extractor="0", reports=(_older(now),)), number, at=THEN)
    writer.record_fetch(URL, FetchOutcome.FETCHED, at=THEN, context=context, run=None, status=200, capture=number)
    return engine


def _older(reading: Reading):
    (report,) = reading.reports
    cells = {Measure(cell.table, cell.row, cell.column): cell for cell in report.cells}
    cells[NEW] = Cell(*NEW, Decimal(9999), State.REPORTED, "9999")
    cells[OUT] = Cell(*OUT, None, State.MISSING)
    return replace(report, cells=tuple(cells.values()))


def again(engine: Engine, settings: Settings, *, dry_run: bool = False, **narrowing: object) -> list[Reread]:
    return list(Reextraction(engine, settings, Narrowing(**narrowing), dry_run=dry_run).run())


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
