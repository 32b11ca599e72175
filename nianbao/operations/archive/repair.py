"""What verifying the archive found, mended as far as it can be: nothing is made up, and nothing is thrown away."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from sqlalchemy import Engine

from crawler.confined import Confined
from crawler.locks import Locks
from crawler.pipelines.articles import find, keep
from crawler.pipelines.intake import holds_report, read_capture
from storage import states
from storage.archive import Archive
from storage.crosschecks import renew
from storage.records import Capture, Entry, FetchOutcome, Problem
from storage.writer import Writer

_BODIES = frozenset({"no_file", "no_record", "digest", "damaged", "too_large", "unreadable"})
"""Kinds that may have taken a body with them."""


class Repair:
    """Works through the problems of one archive; each step is told in a sentence."""

    def __init__(
        self, archive: Archive, engine: Engine, locks: Locks, rows_of: Callable[[str], Collection[int]]
    ) -> None:
        self._archive = archive
        self._engine = engine
        self._locks = locks
        self._rows_of = rows_of
        self._writer = Writer(engine)
        self._confined = Confined()

    def run(self, problems: Collection[Problem]) -> Iterator[str]:
        """Cut torn ends off, take in what the database lacks, and have lost bodies asked for again.

        Raises Busy where a site is being crawled, ArchiveError for a file that is being written.
        """
        for problem in problems:
            if problem.kind == "torn":
                kept = self._archive.store.cut(problem.file, problem.offset)
                yield f"{problem.file} ends at {problem.offset} now; what stood there is kept as {kept}"
        lacking = {(p.file, p.offset) for p in problems if p.kind == "no_row"}
        if lacking:
            yield f"captures taken in that the database lacked: {self._take_in(lacking)}"
        if forgotten := self._forget([p for p in problems if p.kind in _BODIES]):
            yield f"pages whose body is lost, asked for in full by the next crawl: {forgotten}"

    def _take_in(self, places: Collection[tuple[str, int]]) -> int:
        """In the order of the archive, as a rebuild would."""
        taken = 0
        with self._confined:
            for entry in self._archive.entries():
                if entry.capture is not None and (entry.pointer.file, entry.pointer.offset) in places:
                    self._locks.take([entry.capture.context.site])
                    self._take(entry, entry.capture)
                    taken += 1
        renew(self._engine, changed_only=True)
        return taken

    def _take(self, entry: Entry, capture: Capture) -> None:
        """One older than the last look at its page says nothing of the page now."""
        outcome = entry.outcome or (FetchOutcome.UNCHANGED if capture.unchanged else FetchOutcome.FETCHED)
        asked = entry.asked or capture.url
        late = _is_before(capture, states.last_checked(self._engine, capture.context.site, asked))
        body = self._archive.body(capture.pointer) if outcome is FetchOutcome.FETCHED else b""
        is_read = outcome is FetchOutcome.FETCHED and holds_report(capture)
        article = find(self._writer, capture, body, self._archive.body) if is_read else None
        reading = read_capture(self._confined, capture, body, article) if is_read else None
        with self._writer.together():
            number = self._writer.record_capture(capture, None)
            if reading is not None:
                keep(self._writer, number, capture, reading, article, again=late)
            if not late:
                self._writer.record_fetch(
                    asked,
                    outcome,
                    at=capture.captured_at,
                    context=capture.context,
                    run=None,
                    status=capture.status,
                    reason=entry.reason,
                    capture=number,
                )

    def _forget(self, problems: Collection[Problem]) -> int:
        places: dict[str, set[int]] = defaultdict(set)
        for problem in problems:
            places[problem.file] |= set(self._rows_of(problem.file)) if problem.kind == "no_file" else {problem.offset}
        return sum(self._writer.forget_bodies(file, offsets) for file, offsets in sorted(places.items()))


def _is_before(capture: Capture, checked: datetime | None) -> bool:
    return checked is not None and capture.captured_at < checked
