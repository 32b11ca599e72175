"""Which pages have a report, and which of its versions is shown for it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import search
from storage.choice import Candidate, Pin, SourceState, choose
from storage.models import AnnualReport, Capture, ReportStatus, Source, Url, Version
from storage.records import GONE, Reading
from storage.writing import crosschecks, showings

_REPLACED = "its page has another report now"
_MISREAD = "its page is read as another report now"


def see(session: Session, report: AnnualReport, url: Url, at: datetime, *, is_new: bool) -> None:
    """The page was had just now, and has the report."""
    source = _source_of(session, report, url, SourceState.LIVE, at, is_new=is_new)
    if source.state is not SourceState.LIVE:
        source.state, source.since, source.reason = SourceState.LIVE, at, ""
    source.last_seen = report.last_checked = at
    report.status, report.withdrawn_at, report.withdrawn_reason = ReportStatus.CURRENT, None, None
    if not is_new:
        session.flush()


def find(session: Session, report: AnnualReport, url: Url, at: datetime, *, is_new: bool) -> None:
    """The page's last capture is read to have the report; the page is there or gone, as it was when last asked for."""
    is_gone = url.outcome in GONE
    state, reason = (SourceState.GONE, url.reason) if is_gone else (SourceState.LIVE, "")
    source = _source_of(session, report, url, state, at, is_new=is_new)
    if source.state in (SourceState.MISREAD, SourceState.REPLACED):
        source.state, source.since, source.reason = state, at, reason
    session.flush()
    if is_gone:
        _withdraw_if_nowhere(session, report, at, reason)
    else:
        report.status, report.withdrawn_at, report.withdrawn_reason = ReportStatus.CURRENT, None, None


def _source_of(
    session: Session, report: AnnualReport, url: Url, state: SourceState, at: datetime, *, is_new: bool
) -> Source:
    found = None if is_new else session.get(Source, (report.id, url.id))
    if found is None:
        found = Source(report_id=report.id, url_id=url.id, state=state, since=at, reason="", last_seen=at)
        session.add(found)
    return found


def see_again(session: Session, url: Url, at: datetime) -> None:
    """The reports of a page that was had were seen to be there."""
    for source in session.scalars(select(Source).where(Source.url_id == url.id, Source.state == SourceState.LIVE)):
        source.last_seen = at
        session.get_one(AnnualReport, source.report_id).last_checked = at


def miss(session: Session, url: Url, at: datetime, reason: str) -> None:
    """A page is gone: its reports are withdrawn when no other page has them, and kept."""
    live = select(Source).where(Source.url_id == url.id, Source.state == SourceState.LIVE)
    for source in list(session.scalars(live)):
        source.state, source.since, source.reason = SourceState.GONE, at, reason
        session.flush()
        report = session.get_one(AnnualReport, source.report_id)
        _withdraw_if_nowhere(session, report, at, reason)
        choose_version(session, report, at)


def leave_others(session: Session, reading: Reading, url: Url, kept: set[int], at: datetime) -> None:
    """The page's earlier reports that are not among those read now: misread if from the same bytes, else replaced."""
    earlier = select(Source).where(Source.url_id == url.id, Source.state.in_((SourceState.LIVE, SourceState.GONE)))
    for source in list(session.scalars(earlier.where(Source.report_id.not_in(kept)))):
        report = session.get_one(AnnualReport, source.report_id)
        of_page = select(Version.sha256).where(Version.report_id == report.id, Version.url_id == url.id)
        misread = session.scalars(of_page.order_by(Version.number.desc())).first() == reading.sha256
        if source.state is SourceState.GONE and not misread:
            continue
        source.state = SourceState.MISREAD if misread else SourceState.REPLACED
        source.since, source.reason = at, _MISREAD if misread else _REPLACED
        session.flush()
        _withdraw_if_nowhere(session, report, at, source.reason)
        choose_version(session, report, at)


def _withdraw_if_nowhere(session: Session, report: AnnualReport, at: datetime, reason: str) -> None:
    """A report that no page has any more is withdrawn; one that no page ever had was misread."""
    states = set(session.scalars(select(Source.state).where(Source.report_id == report.id)))
    if SourceState.LIVE in states or (report.status is ReportStatus.WITHDRAWN and SourceState.GONE in states):
        return
    report.status = ReportStatus.MISREAD if states == {SourceState.MISREAD} else ReportStatus.WITHDRAWN
    report.withdrawn_at, report.withdrawn_reason = at, reason


def choose_version(session: Session, report: AnnualReport, at: datetime) -> None:
    """Move the pointer to the best reading; the old current one steps back first, for there may be only one.

    What is shown from ``at`` on is noted, and what the report's pages do not agree on is told anew with it.
    """
    rows = list(session.scalars(select(Version).where(Version.report_id == report.id)))
    states = {s.url_id: s.state for s in session.scalars(select(Source).where(Source.report_id == report.id))}
    candidates = [
        Candidate(
            v.number,
            v.url_id,
            v.sha256,
            session.get_one(Capture, v.capture_id).captured_at,
            v.asked,
            v.unread,
            v.failing,
        )
        for v in rows
    ]
    pin = Pin(report.pinned, report.pinned_at) if report.pinned and report.pinned_at else None
    best = choose(candidates, states, pin)
    hidden = [version for version in rows if version.current and version.number != best]
    shown = [version for version in rows if not version.current and version.number == best]
    for version in hidden:
        version.current = False
    session.flush()
    for version in rows:
        version.current = version.number == best
    session.flush()
    search.move(session.connection(), hidden=[v.id for v in hidden], shown=[v.id for v in shown])
    showings.note(session.connection(), report.id, at)
    if len({version.url_id for version in rows}) > 1:
        crosschecks.renew(session, report, at)
