"""What coverage goes by: the last walk of each site, its agencies, and every trace of a report."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, bindparam, exists, func, or_, select, true

from storage.agencies import clean, identify
from storage.coverage import cover, last_walk
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
    table_of,
)
from storage.models import Walk as WalkRow
from storage.queries.crawl.walks import of_all_years
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import Answer, bytewise
from storage.records import (
    Coverage,
    FetchOutcome,
    KnownAgency,
    Presence,
    Role,
    SiteCoverage,
    Trace,
    Walk,
)

_DISTRICTS, _AGENCIES, _WALKS = table_of(District), table_of(Agency), table_of(WalkRow)
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


_OF_REPORT = ("year", "status", "withdrawn_at", "withdrawn_reason")


class SiteReport(NamedTuple):
    """A site, and the agencies and years of its district."""

    site: SiteCoverage
    rows: tuple[Coverage, ...]


def coverage(connection: Connection, narrowing: Narrowing | None = None, *, today: date) -> Iterator[SiteReport]:
    """Each site by district code; a district of several site files counts for the one that named it last.

    With an agency only the sites of districts that have it, be it only by a link. Raises UnknownError.
    """
    narrowing = narrowing or Narrowing()
    narrowing.of_districts(connection)
    districts = {row.site: row for row in connection.execute(select(_DISTRICTS))}
    walks = _walks(connection, true() if narrowing.district is None else _walked_for(narrowing.district, districts))
    codes = {**{site: of[0].code for site, of in walks.items()}, **{site: row.code for site, row in districts.items()}}
    met = False
    for code, site in sorted((code, site) for site, code in codes.items()):
        if narrowing.district in (None, code):
            of_site = walks.get(site, [])
            found = last_walk(site, code, of_site)
            district = districts.get(site)
            rows = _of_district(connection, found, of_site, district, today)
            if narrowing.agency is not None:
                rows = _of_agency(rows, narrowing.agency, district.name if district else "")
                if not rows:
                    continue
            met = True
            yield SiteReport(found, tuple(row for row in rows if narrowing.year in (None, row.year)))
    if not met:
        narrowing.of_agencies(connection)


def coverage_of(
    connection: Connection, district: int, agencies: Collection[int] | None = None, *, today: date
) -> list[Coverage]:
    """The rows that ``coverage`` has of one district, by its number: by index, whatever else was walked.

    With ``agencies``, their numbers, only of these: the reports of others are not read; what was never had or read is,
    for all.
    """
    place = connection.execute(select(_DISTRICTS).where(_DISTRICTS.c.id == district)).one()
    walks = _walks(connection, _WALKS.c.site == place.site).get(place.site, [])
    site = last_walk(place.site, place.code, walks)
    return list(_of_district(connection, site, walks, place, today, agencies))


def _of_agency(rows: tuple[Coverage, ...], agency: str, district: str) -> tuple[Coverage, ...]:
    """Of the agency of that name, which may leave the district out."""
    meant = {clean(agency), identify(agency, district).key}
    keys = {name: {name, identify(name, district).key} for name in {row.agency for row in rows}}
    return tuple(row for row in rows if meant & keys[row.agency])


def _walked_for(code: str, districts: Mapping[str, Answer]) -> ColumnElement[bool]:
    """Walks of the sites of one district, under whatever code they were made."""
    return or_(_WALKS.c.code == code, _WALKS.c.site.in_([s for s, row in districts.items() if row.code == code]))


def _walks(connection: Connection, which: ColumnElement[bool]) -> dict[str, list[Walk]]:
    """Each site's walks from the newest on, as far as the last that asked for every year."""
    found: dict[str, list[Walk]] = {}
    newest = select(_WALKS.c.site, func.max(_WALKS.c.checked_at).label("at")).where(of_all_years(_WALKS), which)
    whole = newest.group_by(_WALKS.c.site).subquery()
    statement = (
        select(_WALKS)
        .outerjoin(whole, whole.c.site == _WALKS.c.site)
        .where(which, or_(whole.c.at.is_(None), _WALKS.c.checked_at >= whole.c.at))
        .order_by(_WALKS.c.checked_at.desc(), _WALKS.c.id.desc())
    )
    for row in connection.execute(statement):
        walk = Walk(row.site, row.code, row.verdict, row.reason, row.checked_at, row.counts, tuple(row.years))
        found.setdefault(row.site, []).append(walk)
    return found


def _of_district(
    connection: Connection,
    site: SiteCoverage,
    walks: list[Walk],
    district: Answer | None,
    today: date,
    agencies: Collection[int] | None = None,
) -> tuple[Coverage, ...]:
    """None without a district. Of some agencies, by their numbers, without reading the reports of the others."""
    if district is None:
        return ()
    rows = connection.execute(select(_AGENCIES).where(_AGENCIES.c.district_id == district.id)).all()
    names = {row.key: row.name for row in rows}
    asked = [row for row in rows if agencies is None or row.id in agencies]
    known = [KnownAgency(row.name, row.valid_from, row.valid_to) for row in asked]
    traces = (
        *_stored(connection, district.id, agencies),
        *_unread(connection, district.id, names),
        *_not_had(connection, district.id, names),
    )
    keys = {name: key for key, name in names.items()}
    if agencies is None:
        return cover(site, walks, known, traces, today=today, keys=keys)
    found = cover(site, walks, known, traces, today=today, since=_first_year(connection, district.id), keys=keys)
    wanted = {agency.name for agency in known}
    return tuple(row for row in found if row.agency in wanted)


