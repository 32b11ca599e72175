"""First: the answer goes into the archive, whatever happens afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from scrapy.crawler import Crawler

from crawler.items import Fetched
from crawler.pipelines.gathering import Gathering
from crawler.run import Run
from storage.archive.contents import notes
from storage.records import GONE, FetchOutcome


class Archive:
    """Appends the answer to a WARC; a body that is the same as last time becomes a revisit.

    Such a page is not read again, unless it was gone in between: then its reports must be told that they are back.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._run = run = Run.of(crawler)
        self._gathering = Gathering(run.keeping, partial(_append_all, run))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Archive":
        return cls(crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Adds the capture. A request that ended without an answer is noted, for a rebuild to know of it."""
        return await self._gathering.do(item)


def _append_all(run: Run, items: Sequence[Fetched]) -> list[Fetched]:
    with run.keeping.archive.together():
        return [_append(run, item) for item in items]


def _append(run: Run, item: Fetched) -> Fetched:
    exchange = item.exchange
    if exchange is None:
        run.keeping.archive.note(notes.FETCH, notes.fetch_note(_ending(item)))
        return item
    known = item.known
    before = known.capture if known is not None else None
    capture = run.keeping.archive.capture(
        exchange, repeats=before, outcome=item.outcome, reason=item.reason, asked=item.url
    )
    was_gone = known is not None and known.outcome in GONE
    unchanged = capture.unchanged and item.outcome is FetchOutcome.FETCHED and not was_gone
    return replace(item, capture=capture, outcome=FetchOutcome.UNCHANGED if unchanged else item.outcome)


def _ending(item: Fetched) -> notes.Fetch:
    return notes.Fetch(item.url, item.outcome, item.at, item.context, item.status, item.reason)
