"""From a captured body to stored rows: the same for a crawl, for a rebuild and for reading again."""

import hashlib
import logging
from datetime import datetime

from crawler.extractors import EXTRACTOR, read, read_document
from crawler.extractors.readers.html import Page
from crawler.extractors.sniff import Kind, sniff
from crawler.second_opinion import Refused, is_wanted
from storage.records import Capture, Reading, Refusal, Role, Stored
from storage.writer import Writer

logger = logging.getLogger(__name__)

_READ = (Role.REPORT, Role.ATTACHMENT)


def read_capture(capture: Capture, body: bytes, page: Page | None = None) -> Reading | None:
    """What a captured report or attachment says; None for pages that only lead to them, and for anything but a 200.

    A body on which an extractor breaks is a refusal like any other: the bytes are a stranger's.
    """
    if capture.context.role not in _READ or capture.status != 200:
        return None
    try:
        return _read(capture, body, page)
    except Exception as error:
        logger.exception("reading %s failed", capture.url)
        message = f"the extractor broke on it: {type(error).__name__}: {error}"
        media_type = sniff(body, capture.content_type).media_type
        return Reading(hashlib.sha256(body).hexdigest(), media_type, EXTRACTOR, refusal=Refusal("damaged", message))


def doubtful(capture: Capture, body: bytes, reading: Reading | None) -> Refused | None:
    """The document for a second opinion, when its reader gave up where LibreOffice may not."""
    if reading is None or not is_wanted(reading, body):
        return None
    return Refused(body, reading, capture.url, None, capture.content_type, capture.context)


def _read(capture: Capture, body: bytes, page: Page | None) -> Reading:
    if page is not None and sniff(body, capture.content_type) is Kind.HTML:
        return read_document(page.document(), capture.sha256, url=capture.url, context=capture.context)
    return read(body, url=capture.url, content_type=capture.content_type, context=capture.context)


def store(writer: Writer, reading: Reading | None, capture_id: int, at: datetime) -> tuple[Stored, ...]:
    """Rows for what was read, and what became of each report."""
    return () if reading is None else writer.store(reading, capture_id, at=at)
