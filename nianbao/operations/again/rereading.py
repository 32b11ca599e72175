"""Documents taken from the archive and read again, by this process or by several at once, given in order."""

import os
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from crawler.confined import Confined, Forked, Struck
from crawler.confined.work import is_read_here, read_body
from crawler.extractors import EXTRACTOR
from crawler.extractors.explanation import About, explain
from crawler.pipelines.articles import Article, gather, may_be_one, of_leaf
from crawler.pipelines.intake import doubtful, holds_report
from crawler.second_opinion import Refused
from forms import Measure
from storage.archive import Archive
from storage.errors import StorageError
from storage.queries.crawl.documents import Document
from storage.records import Reading, Refusal

_TOGETHER = 8
"""Documents given to a process at once: asking for each alone takes longer than sending it."""
_AHEAD = 2
"""Such handfuls that wait for each process, so that none is idle while another's reports are stored."""


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


def processes() -> int:
    """As many as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_again(
    documents: Iterable[Document], archive: Archive, *, workers: int = 1, with_rules: bool = False
) -> Generator[Again]:
    """In the order of the documents. One that kills or stalls the process which reads it strikes no other."""
    if workers <= 1:
        yield from _one_by_one(documents, archive, with_rules=with_rules)
        return
    waiting: deque[tuple[Sequence[Document], Future[list[Again]]]] = deque()
    coming = iter(documents)
    with Confined(workers) as confined:
        while True:
            while len(waiting) < workers * _AHEAD and (chunk := list(islice(coming, _TOGETHER))):
                waiting.append((chunk, confined.submit(_work, *_sent(archive, chunk), with_rules=with_rules)))
            if not waiting:
                return
            first, promise = waiting.popleft()
            try:
                yield from promise.result()
            except Struck:
                for document in first:  # to know which it was
                    yield _confined(confined, archive, document, with_rules=with_rules)


class _Held(NamedTuple):
    """A document's body, and the article that it is a page of, where there are several."""

    body: bytes
    article: Article | None = None


def _sent(archive: Archive, documents: Sequence[Document]) -> tuple[str, list[tuple[Document, _Held | None]]]:
    """What a process gets: where the archive is, or the bodies themselves where it cannot reach them."""
    if archive.store.is_here:
        return archive.url, [(document, None) for document in documents]
    bodies = ((document, _body(archive, document)) for document in documents)
    return "", [(document, None if isinstance(body, Again) else body) for document, body in bodies]


def _one_by_one(documents: Iterable[Document], archive: Archive, *, with_rules: bool) -> Generator[Again]:
    """Pages in this process, anything else in one that is made when the first comes."""
    with Forked() as confined:
        for document in documents:
            held = _body(archive, document)
            if isinstance(held, Again):
                yield held
            elif is_read_here(held.body, document.capture.content_type) and held.article is None:
                yield _read(document, held, with_rules=with_rules)
            else:
                yield _confined(confined, archive, document, with_rules=with_rules)


def _confined(confined: Confined | Forked, archive: Archive, document: Document, *, with_rules: bool) -> Again:
    """One document; that it was given up is what it says."""
    try:
        (again,) = confined.call(_work, *_sent(archive, [document]), with_rules=with_rules)
    except Struck as struck:
        capture = document.capture
        refusal = Refusal(struck.kind, struck.message)
        return Again(document, Reading(capture.sha256, capture.content_type or "", EXTRACTOR, refusal=refusal))
    return again


_opened = lru_cache(maxsize=1)(Archive)
"""That of a process which reads; it is opened once."""


def _work(archive: str, documents: Sequence[tuple[Document, _Held | None]], *, with_rules: bool) -> list[Again]:
    """There: the documents, taken from the archive where they came without their bodies, and read."""
    found = []
    for document, sent in documents:
        held = _body(_opened(archive), document) if sent is None else sent
        found.append(held if isinstance(held, Again) else _read(document, held, with_rules=with_rules))
    return found


def _body(archive: Archive, document: Document) -> _Held | Again:
    capture = document.capture
    try:
        body = archive.body(capture.pointer)
        if not holds_report(capture) or not may_be_one(capture, body):
            return _Held(body)
        return _Held(body, gather(document.around, capture, archive.body))
    except (StorageError, OSError) as error:
        return Again(document, None, f"the archive cannot give it: {error}")


def _read(document: Document, held: _Held, *, with_rules: bool) -> Again:
    capture, (body, article) = document.capture, held
    if article is not None and article.capture.url != capture.url:
        return Again(document, of_leaf(capture, article.capture.url))
    further = article.further if article is not None else ()
    reading = read_body(capture, body, None, further) if holds_report(capture) else None
    if not with_rules or reading is None or reading.refusal is not None:
        return Again(document, reading, doubtful=doubtful(capture, body, reading))
    parts = explain(body, About(capture.url, None, capture.content_type, capture.context, further))
    steps = () if isinstance(parts, Refusal) else (step for part in parts for step in part.steps)
    return Again(document, reading, rules={step.measure: step.rule or "by its label" for step in steps})
