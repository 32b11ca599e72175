"""The only module that writes what a crawl found: one call, one transaction; nothing is ever overwritten.

Any number of processes may write to one PostgreSQL database: see ``storage.writing.places``.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, update

import forms
from storage.archive.moving.move import Move
from storage.database import dictionary
from storage.judgements import report_of
from storage.models import Reading as ReadingRow
from storage.models import ReadingOutcome, Run, table_of
from storage.models import Walk as WalkRow
from storage.models.crawl.reading import NO_CELLS
from storage.queries.crawl.articles import Sheet, sheets
from storage.records import Capture, Context, FetchOutcome, Pinned, Reading, Registered, Role, Stored, Walk
from storage.session import WRITING
from storage.writing import captures, endings
from storage.writing.places import addresses, agencies, districts
from storage.writing.reports import Arrival, place
from storage.writing.shown import restoring
from storage.writing.shown.current import choose_version
from storage.writing.sources import leave_others
from storage.writing.work import Work, or_renewed, unless_there

_RUNS = table_of(Run)
_NEW_RUN = insert(_RUNS).returning(_RUNS.c.id)
_NEW_WALK = unless_there(table_of(WalkRow), "site", "checked_at")
_NEW_READING = or_renewed(
    table_of(ReadingRow), ("capture_id", "extractor"), ("sha256", "media_type", "at", "outcome", "kind", "reason")
)


class Writer:
    """Writes to one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(**{WRITING: True})
        self._together: Work | None = None
        self._measures: Mapping[forms.Measure, int] = {}

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all calls of the block: what they write is there as a whole or not at all."""
        with self._engine.begin() as connection:
            self._together = work = Work(connection)
            try:
                yield
                work.write_waiting()
            finally:
                self._together = None

    @contextmanager
    def _transaction(self, *, keep: bool = True) -> Iterator[Work]:
        if self._together is not None:
            yield self._together
            return
        with self._engine.connect() as connection, connection.begin() as transaction:
            work = Work(connection)
            yield work
            if keep:
                work.write_waiting()
            else:
                transaction.rollback()

    def begin_run(self, started_at: datetime, stats: Mapping[str, Any] | None = None) -> int:
        """The id of a new run; ``stats`` say what it is, should it never end."""
        with self._transaction() as work:
            row = {"started_at": started_at, "stats": stats}
            number: int = work.connection.execute(_NEW_RUN, row).scalar_one()
            return number

    def end_run(self, run: int, ended_at: datetime, stats: Mapping[str, Any]) -> None:
        """Close a run."""
        with self._transaction() as work:
            closed = update(_RUNS).where(_RUNS.c.id == run).values(ended_at=ended_at, stats=dict(stats))
            work.connection.execute(closed)

    def record_capture(self, capture: Capture, run: int | None) -> int:
        """The id of an archived answer, stored once however often it is told."""
        with self._transaction() as work:
            return captures.record(work, capture, run)

    def sheets(self, site: str, first: str, until: datetime) -> list[Sheet]:
        """The page at an address and those that it led to, each as captured last until a moment."""
        with self._transaction() as work:
            return sheets(work.connection, site, [first], until)

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
        with self._transaction() as work:
            address = addresses.address_of(work, url, context, at)
            endings.record(work, address, outcome, at, run, status, reason, capture)

    def forget_bodies(self, file: str, offsets: Collection[int]) -> int:
        """Have the pages whose last good answer stood at these places asked for in full again; how many there are."""
        with self._transaction() as work:
            return endings.forget(work, captures.at(work, file, offsets))

    def follow(self, move: Move) -> int:
        """Have the captures of files that were replaced point to where their records stand now; how many did not."""
        with self._transaction() as work:
            return sum(captures.move(work, file, move.records(file)) for file in move.replaced)

    def has_agencies(self, code: str) -> bool:
        """Whether a site file said anything of the district's agencies."""
        with self._transaction() as work:
            return agencies.are_registered(work.connection, code)

    def record_agencies(self, registered: Registered) -> None:
        """The agencies that a site file names, with their years and successors; what an earlier one said is over."""
        with self._transaction() as work:
            context = Context(registered.site, registered.code, registered.district, Role.HOME)
            agencies.register(work, districts.district_of(work, context), registered)

    def record_walk(self, walk: Walk, run: int | None) -> None:
        """How a site's walk ended."""
        with self._transaction() as work:
            values = {
                "run_id": run,
                "site": walk.site,
                "code": walk.code,
                "verdict": walk.verdict,
                "reason": walk.reason,
                "checked_at": walk.checked_at,
                "counts": dict(walk.counts),
                "years": list(walk.years),
            }
            work.connection.execute(_NEW_WALK[work.connection.dialect.name], values)

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

    def restore(self, report: int, version: int, *, at: datetime, reason: str) -> None:
        """Show a version that a person chose, until a later one comes; no page that has it may be misread."""
        with self._transaction() as work:
            districts.hold_report(work, report)
            restoring.pin(work.connection, report, version, reason)
            choose_version(work, report, at)

    def pin(self, pinned: Pinned) -> None:
        """The same for the document that a person chose once. Raises StorageError where it is not to be had."""
        with self._transaction() as work:
            report, _, _ = report_of(work.connection, pinned.agency, pinned.year, pinned.code)
            version = restoring.version_of(work.connection, report, pinned.sha256, pinned.url)
            restoring.pin(work.connection, report, version, pinned.reason)
            choose_version(work, report, pinned.at)

    def take_back(self, ran_at: datetime, *, at: datetime, reason: str) -> int:
        """Show again what was shown before a run of reading again; how many reports that moved."""
        with self._transaction() as work:
            districts.hold_all(work)
            ways = restoring.ways_back(work.connection, ran_at)
            for way in ways:
                restoring.put_back(work.connection, way, ran_at, at, reason)
                choose_version(work, way.report, at)
            return len(ways)

    def _store(self, reading: Reading, capture_id: int, at: datetime, *, seen: bool, keep: bool) -> tuple[Stored, ...]:
        with self._transaction(keep=keep) as work:
            self._measures = self._measures or dictionary.ids(work.connection)
            address = addresses.address_at(work, captures.capture_at(work, capture_id).url_id)
            arrival = Arrival(capture_id, address, at, seen)
            placed = [place(work, report, reading, arrival, self._measures) for report in reading.reports]
            stored = tuple(what for what, _ in placed)
            _note_reading(work, reading, capture_id, stored, at)
            kept = {report for _, report in placed if report is not None}
            if len(kept) == len(placed) > 0 and not address.is_new:
                leave_others(work, reading, address, kept, at)
        if reading.refusal is not None:
            return (Stored(None, None, None, "refused"),)
        return stored


def _note_reading(work: Work, reading: Reading, capture: int, stored: tuple[Stored, ...], at: datetime) -> None:
    """What became of the document, by this extractor; read again by the same one, it is told anew."""
    unplaced = [s for s in stored if s.change == "unplaced"]
    kind = None
    if reading.refusal is not None:
        outcome, kind, reason = ReadingOutcome.REFUSED, reading.refusal.kind, reading.refusal.message
    elif unplaced:
        lacks = "agency" if unplaced[0].agency is None else "year"
        outcome, reason = ReadingOutcome.UNPLACED, f"the document names no {lacks}"
        kind = None if any(each.cells for each in unplaced) else NO_CELLS
    else:
        outcome, reason = ReadingOutcome.STORED, ""
    about = {"sha256": reading.sha256, "media_type": reading.media_type, "extractor": reading.extractor}
    values = {**about, "capture_id": capture, "at": at, "outcome": outcome, "kind": kind, "reason": reason}
    work.waiting.tell(_NEW_READING[work.connection.dialect.name], values)
