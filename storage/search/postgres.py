"""The index on PostgreSQL: ``tsvector`` of our own words, in parts that are short enough to count their places."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    cast,
    func,
    intersect,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY

from storage.database import bulk
from storage.search.grams import grams
from storage.search.schema import WORDS
from storage.search.texts import Text
from storage.search.words import Phrase

_SENTENCES = re.compile(r"[\n。]")
LONGEST = 12_000
"""Places in one part."""
_WEIGHTS = cast([0.1, 0.1, 0.1, 0.5], ARRAY(REAL))
"""How much a word counts: the last is for the title."""
_BY_LENGTH = 1
"""A long text needs more of a word: the rank is divided by one plus the logarithm of its length."""

_SCANNING = select(func.set_config("enable_seqscan", bindparam("setting"), literal(True)))


def put(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Add what versions say."""
    rows = [
        {"version_id": text.version, "part": number, "current": current, "words": said}
        for text in texts
        for number, said in enumerate(_parts(text))
    ]
    bulk.add(connection, WORDS, rows)


def move(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Between the current and the former ones."""
    moved = [text.version for text in texts]
    if moved:
        connection.execute(update(WORDS).where(WORDS.c.version_id.in_(moved)).values(current=current))


@contextmanager
def by_index(connection: Connection) -> Iterator[None]:
    """Keeps the planner from reading the table: it takes that for cheap, as it does not see what lies beside it."""
    connection.execute(_SCANNING, {"setting": "off"})
    yield
    connection.execute(_SCANNING, {"setting": "on"})


def matching(found: Sequence[Phrase], *, current: bool, among: Select[Any] | None) -> Select[Any]:
    """The versions that have all of it, as ``version_id``, with ``rank``, which is the lower the better."""
    there = WORDS.c.current if current else ~WORDS.c.current
    any_of = " | ".join(f"({_query(phrase)})" for phrase in found)
    rank = -func.sum(func.ts_rank(_WEIGHTS, WORDS.c.words, cast(any_of, TSQUERY), _BY_LENGTH))
    version = (WORDS.c.version_id + 0).label("version_id")
    statement = select(version, rank.label("rank")).where(there, _matches(any_of))
    having = [select(WORDS.c.version_id).where(there, _matches(_query(phrase))) for phrase in found]
    if len(having) > 1:  # one word may stand in one part of a long report, the next in another
        statement = statement.where(WORDS.c.version_id.in_(intersect(*having)))
    if among is not None:
        statement = statement.where(WORDS.c.version_id.in_(among))
    # The sum keeps it from reading all versions in the order of their numbers, words and all, instead of the index.
    return statement.group_by(version)


def _matches(query: str) -> ColumnElement[bool]:
    return WORDS.c.words.op("@@", is_comparison=True)(cast(query, TSQUERY))


def _query(phrase: Phrase) -> str:
    words = [f"'{word}'" for word in phrase.words]
    return " <-> ".join(words) + (":*" if phrase.is_open else "")


def _parts(text: Text) -> Iterator[str]:
    """The words of each part with their places; those of the title weigh more."""
    places: dict[str, list[str]] = defaultdict(list)
    taken = 0
    for word in grams(text.title):
        taken += 1
        places[word].append(f"{taken}A")
    for said in text.searched:
        taken += 1  # a place that no word has, so that no phrase runs on from one section to the next
        for sentence in _SENTENCES.split(said):
            words = list(grams(sentence))
            if places and taken + len(words) > LONGEST:
                yield _written(places)
                places, taken = defaultdict(list), 0
            for word in words:
                taken += 1
                places[word].append(str(taken))
    yield _written(places)


def _written(places: dict[str, list[str]]) -> str:
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())
