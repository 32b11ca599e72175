"""What is shown of a report, noted whenever it becomes another: the past can be asked for then."""

from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, insert, select

from storage.models import AnnualReport, ReportStatus, Showing, Version, table_of

_SHOWINGS, _REPORTS, _VERSIONS = table_of(Showing), table_of(AnnualReport), table_of(Version)
_REPORT: BindParameter[int] = bindparam("report")
_NOW = (
    select(_VERSIONS.c.id, _REPORTS.c.status, _REPORTS.c.withdrawn_reason, _REPORTS.c.pinned, _REPORTS.c.pinned_reason)
    .outerjoin_from(_REPORTS, _VERSIONS, (_VERSIONS.c.report_id == _REPORTS.c.id) & _VERSIONS.c.current)
    .where(_REPORTS.c.id == _REPORT)
)
_LAST = (
    select(_SHOWINGS.c.number, _SHOWINGS.c.version_id, _SHOWINGS.c.status)
    .where(_SHOWINGS.c.report_id == _REPORT)
    .order_by(_SHOWINGS.c.number.desc())
    .limit(1)
)
_FIRST = select(_VERSIONS.c.id).where(_VERSIONS.c.report_id == _REPORT, _VERSIONS.c.number == 1)
_NEW = insert(_SHOWINGS)


def note(connection: Connection, report: int, at: datetime) -> None:
    """Add a row when version or status differ from what was shown so far."""
    about = {"report": report}
    now = connection.execute(_NOW, about).one()
    last = connection.execute(_LAST, about).first()
    shown = (last.version_id, last.status) if last else (connection.scalar(_FIRST, about), ReportStatus.CURRENT)
    if shown != (now.id, now.status):
        number = last.number + 1 if last else 1
        reason = now.pinned_reason if now.pinned and now.status is ReportStatus.CURRENT else now.withdrawn_reason
        values = {"report_id": report, "number": number, "at": at, "version_id": now.id, "status": now.status}
        connection.execute(_NEW, {**values, "reason": reason or ""})
