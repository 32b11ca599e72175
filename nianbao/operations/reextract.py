"""Documents read again from the archive, without network, and what an improved extractor makes of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from crawler.extractors import EXTRACTOR
from crawler.pipelines.intake import doubtful, read_capture
from crawler.second_opinion import BATCH, Refused, find, hear
from forms import Measure
from storage import queries
from storage.archive import Archive
from storage.changes import Changes, Printed, compare
from storage.errors import StorageError
from storage.queries.cells import of_version
from storage.queries.documents import Document, Spoken
from storage.queries.documents import documents as all_documents
from storage.records import Reading, Report, Stored
from storage.settings import Settings
from storage.writer import Writer

_NONE = Changes()


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading a document again made of one report in it.

    ``change`` is that of the writer, ``gone`` for a report that the document is not read to hold any more, ``lost``
    where the archive cannot give the document; then ``reason`` says why. ``version`` is the new one, or the one that
    says the same; ``before`` the last so far from this page. ``current``: the version is the one that is shown.
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


class Reextraction:
    """Reads the documents of a narrowing again; ``total`` counts them."""

    def __init__(self, engine: Engine, settings: Settings, narrowing: queries.Narrowing, *, dry_run: bool) -> None:
        with queries.snapshot(engine) as connection:
            self._documents = list(all_documents(connection, narrowing))
        self.total = len(self._documents)
        self._engine = engine
        self._archive = Archive(settings.archive_url)
        self._writer = Writer(engine)
        self._dry_run = dry_run
        self._office = find()

    def run(self, on_document: Callable[[], None] | None = None) -> Iterator[Reread]:
        """Each report of each document, stored on the way unless it is a dry run. May be stopped at any point."""
        for start in range(0, self.total, BATCH):
            batch = self._documents[start : start + BATCH]
            for document, reading in zip(batch, self._read(batch), strict=True):
                yield from self._again(document, reading)
                if on_document is not None:
                    on_document()

    def _read(self, batch: Sequence[Document]) -> list[Reading | Exception | None]:
        """What each document says, the error where the archive cannot give it; LibreOffice is asked for all at once."""
        readings: list[Reading | Exception | None] = []
        waiting: dict[int, Refused] = {}
        for n, document in enumerate(batch):
            try:
                body = self._archive.read(document.capture.pointer).body
            except (StorageError, OSError) as error:
                readings.append(error)
                continue
            reading = read_capture(document.capture, body)
            readings.append(reading)
            if self._office is not None and (refused := doubtful(document.capture, body, reading)):
                waiting[n] = refused
        if self._office is not None and waiting:
            for n, heard in zip(waiting, hear(self._office, list(waiting.values())), strict=True):
                readings[n] = heard
        return readings

    def _again(self, document: Document, reading: Reading | Exception | None) -> Iterator[Reread]:
        if reading is None:
            return
        if isinstance(reading, Exception):
            yield _without_report(document, "lost", f"the archive cannot give it: {reading}")
            return
        before = self._cells_before(document)
        stored = self._writer.store_again(reading, document.id, at=datetime.now(UTC), rehearsal=self._dry_run)
        yield from _compare(document, reading, stored, before)

    def _cells_before(self, document: Document) -> dict[int, dict[Measure, Printed]]:
        with queries.snapshot(self._engine) as connection:
            return {s.version_id: of_version(connection, s.version_id, s.format) for s in document.reports}


def _compare(
    document: Document,
    reading: Reading,
    stored: tuple[Stored, ...],
    before: dict[int, dict[Measure, Printed]],
) -> Iterator[Reread]:
    if reading.refusal is not None:
        yield _without_report(document, "refused", reading.refusal.message)
        return
    left = {(spoken.agency, spoken.year): spoken for spoken in document.reports}
    for report, what in zip(reading.reports, stored, strict=True):
        earlier = left.pop((what.agency or "", what.year or 0), None)
        cells = before[earlier.version_id] if earlier else {}
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
            changes=compare(cells, _printed(report)),
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
