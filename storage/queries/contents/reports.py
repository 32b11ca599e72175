"""The stored reports, in their current versions or in all."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from storage.models import Agency, AnnualReport, Capture, District, Url, Version, table_of
from storage.queries.narrowing import Narrowing
from storage.queries.past.showings import is_known, is_shown, status
from storage.queries.snapshot import Question, bytewise, stream
from storage.records import ReportRow

DISTRICTS, AGENCIES, REPORTS = table_of(District), table_of(Agency), table_of(AnnualReport)
VERSIONS, URLS, CAPTURES = table_of(Version), table_of(Url), table_of(Capture)

JOINED = (
    DISTRICTS.join(AGENCIES, AGENCIES.c.district_id == DISTRICTS.c.id)
    .join(REPORTS, REPORTS.c.agency_id == AGENCIES.c.id)
    .join(VERSIONS, VERSIONS.c.report_id == REPORTS.c.id)
    .join(URLS, URLS.c.id == VERSIONS.c.url_id)
    .join(CAPTURES, CAPTURES.c.id == VERSIONS.c.capture_id)
)
"""A version with all that says whose it is and where it came from."""


def reports(
    connection: Connection,
    narrowing: Narrowing | None = None,
    *,
    all_versions: bool = False,
    as_of: datetime | None = None,
) -> Iterator[ReportRow]:
    """By district, agency, year and version, as they are or were at a moment. One that was only misread is none."""
    statement = select(
        DISTRICTS.c.code,
        DISTRICTS.c.name,
        AGENCIES.c.name,
        REPORTS.c.year,
        VERSIONS.c.format,
        VERSIONS.c.title,
        VERSIONS.c.published,
        URLS.c.url,
        VERSIONS.c.media_type,
        VERSIONS.c.sha256,
        CAPTURES.c.captured_at,
        status(as_of),
        VERSIONS.c.number,
    )
    for row in stream(
        connection, of_versions(connection, statement, narrowing, all_versions=all_versions, as_of=as_of)
    ):
        yield ReportRow._make(row)


def of_versions(
    connection: Connection,
    statement: Question,
    narrowing: Narrowing | None,
    *,
    all_versions: bool,
    as_of: datetime | None = None,
) -> Question:
    """The statement over JOINED, narrowed and in the order of every table."""
    shown = is_known(as_of) if all_versions else is_shown(as_of)
    conditions = (narrowing or Narrowing()).conditions(connection)
    return statement.select_from(JOINED).where(shown, *conditions).order_by(*in_order(connection))


def in_order(connection: Connection) -> tuple[Any, ...]:
    """District, agency, year, version; the same on every database."""
    return (
        bytewise(connection, DISTRICTS.c.code),
        bytewise(connection, AGENCIES.c.name),
        bytewise(connection, AGENCIES.c.key),
        REPORTS.c.year,
        VERSIONS.c.number,
    )
