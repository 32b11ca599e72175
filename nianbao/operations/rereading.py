"""Documents taken from the archive and read again, by this process or by several at once, given in order."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TypeAlias

from crawler.extractors import EXTRACTOR
from crawler.extractors.explanation import About, explain
from crawler.pipelines.intake import doubtful, read_capture
from crawler.second_opinion import Refused
from forms import Measure
from storage.archive import Archive
from storage.errors import StorageError
from storage.queries.crawl.documents import Document
from storage.records import Reading, Refusal

logger = logging.getLogger(__name__)

_TOGETHER = 8
"""Documents given to a process at once: asking for each alone takes longer than sending it."""
_AHEAD = 2
"""Such handfuls that wait for each process, so that none is idle while another's reports are stored."""

_archive: Archive | None = None
"""That of a process which reads; it is opened once."""


class Again(NamedTuple):
    """A document and what it says now.

    ``lost`` says why the archive cannot give it, ``rules`` by which rule each cell is read, where that was asked for,
    and ``doubtful`` is there where its reader gave up and another program may not.
    """

    document: Document
    reading: Reading | None
    lost: str = ""
    rules: dict[Measure, str] | None = None
    doubtful: Refused | None = None


_Promise: TypeAlias = "Future[list[Again]] | None"
"""What a process will give; None when the pool was broken when it was asked."""


def processes() -> int:
    """As many as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_again(
    documents: Iterable[Document], archive: str, *, workers: int = 1, with_rules: bool = False
) -> Generator[Again]:
    """In the order of the documents. One that kills the process which reads it is refused, and strikes no other."""
    if workers <= 1:
        own = Archive(archive)
        for document in documents:
            yield _read(own, document, with_rules=with_rules)
        return
    waiting: deque[tuple[Sequence[Document], _Promise]] = deque()
    coming = iter(documents)
    with _pool(workers, archive) as pool:
        while True:
            while len(waiting) < workers * _AHEAD and (chunk := list(islice(coming, _TOGETHER))):
                waiting.append((chunk, pool.submit(chunk, with_rules=with_rules)))
            if not waiting:
                return
            first, promise = waiting.popleft()
            found = _result(promise)
            if found is None:
                found = list(_one_by_one(first, archive, with_rules=with_rules))
                pool.renew()
                waiting = deque((each, pool.submit(each, with_rules=with_rules)) for each, _ in waiting)
            yield from found


def _result(promise: _Promise) -> list[Again] | None:
    """None when a process of the pool ended before its time."""
    try:
        return None if promise is None else promise.result()
    except BrokenProcessPool:
        return None


class _Pool:
    """Processes that read; made anew when a document has killed one of them."""

    def __init__(self, workers: int, archive: str) -> None:
        self._workers, self._archive = workers, archive
        self._executor = self._make()

    def _make(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, initializer=_open, initargs=(self._archive,))

    def submit(self, documents: Sequence[Document], *, with_rules: bool) -> _Promise:
        """None when the pool is broken at this moment."""
        try:
            return self._executor.submit(_work, documents, with_rules)
        except BrokenProcessPool:
            return None

    def renew(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._make()

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _pool(workers: int, archive: str) -> Iterator[_Pool]:
    pool = _Pool(workers, archive)
    try:
        yield pool
    finally:
        pool.close()


def _one_by_one(documents: Sequence[Document], archive: str, *, with_rules: bool) -> Iterator[Again]:
    """Documents of which one has killed the process that read them: each by itself, to know which it was."""
    with _pool(1, archive) as pool:
        for document in documents:
            found = _result(pool.submit([document], with_rules=with_rules))
            if found is None:
                pool.renew()
                found = [_killer(document)]
            yield from found


def _killer(document: Document) -> Again:
    capture = document.capture
    logger.warning("reading %s ended the process that read it", capture.url)
    refusal = Refusal("damaged", "reading it ended the process that read it")
    return Again(document, Reading(capture.sha256, capture.content_type or "", EXTRACTOR, refusal=refusal))


def _open(archive: str) -> None:
    global _archive  # noqa: PLW0603 – a process of the pool has nothing else to keep it in
    _archive = Archive(archive)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that waits for work would outlive a parent that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(documents: Sequence[Document], with_rules: bool) -> list[Again]:
    if _archive is None:
        raise RuntimeError("the process that reads has no archive")
    return [_read(_archive, document, with_rules=with_rules) for document in documents]


def _read(archive: Archive, document: Document, *, with_rules: bool) -> Again:
    capture = document.capture
    try:
        body = archive.read(capture.pointer).body
    except (StorageError, OSError) as error:
        return Again(document, None, f"the archive cannot give it: {error}")
    reading = read_capture(capture, body)
    if not with_rules or reading is None or reading.refusal is not None:
        return Again(document, reading, doubtful=doubtful(capture, body, reading))
    parts = explain(body, About(capture.url, None, capture.content_type, capture.context))
    steps = () if isinstance(parts, Refusal) else (step for part in parts for step in part.steps)
    return Again(document, reading, rules={step.measure: step.rule or "by its label" for step in steps})
