"""The documents that reports are read from, each as it was captured last."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, true

from storage.choice import SourceState
from storage.models import Agency, AnnualReport, Capture, District, Source, Url, Version, table_of
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import bytewise, stream
from storage.records import Capture as Captured
from storage.records import Pointer, Role
from storage.states import context_of

_URLS, _CAPTURES, _SOURCES = table_of(Url), table_of(Capture), table_of(Source)
_DISTRICTS, _AGENCIES = table_of(District), table_of(Agency)
_REPORTS, _VERSIONS = table_of(AnnualReport), table_of(Version)

_READ = (Role.REPORT, Role.ATTACHMENT)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last that a page was read to say of one report: its version, and the extractor that made it."""

    agency: str
    year: int
    version_id: int
    version: int
    format: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report's page or file: its last capture with a body, and the reports that it was read to hold."""

    id: int
    capture: Captured
    reports: tuple[Spoken, ...]


def documents(connection: Connection, narrowing: Narrowing | None = None) -> Iterator[Document]:
    """Those of the reports asked for, and those that may be: of the agency and year that the link named, but unread."""
    narrowing = narrowing or Narrowing()
    statement = (
        select(_CAPTURES, _URLS.c.id.label("page"), _URLS.c.url)
        .join(_CAPTURES, _CAPTURES.c.id == _URLS.c.capture_id)
        .join(_DISTRICTS, _DISTRICTS.c.id == _URLS.c.district_id)
        .where(_URLS.c.role.in_(_READ), or_(_has(connection, narrowing), _may_have(connection, narrowing)))
        .order_by(bytewise(connection, _DISTRICTS.c.code), bytewise(connection, _URLS.c.url))
    )
    for row in list(stream(connection, statement)):
        capture = Captured(
            url=row.url,
            captured_at=row.captured_at,
            status=row.status,
            sha256=row.sha256,
            size=row.size,
            content_type=row.content_type,
            etag=row.etag,
            last_modified=row.last_modified,
            pointer=Pointer(row.file, row.offset, row.length),
            context=context_of(row.context),
            unchanged=row.unchanged,
        )
        yield Document(row.id, capture, _spoken(connection, row.page))


def _has(connection: Connection, narrowing: Narrowing) -> ColumnElement[bool]:
    """The page has, or had, a report that is asked for."""
    return exists(
        select(_SOURCES.c.url_id)
        .join(_REPORTS, _REPORTS.c.id == _SOURCES.c.report_id)
        .join(_AGENCIES, _AGENCIES.c.id == _REPORTS.c.agency_id)
        .where(_SOURCES.c.url_id == _URLS.c.id, _AGENCIES.c.district_id == _DISTRICTS.c.id)
        .where(*narrowing.conditions(connection))
        .correlate(_URLS, _DISTRICTS)
    )


def _may_have(connection: Connection, narrowing: Narrowing) -> ColumnElement[bool]:
    """Nothing was read of the page so far, and its link names the agency and the year."""
    unread = ~exists(select(_SOURCES.c.url_id).where(_SOURCES.c.url_id == _URLS.c.id).correlate(_URLS))
    named: ColumnElement[bool] = true()
    if narrowing.agency is not None:
        named = exists(
            select(_AGENCIES.c.id)
            .where(_AGENCIES.c.district_id == _DISTRICTS.c.id, _AGENCIES.c.key == _URLS.c.agency_key)
            .where(*narrowing.of_agencies(connection))
            .correlate(_URLS, _DISTRICTS)
        )
    year = _URLS.c.year == narrowing.year if narrowing.year is not None else true()
    return and_(unread, narrowing.of_districts(connection), named, year)


def _spoken(connection: Connection, url: int) -> tuple[Spoken, ...]:
    """The last version from a page of every report that it has."""
    statement = (
        select(
            _AGENCIES.c.name,
            _REPORTS.c.year,
            _VERSIONS.c.id,
            _VERSIONS.c.number,
            _VERSIONS.c.format,
            _VERSIONS.c.extractor,
            _REPORTS.c.id.label("report"),
        )
        .join(_SOURCES, (_SOURCES.c.report_id == _VERSIONS.c.report_id) & (_SOURCES.c.url_id == _VERSIONS.c.url_id))
        .join(_REPORTS, _REPORTS.c.id == _VERSIONS.c.report_id)
        .join(_AGENCIES, _AGENCIES.c.id == _REPORTS.c.agency_id)
        .where(_VERSIONS.c.url_id == url, _SOURCES.c.state.in_((SourceState.LIVE, SourceState.GONE)))
        .order_by(_VERSIONS.c.number)
    )
    last = {row.report: row for row in connection.execute(statement)}
    return tuple(Spoken(r.name, r.year, r.id, r.number, r.format, r.extractor) for r in last.values())
