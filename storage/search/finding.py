"""Which reports have all the words that somebody looks for, the best first, with a piece of their text."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, union_all

from storage.models import ReportStatus, SectionLevel
from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS
from storage.queries.narrowing import Narrowing
from storage.search import snippets
from storage.search.among import Among
from storage.search.keeping import way
from storage.search.texts import Passage, Text, stored
from storage.search.words import Phrase, phrases

TITLE = "title"
"""The key of the section of a hit in the title."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One version of a report. ``section`` is a section's key or ``title``, ``topic`` the topic of 总体情况 in it.

    ``highlights`` are the places of the words in ``snippet``, each from, to; ``marked`` has them between 【 and 】.
    """

    district_code: str
    district: str
    agency: str
    year: int
    version: int
    current: bool
    title: str
    section: str
    heading: str
    topic: str | None
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    marked: str
    source_url: str


@dataclass(frozen=True, slots=True)
class Found:
    """How many reports there are, and the best of them."""

    count: int
    hits: tuple[Hit, ...]


def search(
    connection: Connection,
    asked: str,
    narrowing: Narrowing | None = None,
    *,
    limit: int = 20,
    offset: int = 0,
    all_versions: bool = False,
) -> Found:
    """Reports that have every word, and every phrase in quotation marks, anywhere in title and text.

    ``offset`` leaves out so many of the best: each has to be ranked anyway before the next can be told.

    Raises NothingToFindError, UnknownError.
    """
    found = phrases(asked)
    how = way(connection)
    among = _among(connection, how, narrowing or Narrowing())
    stands = {True: among}
    if all_versions:
        every = _READ if among is None else among.versions.where(REPORTS.c.status != ReportStatus.MISREAD)
        stands[False] = Among(every, are_few=among is not None and among.are_few)
    parts = [how.ranked(found, current=current, among=placed) for current, placed in stands.items()]
    with how.reading(connection, found, among):
        rows = connection.execute(_told(parts, limit, offset)).all()
        number = rows[0].number if rows else 0
        if not rows and (offset or not limit):
            wanted = [how.matching(found, current=current, among=placed) for current, placed in stands.items()]
            number = sum(connection.execute(_counting(part)).scalar_one() for part in wanted)
    texts = {text.version: text for text in stored(connection, [row.id for row in rows])}
    return Found(number, tuple(_hit(row, texts[row.id], found) for row in rows))


def count(connection: Connection, asked: str, narrowing: Narrowing | None = None) -> int:
    """How many reports have it all, without looking at their text. Raises as ``search``."""
    found, how = phrases(asked), way(connection)
    among = _among(connection, how, narrowing or Narrowing())
    matching = how.matching(found, current=True, among=among)
    with how.reading(connection, found, among):
        return int(connection.execute(_counting(matching)).scalar_one())


_PLACED = (
    DISTRICTS.join(AGENCIES, AGENCIES.c.district_id == DISTRICTS.c.id)
    .join(REPORTS, REPORTS.c.agency_id == AGENCIES.c.id)
    .join(VERSIONS, VERSIONS.c.report_id == REPORTS.c.id)
)
_READ = select(VERSIONS.c.id).select_from(_PLACED).where(REPORTS.c.status != ReportStatus.MISREAD)


def _among(connection: Connection, how: ModuleType, narrowing: Narrowing) -> Among | None:
    """The versions that it is narrowed to; None for all."""
    if narrowing == Narrowing():
        return None
    versions = select(VERSIONS.c.id).select_from(_PLACED).where(*narrowing.conditions(connection))
    return Among(versions, are_few=_are_few(connection, versions, how.FEW))


def _are_few(connection: Connection, versions: Select[Any], few: int) -> bool:
    return few > 0 and connection.execute(_counting(versions.limit(few + 1))).scalar_one() <= few


def _counting(matching: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(matching.subquery())


def _told(parts: Sequence[Select[Any]], limit: int, offset: int) -> Select[Any]:
    """The best of them with all that says whose they are, and how many there are; of equally good ones the newest."""
    every = parts[0].subquery() if len(parts) == 1 else union_all(*parts).subquery()
    ranked = select(every, func.count().over().label("number")).order_by(every.c.rank, every.c.version_id.desc())
    best = ranked.limit(limit).offset(offset).subquery("best")
    wanted = (
        VERSIONS.c.id,
        VERSIONS.c.number.label("version"),
        VERSIONS.c.current,
        DISTRICTS.c.code,
        DISTRICTS.c.name.label("district"),
        AGENCIES.c.name.label("agency"),
        REPORTS.c.year,
        URLS.c.url,
    )
    joined = JOINED.join(best, best.c.version_id == VERSIONS.c.id)
    return select(*wanted, best.c.number).select_from(joined).order_by(best.c.rank, best.c.version_id.desc())


def _hit(row: Row[Any], text: Text, found: Sequence[Phrase]) -> Hit:
    passage, spans = _passage(text, found)
    snippet = snippets.cut(passage.text, spans)
    return Hit(
        district_code=row.code,
        district=row.district,
        agency=row.agency,
        year=row.year,
        version=row.version,
        current=row.current,
        title=text.title,
        section=passage.key,
        heading=passage.title,
        topic=_topic(text, passage, spans),
        snippet=snippet.text,
        highlights=snippet.spans,
        marked=snippets.marked(snippet),
        source_url=row.url,
    )


def _passage(text: Text, found: Sequence[Phrase]) -> tuple[Passage, list[snippets.Span]]:
    """The section with most of the words, the first of several; the title or a heading where no text has any."""
    sections = [p for p in text.passages if p.level is SectionLevel.SECTION] or list(text.passages)
    headings = [p._replace(text=p.title) for p in sections]
    title = Passage(SectionLevel.SECTION, TITLE, text.title, text.title)
    best, most, where = title, 0, []
    for passage in (*sections, title, *headings):
        spans = snippets.spans(passage.text, found)
        having = sum(map(bool, spans))
        if having > most:
            best, most, where = passage, having, [span for of_phrase in spans for span in of_phrase]
        if most == len(found):
            break
    return best, where


def _topic(text: Text, passage: Passage, spans: Sequence[snippets.Span]) -> str | None:
    """The topic in which the first word stands."""
    first = min(spans, default=(0, 0))[0]
    for topic in text.passages:
        begin = passage.text.find(topic.text) if topic.level is SectionLevel.TOPIC and topic.text else -1
        if begin >= 0 and begin <= first < begin + len(topic.text):
            return topic.key
    return None
