"""The one item: how a request ended. It gathers what came of the answer on its way through the pipelines."""

from dataclasses import dataclass
from datetime import datetime

from crawler.extractors.readers.html import Page
from crawler.pipelines.articles import Article
from storage.records import Capture, Context, Exchange, FetchOutcome, Reading, Stored
from storage.states import Known


@dataclass(frozen=True, slots=True)
class Fetched:
    """``exchange`` when there was an answer worth keeping, ``page`` when the spider has parsed it already.

    ``known`` is what the database had of the address when it was asked. ``capture`` is added by the archive,
    ``reading`` by the extractors, ``stored`` by the database. ``article``: the reading is of this article, of which
    the page is one. ``url`` is the address that answered; for a request that failed, the one that was asked for first.
    """

    url: str
    outcome: FetchOutcome
    at: datetime
    context: Context
    status: int | None = None
    reason: str = ""
    exchange: Exchange | None = None
    page: Page | None = None
    known: Known | None = None
    capture: Capture | None = None
    reading: Reading | None = None
    stored: tuple[Stored, ...] = ()
    article: Article | None = None
