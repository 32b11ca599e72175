"""One report of a document as a version, unless it says the same as the last from its page."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

import forms
from storage import search
from storage.models import AnnualReport, District, ReportStatus, Url, Version
from storage.records import Reading, Report, Stored
from storage.writing import places, versions
from storage.writing.sources import choose_version, find, see

Measures = Mapping[forms.Measure, int]
"""The numbers of the measures in this database."""


class Arrival(NamedTuple):
    """A document as it comes to be stored; ``seen``: its page was had just now, not read again from the archive."""

    capture: int
    url: Url
    at: datetime
    seen: bool


def place(
    session: Session, report: Report, reading: Reading, arrival: Arrival, measures: Measures
) -> tuple[Stored, int | None]:
    """What became of one report of a document, and the id of its row."""
    if report.agency is None or report.year is None:
        return Stored(report.agency, report.year, None, "unplaced", len(report.cells)), None
    _, url, at, seen = arrival
    district = session.get_one(District, url.district_id)
    agency = places.agency_of(session, district, report.agency)
    row = session.scalar(
        select(AnnualReport).where(AnnualReport.agency_id == agency.id, AnnualReport.year == report.year)
    )
    if row is None:
        row = AnnualReport(
            agency_id=agency.id,
            year=report.year,
            status=ReportStatus.CURRENT,
            first_seen=at,
            last_changed=at,
            last_checked=at,
        )
        session.add(row)
        session.flush()
        earlier: list[Version] = []
    else:
        earlier = list(session.scalars(select(Version).where(Version.report_id == row.id).order_by(Version.number)))
    (see if seen else find)(session, row, url, at, is_new=not earlier)
    said = versions.digest(report)
    last = next((v for v in reversed(earlier) if v.url_id == url.id), None)
    if last is not None and last.digest == said:
        choose_version(session, row, at)
        return Stored(agency.name, report.year, last.number, "same", len(report.cells), last.current), row.id
    version = _version(row, report, reading, arrival, len(earlier) + 1)
    version.digest, version.current = said, not earlier
    session.add(version)
    session.flush()
    versions.write_content(session, version.id, report, measures)
    search.put(session.connection(), version.id, report, current=version.current)
    row.last_changed = at
    if earlier or row.status is not ReportStatus.CURRENT:
        choose_version(session, row, at)
    change = "changed" if earlier else "new"
    return Stored(agency.name, report.year, version.number, change, len(report.cells), version.current), row.id


def _version(row: AnnualReport, report: Report, reading: Reading, arrival: Arrival, number: int) -> Version:
    return Version(
        report_id=row.id,
        number=number,
        current=False,
        url_id=arrival.url.id,
        capture_id=arrival.capture,
        sha256=reading.sha256,
        media_type=reading.media_type,
        extractor=reading.extractor,
        made_at=arrival.at,
        format=report.format,
        agency=report.agency or "",
        title=report.title,
        published=report.published,
        scope=report.scope,
        index_number=report.index_number,
        site_code=report.site_code,
        district_code=report.district_code,
        warnings=list(report.warnings),
        facts=dict(report.sources),
        failing=versions.failing(report),
        unread=versions.unread(report.cells),
        asked=len(report.cells),
    )
