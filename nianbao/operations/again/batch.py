"""Documents of the archive read again and stored, all as of one moment: a whole run's, or what a task has of it."""

from collections.abc import Iterator, Sequence
from contextlib import closing, nullcontext
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Engine

from crawler.second_opinion import BATCH, find, hear
from nianbao.operations.again.rereading import Again, read_again
from storage import queries
from storage.archive import Archive
from storage.queries.crawl.documents import Document, captured
from storage.records import Stored
from storage.settings import Settings
from storage.writer import Writer

_AT_ONCE = 100
"""Documents whose rows are fetched, and whose reports are stored, at a time."""
_WORTH_A_PROCESS = 50
"""Documents that take longer to read than a process to start."""


class Done(NamedTuple):
    """A document that was read, and what became of its reports; nothing where it could not be had."""

    again: Again
    stored: tuple[Stored, ...]


class Batch:
    """Captures by their numbers; ``codes`` are those of the districts that were met so far."""

    def __init__(
        self, engine: Engine, settings: Settings, captures: Sequence[int], *, dry_run: bool = False, workers: int = 1
    ) -> None:
        self.codes: set[str] = set()
        self._captures = captures
        self._engine = engine
        self._archive = Archive.of(settings)
        self._writer = Writer(engine)
        self._dry_run = dry_run
        self._office = find()
        self._workers = min(workers, len(captures) // _WORTH_A_PROCESS)

    def run(self, at: datetime) -> Iterator[Done]:
        """Some documents at a time, which are in the database together or not at all; a rehearsal keeps none.

        May be stopped at any point. What was stored by an earlier try of the same moment is found to say the same.
        """
        read = read_again(self._documents(), self._archive, workers=self._workers, with_rules=self._dry_run)
        with closing(read):
            heard = self._heard(read)
            while batch := list(islice(heard, _AT_ONCE)):
                with nullcontext() if self._dry_run else self._writer.together():
                    stored = [self._store(again, at) for again in batch]
                yield from map(Done, batch, stored)

    def _documents(self) -> Iterator[Document]:
        for start in range(0, len(self._captures), _AT_ONCE):
            with queries.snapshot(self._engine) as connection:
                found = captured(connection, self._captures[start : start + _AT_ONCE])
            self.codes |= {document.capture.context.code for document in found}
            yield from found

    def _heard(self, read: Iterator[Again]) -> Iterator[Again]:
        """LibreOffice is asked for what readers refused, for all of a batch at once."""
        while batch := list(islice(read, BATCH if self._office is not None else 1)):
            waiting = {n: again.doubtful for n, again in enumerate(batch) if again.doubtful is not None}
            if self._office is not None and waiting:
                for n, heard in zip(waiting, hear(self._office, list(waiting.values())), strict=True):
                    batch[n] = batch[n]._replace(reading=heard)
            yield from batch

    def _store(self, again: Again, at: datetime) -> tuple[Stored, ...]:
        if again.lost or again.reading is None:
            return ()
        return self._writer.store_again(again.reading, again.document.id, at=at, rehearsal=self._dry_run)
