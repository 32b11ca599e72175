"""The pointer to the version of a report that is shown."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage import search
from storage.models import AnnualReport, Capture, Source, Version, table_of
from storage.versions.choice import Candidate, Pin, SourceState, choose
from storage.writing import crosschecks
from storage.writing.shown import showings
from storage.writing.work import Work

_VERSIONS, _CAPTURES, _SOURCES, _REPORTS = map(table_of, (Version, Capture, Source, AnnualReport))
_CHOSEN_BY = ("number", "url_id", "sha256", "asked", "unread", "failing", "title")
_CANDIDATES = (
    select(
        *(_VERSIONS.c.id, _VERSIONS.c.current, _SOURCES.c.state, _REPORTS.c.pinned, _REPORTS.c.pinned_among),
        *(_CAPTURES.c.captured_at, *(_VERSIONS.c[name] for name in _CHOSEN_BY)),
    )
    .join_from(_REPORTS, _VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id)
    .join(_CAPTURES, _CAPTURES.c.id == _VERSIONS.c.capture_id)
    .outerjoin(_SOURCES, (_SOURCES.c.report_id == _REPORTS.c.id) & (_SOURCES.c.url_id == _VERSIONS.c.url_id))
    .where(_REPORTS.c.id == bindparam("report"))
    .order_by(_VERSIONS.c.number)
)
_POINTED = update(_VERSIONS).where(_VERSIONS.c.id == bindparam("version")).values(current=bindparam("is_current"))


def choose_version(work: Work, report: int, at: datetime) -> int | None:
    """Move the pointer to the best reading, and give its number.

    The old current version steps back first, for there may be only one. What is shown from ``at`` on is noted, and
    what the report's pages do not agree on is told anew with it.
    """
    rows = work.connection.execute(_CANDIDATES, {"report": report}).all()
    states: dict[int, SourceState] = {row.url_id: row.state for row in rows if row.state is not None}
    pin = Pin(rows[0].pinned, rows[0].pinned_among) if rows and rows[0].pinned and rows[0].pinned_among else None
    best = choose((_candidate(tuple(row)) for row in rows), states, pin)
    hidden = [row.id for row in rows if row.current and row.number != best]
    shown = [row.id for row in rows if not row.current and row.number == best]
    for version in hidden + shown:
        work.connection.execute(_POINTED, {"version": version, "is_current": version in shown})
    if hidden or shown:
        work.write_waiting()
        search.move(work.connection, hidden=hidden, shown=shown)
    showings.note(work.connection, report, at)
    if len({row.url_id for row in rows}) > 1:
        work.write_waiting()
        crosschecks.renew(work.connection, report, at)
    return best


def _candidate(row: tuple[object, ...]) -> Candidate:
    captured_at, number, page, document, asked, unread, failing, title = row[5:]
    return Candidate(number, page, document, captured_at, asked, unread, failing, title)  # type: ignore[arg-type]
