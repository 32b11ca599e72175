"""What is shown of a report, noted whenever it becomes another: the past can be asked for then."""

from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select

from storage.models import AnnualReport, ReportStatus, Showing, Version, table_of

_SHOWINGS, _REPORTS, _VERSIONS = table_of(Showing), table_of(AnnualReport), table_of(Version)
_REPORT: BindParameter[int] = bindparam("report")
_FIRST = _VERSIONS.alias("first")
_LAST = select(func.max(_SHOWINGS.c.number)).where(_SHOWINGS.c.report_id == _REPORT).scalar_subquery()
_NOW_AND_SO_FAR = (
    select(
        *(_VERSIONS.c.id, _REPORTS.c.status, _REPORTS.c.withdrawn_reason),
        *(_REPORTS.c.pinned, _REPORTS.c.pinned_reason, _FIRST.c.id.label("first")),
        *(_SHOWINGS.c.number, _SHOWINGS.c.version_id, _SHOWINGS.c.status.label("shown_as")),
    )
    .outerjoin_from(_REPORTS, _VERSIONS, (_VERSIONS.c.report_id == _REPORTS.c.id) & _VERSIONS.c.current)
    .outerjoin(_FIRST, (_FIRST.c.report_id == _REPORTS.c.id) & (_FIRST.c.number == 1))
    .outerjoin(_SHOWINGS, (_SHOWINGS.c.report_id == _REPORTS.c.id) & (_SHOWINGS.c.number == _LAST))
    .where(_REPORTS.c.id == _REPORT)
)
_NEW = insert(_SHOWINGS)


def note(connection: Connection, report: int, at: datetime) -> None:
    """Add a row when version or status differ from what was shown so far."""
    now = connection.execute(_NOW_AND_SO_FAR, {"report": report}).one()
    so_far = (now.version_id, now.shown_as) if now.number else (now.first, ReportStatus.CURRENT)
    if so_far != (now.id, now.status):
        number = now.number + 1 if now.number else 1
        reason = now.pinned_reason if now.pinned and now.status is ReportStatus.CURRENT else now.withdrawn_reason
        values = {"report_id": report, "number": number, "at": at, "version_id": now.id, "status": now.status}
        connection.execute(_NEW, {**values, "reason": reason or ""})
