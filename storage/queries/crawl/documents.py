"""The documents that reports are read from, each as it was captured last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select, true

from storage.models import Agency, AnnualReport, Capture, District, Reading, Source, Url, Version, table_of
from storage.queries.crawl.articles import Sheet, sheets
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import Answer, bytewise
from storage.records import Capture as Captured
from storage.records import Role
from storage.states import capture_of
from storage.versions.choice import SourceState

_URLS, _CAPTURES, _SOURCES = table_of(Url), table_of(Capture), table_of(Source)
_DISTRICTS, _AGENCIES = table_of(District), table_of(Agency)
_REPORTS, _VERSIONS, _READINGS = table_of(AnnualReport), table_of(Version), table_of(Reading)

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
    """A report's page or file: its last capture with a body, and the reports that it was read to hold.

    ``around`` are the page that led to it, and the pages and files that either led to.
    """

    id: int
    capture: Captured
    reports: tuple[Spoken, ...]
    around: tuple[Sheet, ...] = ()


class Done(NamedTuple):
    """What was read by an extractor since a moment."""

    extractor: str
    since: datetime


def documents(connection: Connection, narrowing: Narrowing | None = None, *, but: Done | None = None) -> list[int]:
    """The captures of the reports asked for, and of what may be one: of the agency and year that the link named.

    By district, then by address; without what is done.
    """
    statement = _asked(connection, narrowing)
    if but is not None:
        done = (_READINGS.c.extractor == but.extractor) & (_READINGS.c.at >= but.since)
        statement = statement.where(_CAPTURES.c.id.not_in(select(_READINGS.c.capture_id).where(done)))
    return [capture for _, capture in connection.execute(statement)]


def by_district(connection: Connection, narrowing: Narrowing | None = None) -> dict[str, list[int]]:
    """All of them, apart for each district by its code."""
    found: dict[str, list[int]] = {}
    for code, capture in connection.execute(_asked(connection, narrowing)):
        found.setdefault(code, []).append(capture)
    return found


def not_read_at(connection: Connection, captures: Sequence[int], moment: datetime) -> list[int]:
    """Those of some captures that were not read again at this moment: what is left of a task that was broken off."""
    asked = select(_READINGS.c.capture_id).where(_READINGS.c.capture_id.in_(captures), _READINGS.c.at == moment)
    read = set(connection.scalars(asked))
    return [capture for capture in captures if capture not in read]


def _asked(connection: Connection, narrowing: Narrowing | None) -> Select[str, int]:
    narrowing = narrowing or Narrowing()
    return (
        select(_DISTRICTS.c.code, _CAPTURES.c.id)
        .join_from(_CAPTURES, _URLS, _CAPTURES.c.id == _URLS.c.capture_id)
        .join(_DISTRICTS, _DISTRICTS.c.id == _URLS.c.district_id)
        .where(_URLS.c.role.in_(_READ), or_(_has(connection, narrowing), _may_have(connection, narrowing)))
        .order_by(bytewise(connection, _DISTRICTS.c.code), bytewise(connection, _URLS.c.url))
    )


def captured(connection: Connection, captures: Sequence[int]) -> list[Document]:
    """The documents of these captures, in this order."""
    statement = (
        select(_CAPTURES, _URLS.c.id.label("page"), _URLS.c.url, _URLS.c.site, _URLS.c.parent)
        .join(_URLS, _URLS.c.id == _CAPTURES.c.url_id)
        .where(_CAPTURES.c.id.in_(captures))
    )
    rows = {row.id: row for row in connection.execute(statement)}
    spoken = _spoken(connection, [row.page for row in rows.values()])
    around = _around(connection, list(rows.values()))
    return [
        Document(number, capture_of(row), tuple(spoken.get(row.page, ())), around.get(number, ()))
        for number, row in ((number, rows[number]) for number in captures)
    ]


def _around(connection: Connection, rows: Sequence[Answer]) -> dict[int, tuple[Sheet, ...]]:
    """By capture the pages that it may be one article with."""
    sites: dict[str, list[Answer]] = {}
    for row in rows:
        sites.setdefault(row.site, []).append(row)
    found: dict[int, tuple[Sheet, ...]] = {}
    for site, of_site in sites.items():
        families: dict[str, list[Sheet]] = {}
        for sheet in sheets(connection, site, {row.parent or row.url for row in of_site}):
            families.setdefault(sheet.capture.url, []).append(sheet)
            if sheet.parent:
                families.setdefault(sheet.parent, []).append(sheet)
        found.update({row.id: tuple(families.get(row.parent or row.url, ())) for row in of_site})
    return found


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


def _spoken(connection: Connection, urls: Sequence[int]) -> dict[int, list[Spoken]]:
    """By page the last version from it of every report that it has."""
    statement = (
        select(
            _AGENCIES.c.name,
            _REPORTS.c.year,
            _VERSIONS.c.id,
            _VERSIONS.c.number,
            _VERSIONS.c.format,
            _VERSIONS.c.extractor,
            _VERSIONS.c.url_id,
            _REPORTS.c.id.label("report"),
        )
        .join(_SOURCES, (_SOURCES.c.report_id == _VERSIONS.c.report_id) & (_SOURCES.c.url_id == _VERSIONS.c.url_id))
        .join(_REPORTS, _REPORTS.c.id == _VERSIONS.c.report_id)
        .join(_AGENCIES, _AGENCIES.c.id == _REPORTS.c.agency_id)
        .where(_VERSIONS.c.url_id.in_(urls), _SOURCES.c.state.in_((SourceState.LIVE, SourceState.GONE)))
        .order_by(_VERSIONS.c.number)
    )
    last = {(row.url_id, row.report): row for row in connection.execute(statement)}
    found: dict[int, list[Spoken]] = {}
    for (page, _), r in last.items():
        found.setdefault(page, []).append(Spoken(r.name, r.year, r.id, r.number, r.format, r.extractor))
    return found
