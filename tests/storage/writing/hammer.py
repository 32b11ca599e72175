"""A process that writes the same pages as another at the same moment: what a crawl and a reading again tell."""

import sys
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from storage.crosschecks import renew
from storage.records import (
    Capture,
    Context,
    FetchOutcome,
    Pointer,
    Reading,
    Registered,
    RegisteredAgency,
    Role,
)
from storage.session import open_engine
from storage.writer import Writer
from tests.storage.world import report

_START = datetime(2026, 1, 20, tzinfo=UTC)
AGENCIES = 4


class Page(NamedTuple):
    """Where the same report stands in every process."""

    url: str
    context: Context
    year: int


def page(number: int, districts: int) -> Page:
    """Pages go round the districts; every agency of one has a report of some years."""
    district, nth = number % districts, number // districts
    site = f"d{district}"
    agency, year = f"示例{district}区第{nth % AGENCIES}局", 2020 + nth // AGENCIES
    context = Context(site, f"{990_101 + district}", f"示例市示例{district}区", Role.REPORT, agency=agency, year=year)
    return Page(f"https://www.{site}.gov.cn/{number}.html", context, year)


def main(url: str, name: str, pages: int, districts: int, begin: float) -> None:
    """Every page as a crawl tells it, a transaction each; then all of them read again in one, as from the archive."""
    engine = open_engine(url)
    writer = Writer(engine)
    time.sleep(max(0.0, begin - time.time()))
    said = [(number, _crawled(writer, name, number, districts)) for number in range(pages)]
    said.sort(key=lambda one: page(one[0], districts).context.code)
    with writer.together():
        for number, capture in said:
            writer.store_again(_reading(page(number, districts), "2"), capture, at=_START + timedelta(days=1))
    renew(engine)
    engine.dispose()


def _crawled(writer: Writer, name: str, number: int, districts: int) -> int:
    here = page(number, districts)
    url, context = here.url, here.context
    at = _START + timedelta(seconds=number, microseconds=ord(name))
    if number < districts:
        named = RegisteredAgency(f"第{number % AGENCIES}局", 2019, None, ("旧局",))
        writer.record_agencies(Registered(context.site, context.code, context.district, (named,)))
    digest = sha256(url.encode()).hexdigest()
    pointer = Pointer(f"{name}.warc.gz", number, 1)
    capture = Capture(url, at, 200, digest, 1, "text/html", None, None, pointer, context)
    with writer.together():
        kept = writer.record_capture(capture, None)
        writer.store(_reading(here, "1"), kept, at=at)
        writer.record_fetch(url, FetchOutcome.FETCHED, at=at, context=context, run=None, status=200, capture=kept)
    return kept


def _reading(here: Page, extractor: str) -> Reading:
    digest = sha256(here.url.encode()).hexdigest()
    said = report(here.context.agency, here.year, title=f"{here.context.agency}{here.year}年年度报告,读于{extractor}")
    return Reading(digest, "text/html", extractor, (said,))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
