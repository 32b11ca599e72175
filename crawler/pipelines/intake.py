"""What is read of a captured body: the same for a crawl, for a rebuild and for reading again."""

from crawler.confined import Confined
from crawler.confined.work import read_confined
from crawler.pipelines.articles import Article
from crawler.second_opinion import Refused, is_wanted
from storage.records import Capture, Reading, Role

_READ = (Role.REPORT, Role.ATTACHMENT)


def holds_report(capture: Capture) -> bool:
    """Whether it is a report or attachment, and not a page that only leads to them, or anything but a 200."""
    return capture.context.role in _READ and capture.status == 200


def read_capture(confined: Confined, capture: Capture, body: bytes, article: Article | None = None) -> Reading | None:
    """What a captured report or attachment says, or the article that it is one page of; None for what holds none."""
    if not holds_report(capture):
        return None
    if article is not None:
        return read_confined(confined, article.capture, article.body, article.further)
    return read_confined(confined, capture, body)


def doubtful(capture: Capture, body: bytes, reading: Reading | None) -> Refused | None:
    """The document for a second opinion, when its reader gave up where LibreOffice may not."""
    if reading is None or not is_wanted(reading, body):
        return None
    return Refused(body, reading, capture.url, None, capture.content_type, capture.context)
