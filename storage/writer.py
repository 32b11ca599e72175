"""The only module that writes what a crawl found: one call, one transaction; nothing is ever overwritten."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.choice import Candidate, SourceState, choose
from storage.models import (
    AnnualReport,
    Capture,
    District,
    Fetch,
    ReadingOutcome,
    ReportStatus,
    Run,
    Source,
    Url,
)
from storage.models import Reading as ReadingRow
from storage.models import Version as VersionRow
from storage.models import Walk as WalkRow
from storage.records import Capture as Captured
from storage.records import Context, FetchOutcome, Reading, Report, Walk
from storage.session import WRITING
from storage.writing import places, versions

_GOOD = (FetchOutcome.FETCHED, FetchOutcome.UNCHANGED)
_GONE = (FetchOutcome.NOT_FOUND, FetchOutcome.SOFT_404)
_REPLACED = "its page has another report now"
_MISREAD = "its page is read as another report now"


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one report: ``change`` is new, changed, same, unplaced or refused; ``cells`` counts them.

    ``current``: the version is the one that is shown; a reading that is worse than an earlier one of its bytes is not.
    """

    agency: str | None
    year: int | None
    version: int | None
    change: str
    cells: int = 0
    current: bool = False


class Writer:
    """Writes to one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(**{WRITING: True})

    @contextmanager
    def _transaction(self, *, keep: bool = True) -> Iterator[Session]:
        with Session(self._engine) as session, session.begin() as transaction:
            yield session
            if not keep:
                transaction.rollback()

    def begin_run(self, started_at: datetime) -> int:
        """The id of a new run."""
        with self._transaction() as session:
            run = Run(started_at=started_at)
            session.add(run)
            session.flush()
            return run.id

    def end_run(self, run: int, ended_at: datetime, stats: Mapping[str, Any]) -> None:
        """Close a run."""
        with self._transaction() as session:
            row = session.get_one(Run, run)
            row.ended_at, row.stats = ended_at, dict(stats)

    def record_capture(self, capture: Captured, run: int | None) -> int:
        """The id of an archived answer, stored once however often it is told."""
        with self._transaction() as session:
            pointer = capture.pointer
            found = session.scalar(
                select(Capture.id).where(Capture.file == pointer.file, Capture.offset == pointer.offset)
            )
            if found is not None:
                return found
            url = places.url_of(session, capture.url, capture.context, capture.captured_at)
            row = Capture(
                url_id=url.id,
                run_id=run,
                captured_at=capture.captured_at,
                status=capture.status,
                sha256=capture.sha256,
                size=capture.size,
                content_type=capture.content_type,
                etag=capture.etag,
                last_modified=capture.last_modified,
                file=pointer.file,
                offset=pointer.offset,
                length=pointer.length,
                context=_plain(capture.context),
                unchanged=capture.unchanged,
            )
            session.add(row)
            session.flush()
            return row.id

    def record_fetch(  # noqa: PLR0913 – one for each column of the row
        self,
        url: str,
        outcome: FetchOutcome,
        *,
        at: datetime,
        context: Context,
        run: int | None,
        status: int | None = None,
        reason: str = "",
        capture: int | None = None,
    ) -> None:
        """The end of a request, and the new state of its address; a block page leaves the last good answer alone."""
        with self._transaction() as session:
            row = places.url_of(session, url, context, at)
            if session.scalar(select(Fetch.id).where(Fetch.url_id == row.id, Fetch.at == at)) is None:
                session.add(Fetch(url_id=row.id, run_id=run, at=at, outcome=outcome, status=status, reason=reason))
            row.last_checked, row.outcome, row.status, row.reason = at, outcome, status, reason
            if outcome in _GOOD:
                _note_answer(session, row, capture)
                _see_again(session, row, at)
            elif outcome in _GONE:
                _miss(session, row, at, reason)

    def record_walk(self, walk: Walk, run: int | None) -> None:
        """How a site's walk ended."""
        with self._transaction() as session:
            same = select(WalkRow.id).where(WalkRow.site == walk.site, WalkRow.checked_at == walk.checked_at)
            if session.scalar(same) is None:
                session.add(
                    WalkRow(
                        run_id=run,
                        site=walk.site,
                        code=walk.code,
                        verdict=walk.verdict,
                        reason=walk.reason,
                        checked_at=walk.checked_at,
                        counts=dict(walk.counts),
                        years=list(walk.years),
                    )
                )

    def store(self, reading: Reading, capture_id: int, *, at: datetime, rehearsal: bool = False) -> tuple[Stored, ...]:
        """Every report of a document as a version, unless it says the same as the last from its page.

        A page that had other reports before has them no more. A ``rehearsal`` tells what would become of the reports
        and leaves everything as it was.
        """
        with self._transaction(keep=not rehearsal) as session:
            capture = session.get_one(Capture, capture_id)
            url = session.get_one(Url, capture.url_id)
            placed = [_place(session, report, reading, capture, url, at) for report in reading.reports]
            stored = tuple(what for what, _ in placed)
            _note_reading(session, reading, capture_id, stored, at)
            kept = {report for _, report in placed if report is not None}
            if len(kept) == len(placed) > 0:
                _leave_others(session, reading, url, kept, at)
        if reading.refusal is not None:
            return (Stored(None, None, None, "refused"),)
        return stored


