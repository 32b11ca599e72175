"""The reports that are shown of a few agencies, or were at a moment, each with the version that says what it says."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, or_, select

from storage.models import ReportStatus
from storage.queries.contents.reports import AGENCIES, CAPTURES, JOINED, REPORTS, URLS, VERSIONS
from storage.queries.past.showings import timeline
from storage.queries.snapshot import Question
from storage.records import Scope

_SAID = (
    VERSIONS.c.id,
    REPORTS.c.id.label("report"),
    AGENCIES.c.id.label("agency"),
    REPORTS.c.year,
    VERSIONS.c.number,
    VERSIONS.c.format,
    VERSIONS.c.scope,
    VERSIONS.c.failing,
    VERSIONS.c.title,
    VERSIONS.c.published,
    VERSIONS.c.media_type,
    URLS.c.url,
    CAPTURES.c.captured_at,
    REPORTS.c.first_seen,
    REPORTS.c.last_changed,
    REPORTS.c.last_checked,
)
_IN_ORDER = (REPORTS.c.year, AGENCIES.c.id)


class ShownReport(NamedTuple):
    """``version`` and ``report`` are of this database only; ``number`` counts the versions of the report from 1.

    ``failing`` counts the identities that must hold and do not. What happened after the moment that was asked for is
    None.
    """

    version: int
    report: int
    agency: int
    year: int
    number: int
    format: str
    scope: Scope
    failing: int
    title: str | None
    published: date | None
    media_type: str
    source_url: str
    captured_at: datetime
    first_seen: datetime
    last_changed: datetime | None
    last_checked: datetime | None
    status: ReportStatus


def shown_of(connection: Connection, agencies: Iterable[int], as_of: datetime | None = None) -> list[ShownReport]:
    """The reports of the agencies of these numbers, by year."""
    ids = list(agencies)
    if as_of is None:
        return [ShownReport._make(row) for row in connection.execute(_NOW, {"agencies": ids})]
    rows = connection.execute(_at(REPORTS.c.agency_id.in_(ids), as_of))
    return [_before(ShownReport._make(row), as_of) for row in rows]


def shown_in(
    connection: Connection, district: int, first: int, last: int, as_of: datetime | None = None
) -> list[ShownReport]:
    """The reports of all agencies of a district, of the years from ``first`` to ``last``."""
    if as_of is None:
        rows = connection.execute(_IN_DISTRICT, {"district": district, "first": first, "last": last})
        return [ShownReport._make(row) for row in rows]
    agencies = select(AGENCIES.c.id).where(AGENCIES.c.district_id == district)
    which = and_(REPORTS.c.agency_id.in_(agencies), REPORTS.c.year.between(first, last))
    return [_before(ShownReport._make(row), as_of) for row in connection.execute(_at(which, as_of))]


def _at(which: ColumnElement[bool], moment: datetime) -> Question:
    past = timeline(which)
    return (
        select(*_SAID, past.c.status)
        .select_from(JOINED.join(past, past.c.version_id == VERSIONS.c.id))
        .where(past.c.at <= moment, or_(past.c.until.is_(None), past.c.until > moment))
        .order_by(*_IN_ORDER)
    )


def _before(row: ShownReport, moment: datetime) -> ShownReport:
    changed, checked = (at if at and at <= moment else None for at in (row.last_changed, row.last_checked))
    return row._replace(last_changed=changed, last_checked=checked)


_CURRENT = select(*_SAID, REPORTS.c.status).select_from(JOINED).where(VERSIONS.c.current).order_by(*_IN_ORDER)
_NOW = _CURRENT.where(REPORTS.c.agency_id.in_(bindparam("agencies", expanding=True)))
_IN_DISTRICT = _CURRENT.where(
    AGENCIES.c.district_id == bindparam("district"), REPORTS.c.year.between(bindparam("first"), bindparam("last"))
)
