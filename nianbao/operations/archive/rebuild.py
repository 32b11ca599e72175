"""The database made anew from the archive alone: every record replayed in the order in which the crawls wrote them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import Engine

from crawler.confined import Confined
from crawler.pipelines.articles import find as find_article
from crawler.pipelines.articles import keep
from crawler.pipelines.intake import doubtful, holds_report, read_capture
from crawler.second_opinion import find, hear
from storage import judgements
from storage.archive import Archive
from storage.archive.contents import notes
from storage.crosschecks import renew
from storage.errors import StorageError
from storage.records import GONE, Capture, Entry, FetchOutcome, Judged, Note, Pinned
from storage.session import WRITING
from storage.writer import Writer

logger = logging.getLogger(__name__)

_READ_AS = 200
_AT_ONCE = 100
"""Records whose rows are written together."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many records were replayed, and how many reports were new."""

    captures: int
    walks: int
    reports: int


class Rebuild:
    """Replays an archive into an empty database."""

    def __init__(self, archive: Archive, engine: Engine) -> None:
        self._archive = archive
        self._engine = engine
        self._writer = Writer(engine)
        self._office = find()
        self._confined = Confined()
        self._judged: list[Judged] = []
        self._outcomes: dict[tuple[str, str], FetchOutcome] = {}
        self._checked: dict[tuple[str, str], datetime] = {}
        self._captures = self._walks = self._reports = 0

    def run(self, on_entry: Callable[[Entry], None] | None = None) -> Rebuilt:
        """Every record, oldest first; then what is said across reports, and what a person decided."""
        entries = self._archive.entries()
        with self._confined:
            while batch := list(islice(entries, _AT_ONCE)):
                with self._writer.together():
                    for entry in batch:
                        self._replay(entry)
                        if on_entry is not None:
                            on_entry(entry)
        renew(self._engine)
        self._judge()
        return Rebuilt(self._captures, self._walks, self._reports)

    def _replay(self, entry: Entry) -> None:
        if entry.capture is not None:
            self._take(entry.capture, entry)
        elif entry.note is not None:
            self._note(entry.note)

    def _pin(self, pinned: Pinned) -> None:
        """At its place among the captures, since it counts until a later version comes."""
        try:
            self._writer.pin(pinned)
        except StorageError as error:
            logger.warning("the choice of a version of %s %d is left out: %s", pinned.agency, pinned.year, error)

    def _judge(self) -> None:
        """Verdicts belong to reports: one on a report that is not read any more has no place."""
        with self._engine.execution_options(**{WRITING: True}).begin() as connection:
            for judged in self._judged:
                try:
                    judgements.record(connection, judged, is_sure=True)
                except StorageError as error:
                    logger.warning("a verdict on %s is left out: %s", judged.identity, error)

    def _take(self, capture: Capture, entry: Entry) -> None:
        """As the crawl did: the capture, what it says, how its request ended."""
        self._captures += 1
        outcome = entry.outcome or self._outcome(capture)
        number = self._writer.record_capture(capture, None)
        late = self._is_late(capture)
        if outcome is FetchOutcome.FETCHED:
            self._read(capture, number, late=late)
        if not late:
            self._end(entry.asked or capture.url, outcome, capture, entry.reason, number)

    def _is_late(self, capture: Capture) -> bool:
        """A capture from elsewhere that is older than the last look at its page says nothing of the page now."""
        checked = self._checked.get((capture.context.site, capture.url))
        return checked is not None and capture.captured_at < checked

    def _outcome(self, capture: Capture) -> FetchOutcome:
        """A page that had the same body as before is unchanged, unless it was gone in between."""
        was = self._outcomes.get((capture.context.site, capture.url))
        if capture.status != _READ_AS and capture.unchanged:
            return FetchOutcome.UNCHANGED
        return FetchOutcome.UNCHANGED if capture.unchanged and was not in GONE else FetchOutcome.FETCHED

    def _read(self, capture: Capture, number: int, *, late: bool) -> None:
        body = self._archive.body(capture.pointer)
        article = find_article(self._writer, capture, body, self._archive.body) if holds_report(capture) else None
        reading = read_capture(self._confined, capture, body, article)
        if self._office is not None and (refused := doubtful(capture, body, reading)):
            (reading,) = hear(self._office, [refused])
        if reading is not None:
            stored = keep(self._writer, number, capture, reading, article, again=late)
            self._reports += sum(each.change == "new" for each in stored)

    def _end(self, url: str, outcome: FetchOutcome, capture: Capture, reason: str, number: int) -> None:
        self._outcomes[capture.context.site, url] = outcome
        self._checked[capture.context.site, url] = capture.captured_at
        self._writer.record_fetch(
            url,
            outcome,
            at=capture.captured_at,
            context=capture.context,
            run=None,
            status=capture.status,
            reason=reason,
            capture=number,
        )

    def _note(self, note: Note) -> None:
        if note.kind == notes.WALK:
            self._walks += 1
            self._writer.record_walk(notes.read_walk(note.payload), None)
        elif note.kind == notes.AGENCIES:
            self._writer.record_agencies(notes.read_agencies(note.payload))
        elif note.kind == notes.JUDGEMENT:
            self._judged.append(notes.read_judgement(note.payload))
        elif note.kind == notes.PIN:
            self._pin(notes.read_pin(note.payload))
        elif note.kind == notes.FETCH:
            fetch = notes.read_fetch(note.payload)
            self._outcomes[fetch.context.site, fetch.url] = fetch.outcome
            self._checked[fetch.context.site, fetch.url] = fetch.at
            self._writer.record_fetch(
                fetch.url,
                fetch.outcome,
                at=fetch.at,
                context=fetch.context,
                run=None,
                status=fetch.status,
                reason=fetch.reason,
            )
