"""An archive of some districts' reports, read by an older extractor that had one number in three wrong."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import Engine

from crawler.extractors import read
from forms import Measure
from storage.archive import Archive
from storage.records import Cell, Context, Exchange, FetchOutcome, Reading, Role, State
from storage.settings import Settings
from storage.writer import Writer
from tests.district import report

NEW = Measure("t3", "new_received", "natural_person")
_THEN = datetime(2026, 1, 20, tzinfo=UTC)


def fill(engine: Engine, settings: Settings, *, districts: int, documents: int) -> int:
    """How many of the reports are to be changed by reading them again."""
    writer, wrong = Writer(engine), 0
    with Archive.of(settings).open_writer() as archive:
        for district in range(districts):
            with writer.together():
                for number in range(documents):
                    at = _THEN + timedelta(seconds=district * documents + number)
                    agency, site = f"示例{district}区第{number}局", f"d{district}"
                    context = Context(site, f"{990_101 + district}", f"示例市示例{district}区", Role.REPORT)
                    url = f"https://www.{site}.gov.cn/{number:03}.html"
                    body = report(agency, 2024, number + 3).body
                    headers = (("Content-Type", "text/html; charset=utf-8"),)
                    capture = archive.capture(Exchange(url, at, 200, (), headers, body, context))
                    kept = writer.record_capture(capture, None)
                    said = _as_older(read(body, url=url, context=context), is_wrong=number % 3 == 0)
                    writer.store(said, kept, at=at)
                    writer.record_fetch(
                        url, FetchOutcome.FETCHED, at=at, context=context, run=None, status=200, capture=kept
                    )
                    wrong += number % 3 == 0
    return wrong


def _as_older(reading: Reading, *, is_wrong: bool) -> Reading:
    (said,) = reading.reports
    cells = {Measure(cell.table, cell.row, cell.column): cell for cell in said.cells}
    if is_wrong:
        cells[NEW] = Cell(*NEW, Decimal(9999), State.REPORTED, "9999")
    return replace(reading, extractor="0", reports=(replace(said, cells=tuple(cells.values())),))
