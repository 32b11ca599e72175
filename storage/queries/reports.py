"""The stored reports, in their current versions or in all."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, case, literal, select

from storage.models import Agency, AnnualReport, Capture, District, ReportStatus, Url, Version, table_of
from storage.queries.narrowing import Narrowing
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

SUPERSEDED = "superseded"
"""Status of a version that is not the current one."""

STATUS = case((VERSIONS.c.current, REPORTS.c.status.cast(URLS.c.url.type)), else_=literal(SUPERSEDED))


def reports(
    connection: Connection, narrowing: Narrowing | None = None, *, all_versions: bool = False
) -> Iterator[ReportRow]:
    """By district, agency, year and version. A report that was only misread is none."""
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
        STATUS,
        VERSIONS.c.number,
    )
    for row in stream(connection, of_versions(connection, statement, narrowing, all_versions=all_versions)):
        yield ReportRow._make(row)


def of_versions(
    connection: Connection, statement: Question, narrowing: Narrowing | None, *, all_versions: bool
) -> Question:
    """The statement over JOINED, narrowed and in the order of every table."""
    shown = REPORTS.c.status != ReportStatus.MISREAD if all_versions else VERSIONS.c.current
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
