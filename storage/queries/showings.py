"""What was shown of the reports, and when: the noted moves, and the first version of all that never moved."""

from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, func, literal, select, union_all

from storage.models import AnnualReport, ReportStatus, Showing, Version, table_of
from storage.models.types import Utc

_SHOWINGS, _VERSIONS, _REPORTS = table_of(Showing), table_of(Version), table_of(AnnualReport)


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


def shown_at(moment: datetime) -> Subquery:
    """``report_id``, ``version_id``, ``status`` of every report that was shown at that moment."""
    last = (
        select(_SHOWINGS.c.report_id, func.max(_SHOWINGS.c.number).label("number"))
        .where(_SHOWINGS.c.at <= moment)
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
    )
    return union_all(moved, still).subquery("shown")
