"""What a search found: reports, the best first, each with a piece of its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection

from storage.queries import Narrowing
from storage.search import Hit as Stored
from storage.search import NothingToFindError
from storage.search import search as find

AT_ONCE = 20
"""Hits of a page."""
MOST_PAGES = 50
"""Whoever wants more than the first thousand narrows the search, or asks in SQL."""


class Result(StrEnum):
    """UNASKED before anything was, NOTHING where what was given holds no character to look for."""

    UNASKED = "unasked"
    NOTHING = "nothing"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Hit:
    """One report. ``section`` is a section's key or ``title``; ``highlights`` are places in ``snippet``: from, to."""

    district_code: str
    district: str
    agency: str
    year: int
    title: str
    section: str
    heading: str
    topic: str | None
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    source_url: str


@dataclass(frozen=True, slots=True)
class Search:
    """``count`` of all reports that have it; ``hits`` are those of this page, ``pages`` as many as can be asked for."""

    q: str
    district: str | None
    year: int | None
    result: Result
    count: int
    page: int
    pages: int
    hits: tuple[Hit, ...]


class Piece(NamedTuple):
    """A part of a snippet; ``is_found`` where it is one of the words that were looked for."""

    text: str
    is_found: bool


def search(connection: Connection, q: str, district: str | None, year: int | None, page: int) -> Search:
    """Raises UnknownError for a district that is not stored."""
    if not q.strip():
        return Search(q, district, year, Result.UNASKED, 0, page, 0, ())
    narrowing = Narrowing(district=district, year=year)
    try:
        found = find(connection, q, narrowing, limit=AT_ONCE, offset=(page - 1) * AT_ONCE)
    except NothingToFindError:
        return Search(q, district, year, Result.NOTHING, 0, page, 0, ())
    pages = min(MOST_PAGES, -(-found.count // AT_ONCE))
    return Search(q, district, year, Result.FOUND, found.count, page, pages, tuple(map(_hit, found.hits)))


def _hit(of: Stored) -> Hit:
    return Hit(
        district_code=of.district_code,
        district=of.district,
        agency=of.agency,
        year=of.year,
        title=of.title,
        section=of.section,
        heading=of.heading,
        topic=of.topic,
        snippet=of.snippet,
        highlights=of.highlights,
        source_url=of.source_url,
    )


def pieces(text: str, highlights: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The text cut where the words begin and end; of words that overlap the first counts."""
    last = 0
    for start, end in highlights:
        if start >= last:
            yield Piece(text[last:start], is_found=False)
            yield Piece(text[start:end], is_found=True)
            last = end
    yield Piece(text[last:], is_found=False)
