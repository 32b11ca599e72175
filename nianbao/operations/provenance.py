"""A stored cell traced to the place where it is printed: its document is taken from the archive and read again."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from crawler.confined import Confined, Forked
from crawler.confined.work import explain_confined
from crawler.extractors import EXTRACTOR
from crawler.extractors.document import Document
from crawler.extractors.explanation import About, Explanation
from crawler.extractors.joined import standing
from crawler.extractors.sniff import Kind, sniff
from crawler.pipelines.articles import Article, gather, may_be_one
from forms import Measure
from storage import agencies, queries
from storage.archive import Archive
from storage.queries.crawl.articles import Sheet, sheets
from storage.queries.past.origin import Origin, origin
from storage.records import At, Exchange, Refusal, Report
from storage.versions.changes import MISSING, Printed


@dataclass(frozen=True, slots=True)
class Traced:
    """A cell and where it comes from.

    ``again`` is what this program's extractor reads there now, ``at`` where, ``rule`` by which rule and ``repairs``
    what it made good; ``at`` is None for a cell that is missing, or read from running text. ``refusal`` says why the
    document is not read as this report any more. ``html``: the original is a page, in ``exchange``.
    """

    origin: Origin
    exchange: Exchange
    extractor: str
    document: Document | None
    again: Printed
    at: At | None
    rule: str
    repairs: tuple[str, ...]
    refusal: str
    html: bool

    @property
    def agrees(self) -> bool:
        """Whether the same is read now as is stored."""
        return not self.refusal and self.again == self.origin.printed


def trace(
    connection: Connection,
    archive: Archive,
    narrowing: queries.Narrowing,
    measure: Measure,
    version: int | None = None,
    *,
    confined: Confined | Forked,
) -> Traced:
    """Of the version shown, or of that number. Raises UnknownError, and ArchiveError when the document is not there."""
    of = origin(connection, narrowing, measure, version)
    exchange = archive.read(of.capture.pointer)
    article = _article(connection, archive, of, exchange.body)
    further = article.further if article is not None else ()
    about = About(of.capture.url, None, of.capture.content_type, of.capture.context, further)
    parts = explain_confined(confined, exchange.body, about)
    is_page = sniff(exchange.body, of.capture.content_type) is Kind.HTML
    if isinstance(parts, Refusal):
        return Traced(of, exchange, EXTRACTOR, None, MISSING, None, "", (), parts.message, is_page)
    part = _part_of(of, parts)
    if part is None or not isinstance(part.report, Report):
        reason = f"the document is not read as the report of {of.printed_as} for {of.year} any more"
        return Traced(of, exchange, EXTRACTOR, None, MISSING, None, "", (), reason, is_page)
    cell = next((c for c in part.report.cells if c[:3] == tuple(measure)), None)
    again = MISSING if cell is None else Printed(cell.value, cell.state, cell.raw)
    at = cell.at if cell is not None else None
    step = next((s for s in part.steps if s.measure == measure and s.at == at), None)
    rule, repairs = (step.rule or "by its label", step.repairs) if step else ("", ())
    if article is not None and at is not None:
        page, at = standing(part.document, at)
        if page and (capture := article.captures[page - 1]) is not None:
            of, exchange = replace(of, capture=capture), archive.read(capture.pointer)
    return Traced(of, exchange, EXTRACTOR, part.document, again, at, rule, repairs, "", is_page)


def _article(connection: Connection, archive: Archive, of: Origin, body: bytes) -> Article | None:
    """The other pages of the version's page, as they were when it was made."""
    capture = of.capture
    if not may_be_one(capture, body):
        return None
    around = sheets(connection, capture.context.site, [capture.url], of.made_at)
    return gather([*around, Sheet(0, capture, None)], capture, archive.body)


def _part_of(of: Origin, parts: tuple[Explanation, ...]) -> Explanation | None:
    """The part of the document that holds this report; of several the one read best, as is taken from a zip."""
    key = agencies.identify(of.agency, of.district).key
    found = [
        part
        for part in parts
        if isinstance(part.report, Report)
        and part.report.year == of.year
        and part.report.agency is not None
        and agencies.identify(part.report.agency, of.district).key == key
    ]
    return max(found, key=lambda part: sum(c.value is not None for c in part.report.cells), default=None)  # type: ignore[union-attr]