def _first_year(connection: Connection, district: int) -> int | None:
    """Of all that the district has a report of."""
    year: int | None = connection.scalar(_FIRST_YEAR, {"district": district})
    return year


def _stored(connection: Connection, district: int, agencies: Collection[int] | None) -> Iterator[Trace]:
    """Reports that were read, also those that are gone."""
    if agencies is None:
        rows = connection.execute(_STORED.where(_AGENCIES.c.district_id == _DISTRICT), {"district": district})
    else:
        rows = connection.execute(_STORED.where(_AGENCIES.c.id.in_(agencies)))
    for row in rows:
        if row.status is ReportStatus.WITHDRAWN:
            since = f" since {row.withdrawn_at.date()}" if row.withdrawn_at else ""
            why = f": {row.withdrawn_reason}" if row.withdrawn_reason else ""
            yield Trace(row.name, row.year, Presence.WITHDRAWN, f"{row.url} is gone{since}{why}")
        else:
            dated = f", dated {row.published}" if row.published else ""
            yield Trace(row.name, row.year, Presence.PUBLISHED, f"{row.url}{dated}")


def _unread(connection: Connection, district: int, names: dict[str, str]) -> Iterator[Trace]:
    """Documents under the link of a report of which the last reading gave none."""
    last = {row.url: row for row in connection.execute(_READ, {"district": district})}
    for row in last.values():
        if row.outcome is not ReadingOutcome.STORED:
            why = ": ".join(filter(None, (row.kind, row.reason))) or "not read"
            yield Trace(names.setdefault(row.agency_key, row.agency), row.year, Presence.UNPARSED, f"{row.url}: {why}")


def _not_had(connection: Connection, district: int, names: dict[str, str]) -> Iterator[Trace]:
    """Reports that a list names and whose page was never had."""
    statement = _MISSED.order_by(bytewise(connection, _URLS.c.url), _URLS.c.site)
    for row in connection.execute(statement, {"district": district}):
        why = ": ".join(filter(None, (row.outcome, f"HTTP {row.status}" if row.status else "", row.reason)))
        yield Trace(names.setdefault(row.agency_key, row.agency), row.year, _NOT_HAD[row.outcome], f"{row.url}: {why}")


_DISTRICT = bindparam("district", type_=Integer)
_OF_REPORTS = (
    _URLS.c.district_id == _DISTRICT,
    _URLS.c.role.in_((Role.REPORT, Role.ATTACHMENT)),
    _URLS.c.agency.is_not(None),
    _URLS.c.agency_key.is_not(None),
    _URLS.c.year.is_not(None),
)
"""Addresses of a district whose link names agency and year of a report."""

_NAMED = (_URLS.c.url, _URLS.c.agency, _URLS.c.agency_key, _URLS.c.year)
_MISSED = select(*_NAMED, _URLS.c.outcome, _URLS.c.status, _URLS.c.reason).where(
    *_OF_REPORTS, _URLS.c.capture_id.is_(None), _URLS.c.outcome.in_(_NOT_HAD)
)
_ANY_CAPTURE, _ANY_READING = _CAPTURES.alias("any_capture"), _READINGS.alias("any_reading")
_EVER_UNREAD = exists().where(
    _ANY_CAPTURE.c.url_id == _URLS.c.id,
    _ANY_READING.c.capture_id == _ANY_CAPTURE.c.id,
    _ANY_READING.c.outcome != ReadingOutcome.STORED,
)
"""A document of the page that some reading gave no report of: of others the last reading need not be looked up."""
_READ = (
    select(*_NAMED, _READINGS.c.outcome, _READINGS.c.kind, _READINGS.c.reason)
    .select_from(
        _URLS.join(_CAPTURES, _CAPTURES.c.url_id == _URLS.c.id).join(
            _READINGS, _READINGS.c.capture_id == _CAPTURES.c.id
        )
    )
    .where(*_OF_REPORTS, _EVER_UNREAD)
    .order_by(_CAPTURES.c.captured_at, _READINGS.c.at, _READINGS.c.id)
)
_REPORTED = _REPORTS.join(_AGENCIES, _AGENCIES.c.id == _REPORTS.c.agency_id).join(
    _VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id
)
_FIRST_OF_AGENCY = (
    select(_REPORTS.c.year)
    .where(_REPORTS.c.agency_id == _AGENCIES.c.id)
    .where(exists().where(_VERSIONS.c.report_id == _REPORTS.c.id, _VERSIONS.c.current))
    .order_by(_REPORTS.c.year)
    .limit(1)
    .scalar_subquery()
)
_FIRST_YEARS = select(_FIRST_OF_AGENCY.label("year")).where(_AGENCIES.c.district_id == _DISTRICT).subquery()
_FIRST_YEAR = select(func.min(_FIRST_YEARS.c.year))
"""By agency, so that of each only its first reports are looked at."""
_STORED = (
    select(_AGENCIES.c.name, *(_REPORTS.c[name] for name in _OF_REPORT), _URLS.c.url, _VERSIONS.c.published)
    .select_from(_REPORTED.join(_URLS, _URLS.c.id == _VERSIONS.c.url_id))
    .where(_VERSIONS.c.current)
)
