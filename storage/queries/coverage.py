"""What coverage goes by: the last walk of each site, its agencies, and every trace of a report."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from storage.coverage import cover
from storage.models import (
    Agency,
    AnnualReport,
    Capture,
    District,
    Reading,
    ReadingOutcome,
    ReportStatus,
    Url,
    Version,
    Walk,
    table_of,
)
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import Answer
from storage.records import (
    Coverage,
    FetchOutcome,
    KnownAgency,
    Presence,
    Role,
    SiteCoverage,
    Trace,
    Verdict,
)

_DISTRICTS, _AGENCIES, _WALKS = table_of(District), table_of(Agency), table_of(Walk)
_REPORTS, _VERSIONS, _URLS = table_of(AnnualReport), table_of(Version), table_of(Url)
_CAPTURES, _READINGS = table_of(Capture), table_of(Reading)

_NOT_HAD = {
    FetchOutcome.BLOCKED: Presence.BLOCKED,
    FetchOutcome.ROBOTS: Presence.BLOCKED,
    FetchOutcome.UNREACHABLE: Presence.UNREACHABLE,
    FetchOutcome.SERVER_ERROR: Presence.UNREACHABLE,
    FetchOutcome.NOT_FOUND: Presence.UNREACHABLE,
    FetchOutcome.SOFT_404: Presence.UNREACHABLE,
    FetchOutcome.TOO_LARGE: Presence.UNREACHABLE,
    FetchOutcome.FORBIDDEN_ADDRESS: Presence.UNREACHABLE,
}
"""What the last request for a listed report says, where the report was never had."""


class SiteReport(NamedTuple):
    """A site, and the agencies and years of its district."""

    site: SiteCoverage
    rows: tuple[Coverage, ...]


def coverage(connection: Connection, narrowing: Narrowing | None = None, *, today: date) -> Iterator[SiteReport]:
    """Each site by district code; a district of several site files counts for the one that named it last."""
    narrowing = narrowing or Narrowing()
    narrowing.of_districts(connection)
    districts = {row.site: row for row in connection.execute(select(_DISTRICTS))}
    for site in _sites(connection, districts):
        if narrowing.district in (None, site.code):
            rows = _of_district(connection, site, districts.get(site.site), today)
            yield SiteReport(site, tuple(row for row in rows if narrowing.year in (None, row.year)))


def _sites(connection: Connection, districts: dict[str, Answer]) -> list[SiteCoverage]:
    """Every site that was walked or that named a district, with its last walk."""
    newest = select(_WALKS.c.site, func.max(_WALKS.c.checked_at).label("at")).group_by(_WALKS.c.site).subquery()
    statement = select(_WALKS).join(newest, (newest.c.site == _WALKS.c.site) & (newest.c.at == _WALKS.c.checked_at))
    found = {
        row.site: SiteCoverage(row.site, row.code, row.verdict, row.reason, row.checked_at)
        for row in connection.execute(statement)
    }
    for site, district in districts.items():
        found.setdefault(site, SiteCoverage(site, district.code, Verdict.NOT_TRIED, "", None))
    return sorted(found.values(), key=lambda site: (site.code, site.site))


def _of_district(
    connection: Connection, site: SiteCoverage, district: Answer | None, today: date
) -> tuple[Coverage, ...]:
    if district is None:
        return ()
    rows = connection.execute(select(_AGENCIES).where(_AGENCIES.c.district_id == district.id)).all()
    names = {row.key: row.name for row in rows}
    agencies = [KnownAgency(row.name, row.valid_from, row.valid_to) for row in rows]
    traces = (
        *_stored(connection, district.id),
        *_unread(connection, district.id, names),
        *_not_had(connection, district.id, names),
    )
    return cover(site, agencies, traces, today=today)


def _stored(connection: Connection, district: int) -> Iterator[Trace]:
    """Reports that were read, also those that are gone."""
    statement = (
        select(_AGENCIES.c.name, _REPORTS, _URLS.c.url, _VERSIONS.c.published)
        .select_from(
            _AGENCIES.join(_REPORTS, _REPORTS.c.agency_id == _AGENCIES.c.id)
            .join(_VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id)
            .join(_URLS, _URLS.c.id == _VERSIONS.c.url_id)
        )
        .where(_AGENCIES.c.district_id == district, _VERSIONS.c.current)
    )
    for row in connection.execute(statement):
        if row.status is ReportStatus.WITHDRAWN:
            since = f" since {row.withdrawn_at.date()}" if row.withdrawn_at else ""
            why = f": {row.withdrawn_reason}" if row.withdrawn_reason else ""
            yield Trace(row.name, row.year, Presence.WITHDRAWN, f"{row.url} is gone{since}{why}")
        else:
            dated = f", dated {row.published}" if row.published else ""
            yield Trace(row.name, row.year, Presence.PUBLISHED, f"{row.url}{dated}")


def _unread(connection: Connection, district: int, names: dict[str, str]) -> Iterator[Trace]:
    """Documents under the link of a report of which the last reading gave none."""
    statement = (
        select(_URLS.c.url, _URLS.c.agency, _URLS.c.agency_key, _URLS.c.year, _READINGS)
        .select_from(
            _URLS.join(_CAPTURES, _CAPTURES.c.url_id == _URLS.c.id).join(
                _READINGS, _READINGS.c.capture_id == _CAPTURES.c.id
            )
        )
        .where(*_of_reports(district))
        .order_by(_CAPTURES.c.captured_at, _READINGS.c.at, _READINGS.c.id)
    )
    last = {row.url: row for row in connection.execute(statement)}
    for row in last.values():
        if row.outcome is not ReadingOutcome.STORED:
            why = ": ".join(filter(None, (row.kind, row.reason))) or "not read"
            yield Trace(names.get(row.agency_key, row.agency), row.year, Presence.UNPARSED, f"{row.url}: {why}")


def _not_had(connection: Connection, district: int, names: dict[str, str]) -> Iterator[Trace]:
    """Reports that a list names and whose page was never had."""
    statement = select(_URLS).where(*_of_reports(district), _URLS.c.capture_id.is_(None), _URLS.c.outcome.in_(_NOT_HAD))
    for row in connection.execute(statement.order_by(_URLS.c.id)):
        why = ": ".join(filter(None, (row.outcome, f"HTTP {row.status}" if row.status else "", row.reason)))
        yield Trace(names.get(row.agency_key, row.agency), row.year, _NOT_HAD[row.outcome], f"{row.url}: {why}")


def _of_reports(district: int) -> tuple[ColumnElement[bool], ...]:
    """Addresses whose link names agency and year of a report."""
    return (
        _URLS.c.district_id == district,
        _URLS.c.role.in_((Role.REPORT, Role.ATTACHMENT)),
        _URLS.c.agency.is_not(None),
        _URLS.c.agency_key.is_not(None),
        _URLS.c.year.is_not(None),
    )