def _plain(context: Context) -> dict[str, Any]:
    fields = {name: value for name, value in asdict(context).items() if value is not None}
    if context.listed is not None:
        fields["listed"] = context.listed.isoformat()
    return fields


def _note_answer(session: Session, url: Url, capture_id: int | None) -> None:
    if capture_id is None:
        return
    capture = session.get_one(Capture, capture_id)
    url.etag, url.last_modified, url.sha256 = capture.etag, capture.last_modified, capture.sha256
    if not capture.unchanged:
        url.capture_id = capture.id


def _see_again(session: Session, url: Url, at: datetime) -> None:
    """The reports of a page that was had were seen to be there."""
    for source in session.scalars(select(Source).where(Source.url_id == url.id, Source.state == SourceState.LIVE)):
        source.last_seen = at
        session.get_one(AnnualReport, source.report_id).last_checked = at


def _miss(session: Session, url: Url, at: datetime, reason: str) -> None:
    """A page is gone: its reports are withdrawn when no other page has them, and kept."""
    live = select(Source).where(Source.url_id == url.id, Source.state == SourceState.LIVE)
    for source in list(session.scalars(live)):
        source.state, source.since, source.reason = SourceState.GONE, at, reason
        session.flush()
        report = session.get_one(AnnualReport, source.report_id)
        _withdraw_if_nowhere(session, report, at, reason)
        _choose(session, report)


def _note_reading(
    session: Session, reading: Reading, capture_id: int, stored: tuple[Stored, ...], at: datetime
) -> None:
    same = select(ReadingRow).where(ReadingRow.capture_id == capture_id, ReadingRow.extractor == reading.extractor)
    row = session.scalar(same) or ReadingRow(capture_id=capture_id, extractor=reading.extractor, at=at)
    row.sha256, row.media_type = reading.sha256, reading.media_type
    unplaced = [s for s in stored if s.change == "unplaced"]
    if reading.refusal is not None:
        row.outcome, row.kind, row.reason = ReadingOutcome.REFUSED, reading.refusal.kind, reading.refusal.message
    elif unplaced:
        lacks = "agency" if unplaced[0].agency is None else "year"
        row.outcome, row.kind, row.reason = ReadingOutcome.UNPLACED, None, f"the document names no {lacks}"
    else:
        row.outcome, row.kind, row.reason = ReadingOutcome.STORED, None, ""
    session.add(row)


