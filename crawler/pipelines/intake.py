"""What is read of a captured body: the same for a crawl, for a rebuild and for reading again."""

from crawler.confined import Confined
from crawler.confined.work import read_confined
from crawler.second_opinion import Refused, is_wanted
from storage.records import Capture, Reading, Role

_READ = (Role.REPORT, Role.ATTACHMENT)


def holds_report(capture: Capture) -> bool:
    """Whether it is a report or attachment, and not a page that only leads to them, or anything but a 200."""
    return capture.context.role in _READ and capture.status == 200


def read_capture(confined: Confined, capture: Capture, body: bytes) -> Reading | None:
    """What a captured report or attachment says; None for what holds none."""
    return read_confined(confined, capture, body) if holds_report(capture) else None


def doubtful(capture: Capture, body: bytes, reading: Reading | None) -> Refused | None:
    """The document for a second opinion, when its reader gave up where LibreOffice may not."""
    if reading is None or not is_wanted(reading, body):
        return None
    return Refused(body, reading, capture.url, None, capture.content_type, capture.context)
