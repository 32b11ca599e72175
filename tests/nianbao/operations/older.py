"""A database as an older extractor left it: of one page, one number wrong and one missing."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Engine

from crawler.extractors import read
from forms import Measure
from storage.archive import Archive
from storage.records import Cell, Context, Exchange, FetchOutcome, Reading, Report, Role, State
from storage.session import open_database
from storage.settings import Settings
from storage.writer import Writer

PAGE = Path(__file__).parents[2] / "golden" / "unbalanced-2022" / "page.html"
URL = "http://www.shili.gov.cn/zfxxgk/202301/t20230118_1.html"
NEW = Measure("t3", "new_received", "total")
OUT = Measure("t3", "carried_out", "total")
THEN = datetime(2026, 11, 20, 2, tzinfo=UTC)


def make(settings: Settings) -> Engine:
    """Archive and database."""
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


def _older(reading: Reading) -> Report:
    (report,) = reading.reports
    cells = {Measure(cell.table, cell.row, cell.column): cell for cell in report.cells}
    cells[NEW] = Cell(*NEW, Decimal(9999), State.REPORTED, "9999")
    cells[OUT] = Cell(*OUT, None, State.MISSING)
    return replace(report, cells=tuple(cells.values()))
