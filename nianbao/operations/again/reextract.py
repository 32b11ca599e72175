"""Documents read again from the archive, without network, and what an improved extractor makes of them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, select

from crawler.extractors import EXTRACTOR
from forms import Measure
from nianbao.operations.again.batch import Batch
from nianbao.operations.again.marks import REREAD, broken_off, mark_of
from nianbao.operations.again.rereading import Again
from storage import queries
from storage.clock import Clock
from storage.crosschecks import renew
from storage.errors import StorageError
from storage.models import Fetch, Run, table_of
from storage.queries.contents.cells import of_version
from storage.queries.crawl.documents import Document, Done, Spoken, documents
from storage.records import Reading, Report, Stored
from storage.settings import Settings
from storage.versions.changes import Changes, Printed, compare
from storage.writer import Writer

_RUNS, _FETCHES = table_of(Run), table_of(Fetch)


class RunError(StorageError):
    """A run that cannot be taken back, for it is none of reading again (raised here, shown to whoever asked)."""


_NONE = Changes()


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again made of one report in it.

    ``change`` is that of the writer, ``gone`` for a report that the document is not read to hold any more, ``lost``
    where the archive cannot give the document; then ``reason`` says why. ``rules``: in a dry run, by which rule each
    cell is read now. ``version`` is the new one, or the one that says the same; ``before`` the last so far from this
    page. ``current``: the version is the one that is shown.
    """

    url: str
    captured_at: datetime
    sha256: str
    extractor: str
    agency: str | None
    year: int | None
    format: str | None
    before: Spoken | None
    version: int | None
    current: bool
    change: str
    changes: Changes = _NONE
    reason: str = ""
    rules: Mapping[Measure, str] = field(default_factory=dict)


class Reextraction:
    """Reads the documents of a narrowing again; ``total`` counts them, ``run_number`` is that of the run's row.

    ``going_on``: a run of all documents begins where the last one was killed; ``since`` is when that began.
    """

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        narrowing: queries.Narrowing,
        *,
        dry_run: bool,
        going_on: bool = False,
        workers: int = 1,
    ) -> None:
        is_whole = narrowing == queries.Narrowing()
        with queries.snapshot(engine) as connection:
            self.since = broken_off(connection) if going_on and is_whole and not dry_run else None
            done = Done(EXTRACTOR, self.since) if self.since is not None else None
            captures = documents(connection, narrowing, but=done)
        self.total = len(captures)
        self.run_number: int | None = None
        self._is_whole = is_whole
        self._engine = engine
        self._writer = Writer(engine)
        self._dry_run = dry_run
        self._batch = Batch(engine, settings, captures, dry_run=dry_run, workers=workers)

    def run(self, on_document: Callable[[], None] | None = None) -> Iterator[Reread]:
        """Each report of each document, stored on the way unless it is a dry run. May be stopped at any point.

        All that a run stores is of one moment, by which it can be taken back.
        """
        began = Clock.of(self._engine)()
        tally: Counter[str] = Counter()
        mark = mark_of(self.since or began, is_whole=self._is_whole)
        if not self._dry_run and (self.total or self.since is not None):
            self.run_number = self._writer.begin_run(began, mark)
        for read, stored in self._batch.run(began):
            for reread in self._told(read, stored):
                tally[reread.change] += 1
                yield reread
            if on_document is not None:
                on_document()
        if self.run_number is not None:
            codes = None if self._is_whole else self._batch.codes
            end(self._engine, self.run_number, codes, {**mark, **tally})

    def _told(self, again: Again, stored: tuple[Stored, ...]) -> Iterator[Reread]:
        if again.lost:
            yield _without_report(again.document, "lost", again.lost)
        elif again.reading is not None:
            yield from _compare(again, again.reading, stored, self._cells)

    def _cells(self, spoken: Spoken) -> Mapping[Measure, Printed]:
        with queries.snapshot(self._engine) as connection:
            return of_version(connection, spoken.version_id, spoken.format)


def end(engine: Engine, number: int, codes: Collection[str] | None, stats: Mapping[str, Any]) -> None:
    """Compare the reports of the districts with each other, of all without codes, and close the row of a run.

    What a run that was killed has stored is compared by the one that goes on with it.
    """
    renew(engine, codes)
    Writer(engine).end_run(number, Clock.of(engine)(), stats)


def take_back(engine: Engine, number: int, *, at: datetime) -> int:
    """Show again what was shown before a run of reading again; how many reports that moved. Raises RunError."""
    with queries.snapshot(engine) as connection:
        run = connection.execute(select(_RUNS).where(_RUNS.c.id == number)).first()
        if run is None or (run.stats or {}).get("kind", REREAD) != REREAD or _crawled(connection, number):
            known = [row.id for row in connection.execute(select(_RUNS)) if (row.stats or {}).get("kind") == REREAD]
            has = f"there is {', '.join(map(str, known[-5:]))}" if known else "there is none"
            raise RunError(f"{number} is no run of reading again: {has}")
    moved = Writer(engine).take_back(run.started_at, at=at, reason=f"run {number} of reading again was taken back")
    renew(engine, changed_only=True)
    return moved


def _crawled(connection: Connection, number: int) -> bool:
    """Whether the run asked for pages; one that was killed has no other mark of what it was."""
    asked = select(_FETCHES.c.id).where(_FETCHES.c.run_id == number).limit(1)
    return connection.execute(asked).first() is not None


def _compare(
    again: Again,
    reading: Reading,
    stored: tuple[Stored, ...],
    cells_of: Callable[[Spoken], Mapping[Measure, Printed]],
) -> Iterator[Reread]:
    """A version that says the same is the one compared with, so that its cells need not be asked for."""
    document = again.document
    if reading.refusal is not None:
        yield _without_report(document, "refused", reading.refusal.message)
        return
    left = {(spoken.agency, spoken.year): spoken for spoken in document.reports}
    for report, what in zip(reading.reports, stored, strict=True):
        earlier = left.pop((what.agency or "", what.year or 0), None)
        is_same = earlier is not None and what.change == "same" and what.version == earlier.version
        cells = cells_of(earlier) if earlier is not None and not is_same else {}
        yield Reread(
            url=document.capture.url,
            captured_at=document.capture.captured_at,
            sha256=document.capture.sha256,
            extractor=reading.extractor,
            agency=what.agency,
            year=what.year,
            format=report.format,
            before=earlier,
            version=what.version,
            current=what.current,
            change=what.change,
            changes=_NONE if is_same else compare(cells, _printed(report)),
            rules=again.rules or {},
            reason="the document names no agency or no year" if what.change == "unplaced" else "",
        )
    if all(what.version is not None for what in stored) and stored:
        for spoken in left.values():
            yield _without_report(document, "gone", "the document is read as another report now", spoken)


def _printed(report: Report) -> dict[Measure, Printed]:
    return {Measure(c.table, c.row, c.column): Printed(c.value, c.state, c.raw) for c in report.cells}


def _without_report(document: Document, change: str, reason: str, spoken: Spoken | None = None) -> Reread:
    spoken = spoken or next(iter(document.reports), None)
    context = document.capture.context
    return Reread(
        url=document.capture.url,
        captured_at=document.capture.captured_at,
        sha256=document.capture.sha256,
        extractor=EXTRACTOR,
        agency=spoken.agency if spoken else context.agency,
        year=spoken.year if spoken else context.year,
        format=None,
        before=spoken,
        version=None,
        current=False,
        change=change,
        reason=reason,
    )
