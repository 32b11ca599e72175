"""Which agency reports on which year: taken from the report itself in a fixed order, and where each was taken from.

The order follows how sites publish: the title names both on most pages; then the labelled facts of the page, the
column it stands in, the first lines of the text. The footer's 主办 and 承办 name the owner of the site and are never
asked; a year is never taken from an address. What the text says against its title is weighed in ``period``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from crawler.discovery.titles import TitleKind
from crawler.extractors.document import Document
from crawler.extractors.report.facts import authors, period, published, titling
from storage.records import Context

T = TypeVar("T")

_LABELLED = re.compile(r"^\s*(?:(?:标题|题名|题目|名称|文件名)\s*[:：]|正文(?=\s*20\d\d|[:：])[:：]?)\s*")
_OF_A_YEAR = re.compile("年报|年度")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says of itself; ``sources`` names where each fact stood, ``kind`` what its title makes it."""

    agency: str | None = None
    year: int | None = None
    title: str | None = None
    published: date | None = None
    kind: TitleKind = TitleKind.MAYBE
    reason: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def find(
    document: Document, *, url: str | None = None, name: str | None = None, context: Context | None = None
) -> Facts:
    """Agency, year, title and publication date with their sources; None for what nobody states."""
    lines, text = titling.first_lines(document), period.told(document)
    titles = titling.find(document, lines, name, context)
    best = titling.best(titles)
    title = _LABELLED.sub("", best[0]) if best else None
    kind, reason = _kind(titles, best, lines, text)
    agency, agency_source = _first(authors.find(titles, document, lines, context))
    day, day_source = _first(published.find(document, lines, title, url, context))
    year, year_source, doubts = period.settle(
        list(_titled(titles, best)),
        text,
        day if day_source != "address" else None,
        context.year if context else None,
        listed=day_source == "listing",
    )
    sources = {
        "agency": agency_source,
        "year": year_source,
        "title": best[1] if best else None,
        "published": day_source,
    }
    known = {key: source for key, source in sources.items() if source}
    return Facts(agency, year, title, day, kind, reason, known, doubts)


def _kind(
    titles: list[titling.Titled], best: titling.Titled | None, lines: titling.Lines, text: period.Told
) -> tuple[TitleKind, str]:
    """What the title makes of the document, and why."""
    if text.part and not (best and _OF_A_YEAR.search(best[0])):
        return TitleKind.OTHER, "a part of a year"
    if titling.is_list(titles, lines, best):
        return TitleKind.OTHER, "a list of reports"
    return (best[2].kind, best[2].reason) if best else (TitleKind.MAYBE, "")


def _titled(titles: list[titling.Titled], best: titling.Titled | None) -> Iterator[period.Settled]:
    """The year of the chosen title, if it has one or not, and of all that name one."""
    if best:
        yield period.Settled(best[2].year, best[1])
    yield from (period.Settled(f.year, source) for _, source, f in titles if f.kind is not TitleKind.OTHER and f.year)


def _first(candidates: Iterator[tuple[T | None, str]]) -> tuple[T | None, str | None]:
    return next(((value, source) for value, source in candidates if value is not None), (None, None))
