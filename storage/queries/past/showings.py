"""What was shown of the reports, and when: the noted moves, and the first version of all that never moved."""

from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, Text, and_, case, func, literal, select, true, union_all

from storage.models import AnnualReport, ReportStatus, Showing, Version, table_of
from storage.models.types import Utc

_SHOWINGS, _VERSIONS, _REPORTS = table_of(Showing), table_of(Version), table_of(AnnualReport)

SUPERSEDED = "superseded"
"""Status of a version that is not the one that is shown."""


def timeline(*of_reports: ColumnElement[bool]) -> Subquery:
    """``report_id``, ``at``, ``until``, ``version_id``, ``status``: every stretch in which one version was shown.

    ``until`` is null for what is shown now, ``version_id`` where nothing was. The conditions are over ``reports``.
    """
    first = (
        select(
            _VERSIONS.c.report_id,
            literal(0).label("number"),
            _VERSIONS.c.made_at.label("at"),
            _VERSIONS.c.id.label("version_id"),
            literal(ReportStatus.CURRENT, _SHOWINGS.c.status.type).label("status"),
        )
        .join(_REPORTS, _REPORTS.c.id == _VERSIONS.c.report_id)
        .where(_VERSIONS.c.number == 1, *of_reports)
    )
    moved = (
        select(*(_SHOWINGS.c[name] for name in ("report_id", "number", "at", "version_id", "status")))
        .join(_REPORTS, _REPORTS.c.id == _SHOWINGS.c.report_id)
        .where(*of_reports)
    )
    noted = union_all(first, moved).subquery("noted")
    until = func.lead(noted.c.at, type_=Utc()).over(partition_by=noted.c.report_id, order_by=noted.c.number)
    return select(noted.c.report_id, noted.c.at, until.label("until"), noted.c.version_id, noted.c.status).subquery(
        "timeline"
    )


def is_shown(as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a version is the one that is shown, or was at that moment."""
    if as_of is None:
        return _VERSIONS.c.current
    return _VERSIONS.c.id.in_(select(shown_at(as_of).c.version_id))


def is_known(as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a version is one of a report that is, or was there at that moment; not of one that was only misread."""
    if as_of is None:
        return _REPORTS.c.status != ReportStatus.MISREAD
    return and_(_VERSIONS.c.made_at <= as_of, _REPORTS.c.id.in_(select(shown_at(as_of).c.report_id)))


def status(as_of: datetime | None) -> ColumnElement[str]:
    """That of the report for the version that is shown, SUPERSEDED for any other."""
    if as_of is None:
        return case((_VERSIONS.c.current, _REPORTS.c.status.cast(Text)), else_=literal(SUPERSEDED))
    shown = shown_at(as_of)
    withdrawn = select(shown.c.version_id).where(shown.c.status == ReportStatus.WITHDRAWN)
    return case(
        (_VERSIONS.c.id.in_(withdrawn), literal(ReportStatus.WITHDRAWN.value)),
        (is_shown(as_of), literal(ReportStatus.CURRENT.value)),
        else_=literal(SUPERSEDED),
    )


def shown_at(moment: datetime, report: int | None = None) -> Subquery:
    """``report_id``, ``version_id``, ``status`` of every report that was shown at that moment, or of one."""
    last = (
        select(_SHOWINGS.c.report_id, func.max(_SHOWINGS.c.number).label("number"))
        .where(_SHOWINGS.c.at <= moment, _SHOWINGS.c.report_id == report if report is not None else true())
        .group_by(_SHOWINGS.c.report_id)
        .subquery("last")
    )
    moved = (
        select(_SHOWINGS.c.report_id, _SHOWINGS.c.version_id, _SHOWINGS.c.status)
        .join(last, (last.c.report_id == _SHOWINGS.c.report_id) & (last.c.number == _SHOWINGS.c.number))
        .where(_SHOWINGS.c.version_id.is_not(None))
    )
    still = (
        select(
            _VERSIONS.c.report_id,
            _VERSIONS.c.id.label("version_id"),
            literal(ReportStatus.CURRENT, _SHOWINGS.c.status.type).label("status"),
        )
        .outerjoin(last, last.c.report_id == _VERSIONS.c.report_id)
        .where(_VERSIONS.c.number == 1, _VERSIONS.c.made_at <= moment, last.c.report_id.is_(None))
        .where(_VERSIONS.c.report_id == report if report is not None else true())
    )
    return union_all(moved, still).subquery("shown")
