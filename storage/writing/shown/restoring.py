"""A person's way back: another version of a report shown, or what a whole run of reading again did taken back."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, update

from storage.errors import StorageError
from storage.models import AnnualReport, ReportStatus, Showing, Source, Url, Version, table_of
from storage.records import GONE
from storage.versions.choice import SourceState

_REPORTS, _VERSIONS, _SHOWINGS = table_of(AnnualReport), table_of(Version), table_of(Showing)
_SOURCES, _URLS = table_of(Source), table_of(Url)
_TAKEN_BACK = "the reading that found it here was taken back"


class VersionError(StorageError):
    """The report has no such version (raised here, shown to whoever asked)."""


class Way(NamedTuple):
    """A report that the run moved, and the version to go back to; None where it was new with the run."""

    report: int
    version: int | None


def version_of(connection: Connection, report: int, sha256: str, url: str) -> int:
    """The last version that this document is at this address. Raises VersionError."""
    asked = (
        select(func.max(_VERSIONS.c.number))
        .join(_URLS, _URLS.c.id == _VERSIONS.c.url_id)
        .where(_VERSIONS.c.report_id == report, _VERSIONS.c.sha256 == sha256, _URLS.c.url == url)
    )
    number: int | None = connection.scalar(asked)
    if number is None:
        raise VersionError(f"no version is the document {sha256[:12]} at {url}")
    return number


def pin(connection: Connection, report: int, version: int, reason: str) -> None:
    """Show this version until a later one of the report comes. Raises VersionError for one that is not to be had."""
    state = connection.scalar(
        select(_SOURCES.c.state)
        .join(_VERSIONS, (_VERSIONS.c.report_id == _SOURCES.c.report_id) & (_VERSIONS.c.url_id == _SOURCES.c.url_id))
        .where(_VERSIONS.c.report_id == report, _VERSIONS.c.number == version)
    )
    if state is None:
        raise VersionError(f"there is no version {version}: see nianbao history")
    among = select(func.max(_VERSIONS.c.number)).where(_VERSIONS.c.report_id == report)
    values = {"pinned": version, "pinned_among": connection.scalar(among), "pinned_reason": reason}
    connection.execute(update(_REPORTS).where(_REPORTS.c.id == report).values(values))


def ways_back(connection: Connection, ran_at: datetime) -> list[Way]:
    """For every report that still shows what the run of that moment made of it."""
    made = select(_VERSIONS.c.report_id, _VERSIONS.c.id, _VERSIONS.c.number).where(_VERSIONS.c.made_at == ran_at)
    shown = made.where(_VERSIONS.c.current).order_by(_VERSIONS.c.report_id)
    found = [Way(row.report_id, _before(connection, row.report_id, ran_at)) for row in connection.execute(shown).all()]
    return [*found, *(Way(report, _before(connection, report, ran_at)) for report in _misread(connection, ran_at))]


def _misread(connection: Connection, ran_at: datetime) -> list[int]:
    """Reports whose page the run read as another report."""
    misread = select(_SOURCES.c.report_id).where(_SOURCES.c.state == SourceState.MISREAD, _SOURCES.c.since == ran_at)
    return sorted(set(connection.scalars(misread)))


def _before(connection: Connection, report: int, ran_at: datetime) -> int | None:
    """The number of the version that was shown before the run; the first where nothing was noted till then."""
    earlier = (
        select(_VERSIONS.c.number)
        .select_from(_SHOWINGS)
        .outerjoin(_VERSIONS, _VERSIONS.c.id == _SHOWINGS.c.version_id)
        .where(_SHOWINGS.c.report_id == report, _SHOWINGS.c.at < ran_at)
        .order_by(_SHOWINGS.c.number.desc())
        .limit(1)
    )
    row = connection.execute(earlier).first()
    if row is not None:
        return None if row.number is None else int(row.number)
    first = select(_VERSIONS.c.number).where(
        _VERSIONS.c.report_id == report, _VERSIONS.c.number == 1, _VERSIONS.c.made_at < ran_at
    )
    return connection.scalar(first)


def put_back(connection: Connection, way: Way, ran_at: datetime, at: datetime, reason: str) -> None:
    """Pin the version shown before, with its pages as they are; a report that was new with the run has no page."""
    of_report = _SOURCES.c.report_id == way.report
    if way.version is not None:
        pin(connection, way.report, way.version, reason)
        misread = (of_report, _SOURCES.c.state == SourceState.MISREAD, _SOURCES.c.since == ran_at)
        for page, outcome in connection.execute(
            select(_SOURCES.c.url_id, _URLS.c.outcome).join(_URLS, _URLS.c.id == _SOURCES.c.url_id).where(*misread)
        ).all():
            state = SourceState.GONE if outcome in GONE else SourceState.LIVE
            move = update(_SOURCES).where(of_report, _SOURCES.c.url_id == page)
            connection.execute(move.values(state=state, since=at, reason=""))
    else:
        values = {"state": SourceState.MISREAD, "since": at, "reason": _TAKEN_BACK}
        connection.execute(update(_SOURCES).where(of_report, _SOURCES.c.since == ran_at).values(values))
    connection.execute(
        update(_REPORTS).where(_REPORTS.c.id == way.report).values(_standing(connection, way.report, at))
    )


def _standing(connection: Connection, report: int, at: datetime) -> dict[str, Any]:
    """The status of a report by its pages."""
    states = set(connection.scalars(select(_SOURCES.c.state).where(_SOURCES.c.report_id == report)))
    if SourceState.LIVE in states:
        return {"status": ReportStatus.CURRENT, "withdrawn_at": None, "withdrawn_reason": None}
    if states == {SourceState.MISREAD}:
        return {"status": ReportStatus.MISREAD, "withdrawn_at": at, "withdrawn_reason": _TAKEN_BACK}
    return {"status": ReportStatus.WITHDRAWN}
