"""Reads a captured body: a page here, anything else in a confined process."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

from crawler.confined.forked import Forked
from crawler.confined.pool import Confined
from crawler.confined.struck import Struck
from crawler.extractors import EXTRACTOR, read, read_document
from crawler.extractors.explanation import About, Explanation, explain
from crawler.extractors.joined import Leaf
from crawler.extractors.readers import scan
from crawler.extractors.readers.html import Page
from crawler.extractors.readers.html.nesting import is_shallow
from crawler.extractors.sniff import Kind, sniff
from storage.records import Capture, Reading, Refusal

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

PAGE = 512 * 1024
"""Bytes of a page that is read in place. A crawl parses it anyway, for its links; what it can cost is bounded by its
length, and a page of this length by no trick takes longer than some seconds (docs/hostile.md)."""


def is_read_here(body: bytes, content_type: str | None) -> bool:
    """Whether it is an ordinary page: neither large, nor a maze, nor with pictures in it that the OCR would read."""
    if len(body) > PAGE or sniff(body, content_type) is not Kind.HTML or not is_shallow(body):
        return False
    return b"data:image" not in body or not scan.is_available()


def at_its_place(
    confined: Confined | Forked,
    body: bytes,
    content_type: str | None,
    work: Callable[P, T],
    *args: P.args,
    **named: P.kwargs,
) -> T:
    """What work makes of a body: done here if it is an ordinary page, else there. Raises Struck."""
    return work(*args, **named) if is_read_here(body, content_type) else confined.call(work, *args, **named)


def read_confined(confined: Confined | Forked, capture: Capture, body: bytes, further: Sequence[Leaf] = ()) -> Reading:
    """A captured body; a document that is given up is a refusal with the reason."""
    try:
        return at_its_place(confined, body, capture.content_type, read_body, capture, body, None, further)
    except Struck as struck:
        return refused(capture, body, struck.kind, struck.message)


def read_file(confined: Confined | Forked, data: bytes, url: str | None, name: str) -> Reading:
    """A file of which nothing is known but its name, in the same way."""
    try:
        return at_its_place(confined, data, None, read, data, url=url, name=name)
    except Struck as struck:
        refusal = Refusal(struck.kind, struck.message)
    except Exception as error:
        logger.exception("reading %s failed", name)
        refusal = _broken(error)
    return Reading(hashlib.sha256(data).hexdigest(), sniff(data).media_type, EXTRACTOR, refusal=refusal)


def explain_confined(confined: Confined | Forked, data: bytes, about: About) -> tuple[Explanation, ...] | Refusal:
    """Every table as found and why each cell was placed, in the same way."""
    try:
        return at_its_place(confined, data, about.content_type, explain, data, about)
    except Struck as struck:
        return Refusal(struck.kind, struck.message)
    except Exception as error:
        logger.exception("explaining %s failed", about)
        return _broken(error)


def _broken(error: Exception) -> Refusal:
    """An extractor broke: the bytes are a stranger's."""
    return Refusal("damaged", f"the extractor broke on it: {type(error).__name__}: {error}")


def read_body(capture: Capture, body: bytes, page: Page | None = None, further: Sequence[Leaf] = ()) -> Reading:
    """What a captured report or attachment says, in this process; ``page`` is the same body parsed already.

    ``further`` are the other pages of an article whose first one this is.

    A body on which an extractor breaks is a refusal like any other: the bytes are a stranger's.
    """
    try:
        if page is not None and not further and sniff(body, capture.content_type) is Kind.HTML:
            return read_document(page.document(), capture.sha256, url=capture.url, context=capture.context)
        return read(body, url=capture.url, content_type=capture.content_type, context=capture.context, further=further)
    except MemoryError:
        return refused(capture, body, "too_large", "reading it takes too much memory")
    except Exception as error:
        logger.exception("reading %s failed", capture.url)
        broken = _broken(error)
        return refused(capture, body, broken.kind, broken.message)


def refused(capture: Capture, body: bytes, kind: str, message: str) -> Reading:
    """A reading that says why there is none."""
    media_type = sniff(body, capture.content_type).media_type
    return Reading(hashlib.sha256(body).hexdigest(), media_type, EXTRACTOR, refusal=Refusal(kind, message))
