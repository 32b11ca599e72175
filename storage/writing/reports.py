"""One report of a document as a version, unless it says the same as the last from its page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, select, update

import forms
from storage.models import AnnualReport, ReportStatus, Source, Version, table_of
from storage.records import GONE, Reading, Report, Stored
from storage.search.texts import of_report
from storage.versions.choice import SourceState
from storage.writing import content, sources
from storage.writing.places import agencies, districts
from storage.writing.shown.current import choose_version
from storage.writing.work import Address, Work

Measures = Mapping[forms.Measure, int]
"""The numbers of the measures in this database."""

_REPORTS, _VERSIONS, _SOURCES = map(table_of, (AnnualReport, Version, Source))
_NEW_REPORT = insert(_REPORTS).returning(_REPORTS.c.id)
_CHANGED = update(_REPORTS).where(_REPORTS.c.id == bindparam("report")).values(last_changed=bindparam("at"))
_EARLIER = (
    select(
        *(_REPORTS.c.id, _REPORTS.c.status, _SOURCES.c.state),
        *(_VERSIONS.c[name] for name in ("number", "url_id", "digest", "current")),
    )
    .outerjoin_from(_REPORTS, _VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id)
    .outerjoin(_SOURCES, (_SOURCES.c.report_id == _REPORTS.c.id) & (_SOURCES.c.url_id == bindparam("page")))
    .where(_REPORTS.c.agency_id == bindparam("agency"), _REPORTS.c.year == bindparam("of_year"))
    .order_by(_VERSIONS.c.number)
)
"""The report with its versions, and whether a page has it; without any version, one row."""
_NEW_VERSION = insert(_VERSIONS).returning(_VERSIONS.c.id)


class Arrival(NamedTuple):
    """A document as it comes to be stored; ``seen``: its page was had just now, not read again from the archive."""

    capture: int
    address: Address
    at: datetime
    seen: bool


def place(
    work: Work, report: Report, reading: Reading, arrival: Arrival, measures: Measures
) -> tuple[Stored, int | None]:
    """What became of one report of a document, and the id of its row."""
    if report.agency is None or report.year is None:
        return Stored(report.agency, report.year, None, "unplaced", len(report.cells)), None
    agency = agencies.agency_of(work, districts.district_at(work, arrival.address.district), report.agency)
    about = {"agency": agency.id, "of_year": report.year, "page": arrival.address.id}
    known = work.connection.execute(_EARLIER, about).all()
    if not known:
        row = _open(work, agency.id, report.year, arrival)
        _write(work, row, 1, report, reading, arrival, measures)
        if not arrival.seen:
            choose_version(work, row, arrival.at)
        return Stored(agency.name, report.year, 1, "new", len(report.cells), current=True), row
    row = known[0].id
    earlier = [version for version in known if version.number is not None]
    settled = not arrival.seen and _is_settled(known, arrival.address)
    if not settled:
        (sources.see if arrival.seen else sources.find)(work, row, arrival.address, arrival.at, known[0].state)
    last = next((version for version in reversed(earlier) if version.url_id == arrival.address.id), None)
    if last is not None and last.digest == content.digest(report):
        current = settled or choose_version(work, row, arrival.at) == last.number
        return Stored(agency.name, report.year, last.number, "same", len(report.cells), current), row
    number = len(earlier) + 1
    _write(work, row, number, report, reading, arrival, measures)
    work.connection.execute(_CHANGED, {"report": row, "at": arrival.at})
    current = choose_version(work, row, arrival.at) == number
    change = "changed" if earlier else "new"
    return Stored(agency.name, report.year, number, change, len(report.cells), current), row


def _is_settled(known: Sequence[Row[Any]], address: Address) -> bool:
    """Whether the report has one version, which is shown, from a page that is there: it cannot be otherwise then."""
    report, *more = known
    is_there = (report.status, report.state) == (ReportStatus.CURRENT, SourceState.LIVE)
    return not more and bool(report.current) and is_there and address.outcome not in GONE


def _open(work: Work, agency: int, year: int, arrival: Arrival) -> int:
    """The row of a report that nobody had before, and that its page has now or had when it was captured."""
    at = arrival.at
    moments = {"first_seen": at, "last_changed": at, "last_checked": at}
    values = {"agency_id": agency, "year": year, "status": ReportStatus.CURRENT, **moments}
    row: int = work.connection.execute(_NEW_REPORT, values).scalar_one()
    if arrival.seen:
        sources.first_seen(work, row, arrival.address, at)
    else:
        sources.find(work, row, arrival.address, at, None)
    return row


def _write(
    work: Work, row: int, number: int, report: Report, reading: Reading, arrival: Arrival, measures: Measures
) -> None:
    values = _version(row, report, reading, arrival, number)
    version: int = work.connection.execute(_NEW_VERSION, values).scalar_one()
    content.write(work.waiting, version, report, measures)
    work.waiting.add_text(of_report(version, report), current=number == 1)


def _version(row: int, report: Report, reading: Reading, arrival: Arrival, number: int) -> dict[str, Any]:
    return {
        "report_id": row,
        "number": number,
        "current": number == 1,
        "url_id": arrival.address.id,
        "capture_id": arrival.capture,
        "sha256": reading.sha256,
        "media_type": reading.media_type,
        "extractor": reading.extractor,
        "made_at": arrival.at,
        "digest": content.digest(report),
        "format": report.format,
        "agency": report.agency,
        "title": report.title,
        "published": report.published,
        "scope": report.scope,
        "index_number": report.index_number,
        "site_code": report.site_code,
        "district_code": report.district_code,
        "warnings": list(report.warnings),
        "facts": dict(report.sources),
        "failing": content.failing(report),
        "unread": content.unread(report.cells),
        "asked": len(report.cells),
    }