def _place(
    session: Session, report: Report, reading: Reading, capture: Capture, url: Url, at: datetime
) -> tuple[Stored, int | None]:
    """What became of one report of a document, and the id of its row."""
    if report.agency is None or report.year is None:
        return Stored(report.agency, report.year, None, "unplaced", len(report.cells)), None
    district = session.get_one(District, url.district_id)
    agency = places.agency_of(session, district, report.agency)
    row = session.scalar(
        select(AnnualReport).where(AnnualReport.agency_id == agency.id, AnnualReport.year == report.year)
    )
    if row is None:
        row = AnnualReport(
            agency_id=agency.id,
            year=report.year,
            status=ReportStatus.CURRENT,
            first_seen=at,
            last_changed=at,
            last_checked=at,
        )
        session.add(row)
        session.flush()
    _see_source(session, row, url, at)
    earlier = list(
        session.scalars(select(VersionRow).where(VersionRow.report_id == row.id).order_by(VersionRow.number))
    )
    said = versions.digest(report)
    last = next((v for v in reversed(earlier) if v.url_id == url.id), None)
    if last is not None and last.digest == said:
        _choose(session, row)
        return Stored(agency.name, report.year, last.number, "same", len(report.cells), last.current), row.id
    version = _version(row, report, reading, capture, len(earlier) + 1, said, at)
    session.add(version)
    session.flush()
    versions.write_content(session, version.id, report)
    row.last_changed = at
    _choose(session, row)
    change = "changed" if earlier else "new"
    return Stored(agency.name, report.year, version.number, change, len(report.cells), version.current), row.id


def _see_source(session: Session, report: AnnualReport, url: Url, at: datetime) -> None:
    source = session.get(Source, (report.id, url.id))
    if source is None:
        session.add(
            Source(report_id=report.id, url_id=url.id, state=SourceState.LIVE, since=at, reason="", last_seen=at)
        )
    else:
        if source.state is not SourceState.LIVE:
            source.state, source.since, source.reason = SourceState.LIVE, at, ""
        source.last_seen = at
    report.status, report.withdrawn_at, report.withdrawn_reason = ReportStatus.CURRENT, None, None
    report.last_checked = at
    session.flush()


def _leave_others(session: Session, reading: Reading, url: Url, kept: set[int], at: datetime) -> None:
    """The page's earlier reports that are not among those read now: misread if from the same bytes, else replaced."""
    live = select(Source).where(Source.url_id == url.id, Source.state == SourceState.LIVE)
    for source in list(session.scalars(live.where(Source.report_id.not_in(kept)))):
        report = session.get_one(AnnualReport, source.report_id)
        of_page = select(VersionRow.sha256).where(VersionRow.report_id == report.id, VersionRow.url_id == url.id)
        misread = session.scalars(of_page.order_by(VersionRow.number.desc())).first() == reading.sha256
        source.state = SourceState.MISREAD if misread else SourceState.REPLACED
        source.since, source.reason = at, _MISREAD if misread else _REPLACED
        session.flush()
        _withdraw_if_nowhere(session, report, at, source.reason)
        _choose(session, report)


def _withdraw_if_nowhere(session: Session, report: AnnualReport, at: datetime, reason: str) -> None:
    """A report that no page has any more is withdrawn; one that no page ever had was misread."""
    states = set(session.scalars(select(Source.state).where(Source.report_id == report.id)))
    if SourceState.LIVE in states:
        return
    report.status = ReportStatus.MISREAD if states == {SourceState.MISREAD} else ReportStatus.WITHDRAWN
    report.withdrawn_at, report.withdrawn_reason = at, reason


def _version(
    row: AnnualReport, report: Report, reading: Reading, capture: Capture, number: int, said: str, at: datetime
) -> VersionRow:
    return VersionRow(
        report_id=row.id,
        number=number,
        current=False,
        url_id=capture.url_id,
        capture_id=capture.id,
        sha256=reading.sha256,
        media_type=reading.media_type,
        extractor=reading.extractor,
        made_at=at,
        digest=said,
        format=report.format,
        agency=report.agency or "",
        title=report.title,
        published=report.published,
        scope=report.scope,
        index_number=report.index_number,
        site_code=report.site_code,
        district_code=report.district_code,
        warnings=list(report.warnings),
        facts=dict(report.sources),
        failing=versions.failing(report),
        unread=versions.unread(report.cells),
        asked=len(report.cells),
    )


def _choose(session: Session, report: AnnualReport) -> None:
    """Move the pointer to the best reading; the old current one steps back first, for there may be only one."""
    rows = list(session.scalars(select(VersionRow).where(VersionRow.report_id == report.id)))
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
    best = choose(candidates, states)
    for version in rows:
        if version.current and version.number != best:
            version.current = False
    session.flush()
    for version in rows:
        version.current = version.number == best
    session.flush()
