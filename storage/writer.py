"""The only module that writes what a crawl found: one call, one transaction; nothing is ever overwritten."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

import forms
from storage import dictionary
from storage.models import Capture, Fetch, ReadingOutcome, Run, Url, table_of
from storage.models import Reading as ReadingRow
from storage.models import Walk as WalkRow
from storage.records import GONE, Context, FetchOutcome, Reading, Registered, Role, Stored, Walk
from storage.records import Capture as Captured
from storage.session import WRITING
from storage.writing import places
from storage.writing.reports import Arrival, place
from storage.writing.sources import leave_others, miss, see_again

_CAPTURES, _FETCHES, _READINGS = table_of(Capture), table_of(Fetch), table_of(ReadingRow)
_NEW_CAPTURE = insert(_CAPTURES).returning(_CAPTURES.c.id)
_NEW_FETCH, _NEW_READING = insert(_FETCHES), insert(_READINGS)
_CAPTURED = "captured"
_GOOD = (FetchOutcome.FETCHED, FetchOutcome.UNCHANGED)


class Kept(NamedTuple):
    """What is asked of a capture's row after it was written."""

    id: int
    url_id: int
    sha256: str
    etag: str | None
    last_modified: str | None
    unchanged: bool


class Writer:
    """Writes to one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(**{WRITING: True})
        self._together: Session | None = None
        self._measures: Mapping[forms.Measure, int] = {}

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all calls of the block: what they write is there as a whole or not at all."""
        with Session(self._engine, autoflush=False) as session, session.begin():
            self._together = session
            try:
                yield
            finally:
                self._together = None

    @contextmanager
    def _transaction(self, *, keep: bool = True) -> Iterator[Session]:
        if self._together is not None:
            yield self._together
            return
        with Session(self._engine, autoflush=False) as session, session.begin() as transaction:
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
            same = select(_CAPTURES.c.id).where(_CAPTURES.c.file == pointer.file, _CAPTURES.c.offset == pointer.offset)
            found: int | None = session.scalar(same)
            if found is not None:
                return found
            url = places.url_of(session, capture.url, capture.context, capture.captured_at)
            written = session.execute(
                _NEW_CAPTURE,
                {
                    "url_id": url.id,
                    "run_id": run,
                    "captured_at": capture.captured_at,
                    "status": capture.status,
                    "sha256": capture.sha256,
                    "size": capture.size,
                    "content_type": capture.content_type,
                    "etag": capture.etag,
                    "last_modified": capture.last_modified,
                    "file": pointer.file,
                    "offset": pointer.offset,
                    "length": pointer.length,
                    "context": _plain(capture.context),
                    "unchanged": capture.unchanged,
                },
            )
            number = int(written.scalar_one())
            session.info[_CAPTURED, number] = Kept(
                number, url.id, capture.sha256, capture.etag, capture.last_modified, capture.unchanged
            )
            return number

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
            same = select(_FETCHES.c.id).where(_FETCHES.c.url_id == row.id, _FETCHES.c.at == at)
            if row.last_checked is None or session.scalar(same) is None:
                values = {"url_id": row.id, "run_id": run, "at": at, "outcome": outcome}
                session.execute(_NEW_FETCH, {**values, "status": status, "reason": reason})
            row.last_checked, row.outcome, row.status, row.reason = at, outcome, status, reason
            if outcome in _GOOD:
                if not places.is_new(row):
                    see_again(session, row, at)
                _note_answer(session, row, capture)
            elif outcome in GONE:
                miss(session, row, at, reason)

    def record_agencies(self, registered: Registered) -> None:
        """The agencies that a site file names, with their years and successors."""
        with self._transaction() as session:
            context = Context(registered.site, registered.code, registered.district, Role.HOME)
            places.register(session, places.district_of(session, context), registered)

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

    def store(self, reading: Reading, capture_id: int, *, at: datetime) -> tuple[Stored, ...]:
        """Every report of a document just captured as a version, unless it says the same as the last from its page.

        A page that had other reports before has them no more.
        """
        return self._store(reading, capture_id, at, seen=True, keep=True)

    def store_again(
        self, reading: Reading, capture_id: int, *, at: datetime, rehearsal: bool = False
    ) -> tuple[Stored, ...]:
        """The same for a document from the archive, which tells nothing of whether its page is still there.

        A ``rehearsal`` tells what would become of the reports, and leaves everything as it was.
        """
        return self._store(reading, capture_id, at, seen=False, keep=not rehearsal)

    def _store(self, reading: Reading, capture_id: int, at: datetime, *, seen: bool, keep: bool) -> tuple[Stored, ...]:
        with self._transaction(keep=keep) as session:
            self._measures = self._measures or dictionary.ids(session.connection())
            capture = _capture(session, capture_id)
            url = session.get_one(Url, capture.url_id)
            arrival = Arrival(capture_id, url, at, seen)
            placed = [place(session, report, reading, arrival, self._measures) for report in reading.reports]
            stored = tuple(what for what, _ in placed)
            _note_reading(session, reading, capture_id, stored, at)
            kept = {report for _, report in placed if report is not None}
            if len(kept) == len(placed) > 0 and not places.is_new(url):
                leave_others(session, reading, url, kept, at)
        if reading.refusal is not None:
            return (Stored(None, None, None, "refused"),)
        return stored


def _capture(session: Session, number: int) -> Kept:
    """A capture of this transaction, or an earlier one."""
    found: Kept | None = session.info.get((_CAPTURED, number))
    if found is None:
        found = Kept._make(
            session.execute(select(*(_CAPTURES.c[name] for name in Kept._fields)).filter_by(id=number)).one()
        )
    return found


def _plain(context: Context) -> dict[str, Any]:
    fields = {name: value for name, value in asdict(context).items() if value is not None}
    if context.listed is not None:
        fields["listed"] = context.listed.isoformat()
    return fields


def _note_answer(session: Session, url: Url, capture_id: int | None) -> None:
    if capture_id is None:
        return
    capture = _capture(session, capture_id)
    url.etag, url.last_modified, url.sha256 = capture.etag, capture.last_modified, capture.sha256
    if not capture.unchanged:
        url.capture_id = capture.id


def _note_reading(
    session: Session, reading: Reading, capture_id: int, stored: tuple[Stored, ...], at: datetime
) -> None:
    """What became of the document, by this extractor; read again by the same one, it is told anew."""
    unplaced = [s for s in stored if s.change == "unplaced"]
    if reading.refusal is not None:
        outcome, kind, reason = ReadingOutcome.REFUSED, reading.refusal.kind, reading.refusal.message
    elif unplaced:
        lacks = "agency" if unplaced[0].agency is None else "year"
        outcome, kind, reason = ReadingOutcome.UNPLACED, None, f"the document names no {lacks}"
    else:
        outcome, kind, reason = ReadingOutcome.STORED, None, ""
    about = {"sha256": reading.sha256, "media_type": reading.media_type}
    values = {**about, "outcome": outcome, "kind": kind, "reason": reason}
    same = select(_READINGS.c.id).where(
        _READINGS.c.capture_id == capture_id, _READINGS.c.extractor == reading.extractor
    )
    number = session.scalar(same)
    if number is None:
        session.execute(_NEW_READING, {**values, "capture_id": capture_id, "extractor": reading.extractor, "at": at})
    else:
        session.execute(update(_READINGS).where(_READINGS.c.id == number).values(values))
