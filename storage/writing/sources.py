"""Which pages have a report: seen to be there, gone, or with another report now."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storage.models import AnnualReport, ReportStatus, Source, Version, table_of
from storage.records import GONE, Reading
from storage.versions.choice import SourceState
from storage.writing.shown.current import choose_version
from storage.writing.work import Address, Work

_REPLACED = "its page has another report now"
_MISREAD = "its page is read as another report now"

_SOURCES, _REPORTS, _VERSIONS = table_of(Source), table_of(AnnualReport), table_of(Version)
_OF_REPORT, _OF_PAGE = _SOURCES.c.report_id == bindparam("report"), _SOURCES.c.url_id == bindparam("page")

_NEW_SOURCE = insert(_SOURCES)
_MOVED = (
    update(_SOURCES)
    .where(_OF_REPORT, _OF_PAGE)
    .values(state=bindparam("new_state"), since=bindparam("at"), reason=bindparam("why"))
)
_SEEN = update(_SOURCES).where(_OF_REPORT, _OF_PAGE).values(last_seen=bindparam("at"))
_THERE = (
    update(_REPORTS)
    .where(_REPORTS.c.id == bindparam("report"))
    .values(status=ReportStatus.CURRENT, withdrawn_at=None, withdrawn_reason=None)
)
_THERE_NOW = _THERE.values(last_checked=bindparam("at"))
_WITHDRAWN = (
    update(_REPORTS)
    .where(_REPORTS.c.id == bindparam("report"))
    .values(status=bindparam("new_status"), withdrawn_at=bindparam("at"), withdrawn_reason=bindparam("why"))
)
_STATUS = select(_REPORTS.c.status).where(_REPORTS.c.id == bindparam("report"))
_STATES = select(_SOURCES.c.state).where(_OF_REPORT).distinct()
_LIVE = select(_SOURCES.c.report_id).where(_OF_PAGE, _SOURCES.c.state == SourceState.LIVE)
_SEEN_PAGE = update(_SOURCES).where(_OF_PAGE, _SOURCES.c.state == SourceState.LIVE).values(last_seen=bindparam("at"))
_ALL_CHECKED = update(_REPORTS).where(_REPORTS.c.id.in_(_LIVE)).values(last_checked=bindparam("at"))
_EARLIER = (
    select(_SOURCES.c.report_id, _SOURCES.c.state)
    .where(_OF_PAGE, _SOURCES.c.state.in_((SourceState.LIVE, SourceState.GONE)))
    .order_by(_SOURCES.c.report_id)
)
_LAST_BYTES = (
    select(_VERSIONS.c.sha256)
    .where(_VERSIONS.c.report_id == bindparam("report"), _VERSIONS.c.url_id == bindparam("page"))
    .order_by(_VERSIONS.c.number.desc())
    .limit(1)
)


def first_seen(work: Work, report: int, address: Address, at: datetime) -> None:
    """A report that is new with this page."""
    _add(work, report, address, SourceState.LIVE, at, "")


def see(work: Work, report: int, address: Address, at: datetime, state: SourceState | None) -> None:
    """The page was had just now, and has the report; ``state`` is what was known of that."""
    pair = {"report": report, "page": address.id}
    if state is None:
        _add(work, report, address, SourceState.LIVE, at, "")
    else:
        if state is not SourceState.LIVE:
            _move(work, pair, SourceState.LIVE, at, "")
        work.connection.execute(_SEEN, {**pair, "at": at})
    work.connection.execute(_THERE_NOW, {"report": report, "at": at})


def find(work: Work, report: int, address: Address, at: datetime, known: SourceState | None) -> None:
    """The page's last capture is read to have the report; the page is there or gone, as it was when last asked for."""
    is_gone = address.outcome in GONE
    state, reason = (SourceState.GONE, address.reason) if is_gone else (SourceState.LIVE, "")
    pair = {"report": report, "page": address.id}
    if known is None:
        _add(work, report, address, state, at, "")
    elif known in (SourceState.MISREAD, SourceState.REPLACED):
        _move(work, pair, state, at, reason)
    if is_gone:
        _withdraw_if_nowhere(work, report, at, reason)
    else:
        work.connection.execute(_THERE, {"report": report})


def see_again(work: Work, address: Address, at: datetime) -> None:
    """The reports of a page that was had were seen to be there."""
    about = {"page": address.id, "at": at}
    if work.connection.execute(_SEEN_PAGE, about).rowcount:
        work.connection.execute(_ALL_CHECKED, about)


def miss(work: Work, address: Address, at: datetime, reason: str) -> None:
    """A page is gone: its reports are withdrawn when no other page has them, and kept."""
    for report in work.connection.scalars(_LIVE, {"page": address.id}).all():
        _move(work, {"report": report, "page": address.id}, SourceState.GONE, at, reason)
        _withdraw_if_nowhere(work, report, at, reason)
        choose_version(work, report, at)


def leave_others(work: Work, reading: Reading, address: Address, kept: set[int], at: datetime) -> None:
    """The page's earlier reports that are not among those read now: misread if from the same bytes, else replaced."""
    for report, state in work.connection.execute(_EARLIER, {"page": address.id}).all():
        if report in kept:
            continue
        pair = {"report": report, "page": address.id}
        misread = work.connection.scalar(_LAST_BYTES, pair) == reading.sha256
        if state is SourceState.GONE and not misread:
            continue
        reason = _MISREAD if misread else _REPLACED
        _move(work, pair, SourceState.MISREAD if misread else SourceState.REPLACED, at, reason)
        _withdraw_if_nowhere(work, report, at, reason)
        choose_version(work, report, at)


def _add(work: Work, report: int, address: Address, state: SourceState, at: datetime, reason: str) -> None:
    row = {"report_id": report, "url_id": address.id, "state": state, "since": at, "reason": reason, "last_seen": at}
    work.connection.execute(_NEW_SOURCE, row)


def _move(work: Work, pair: dict[str, int], state: SourceState, at: datetime, reason: str) -> None:
    values: dict[str, Any] = {"new_state": state, "at": at, "why": reason}
    work.connection.execute(_MOVED, {**pair, **values})


def _withdraw_if_nowhere(work: Work, report: int, at: datetime, reason: str) -> None:
    """A report that no page has any more is withdrawn; one that no page ever had was misread."""
    states = set(work.connection.scalars(_STATES, {"report": report}))
    if SourceState.LIVE in states:
        return
    status = work.connection.scalar(_STATUS, {"report": report})
    if status is ReportStatus.WITHDRAWN and SourceState.GONE in states:
        return
    becomes = ReportStatus.MISREAD if states == {SourceState.MISREAD} else ReportStatus.WITHDRAWN
    work.connection.execute(_WITHDRAWN, {"report": report, "new_status": becomes, "at": at, "why": reason})
