"""The index on PostgreSQL: GIN over the characters, pairs and listed phrases of a folded text.

One word of the index answers for a word of two characters and for a phrase of the list. Of other phrases it tells who
has all the pairs, and their texts who has them in order. Ranked are the newest, and the newest that have it in the
title, for that takes their texts.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Double, Select, cast, func, literal, select, union, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text as Words

from storage.database import bulk
from storage.search.grams import runs
from storage.search.schema import TITLE, WORDS, words
from storage.search.terms import TERMS
from storage.search.texts import Text
from storage.search.words import Phrase

RANKED = 200
"""So many of the newest are ranked, and so many that have it in the title; all others follow, the newest first."""
TITLE_COUNTS = 5
"""How much more a word counts in the title of a report."""
_TERMS = frozenset(TERMS)
_SAID = WORDS.c.said


def put(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Add what versions say."""
    rows = [{"version_id": text.version, "current": current, "said": _folded(text)} for text in texts]
    bulk.add(connection, WORDS, rows)


def move(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Between the current and the former ones."""
    moved = [text.version for text in texts]
    if moved:
        connection.execute(update(WORDS).where(WORDS.c.version_id.in_(moved)).values(current=current))


def matching(found: Sequence[Phrase], *, current: bool, among: Select[Any] | None, titled: bool = False) -> Select[Any]:
    """The versions that have all of it, as ``version_id``; ``titled``: only those whose title has all its pairs."""
    written = [_written(phrase) for phrase in found if not _is_a_word(phrase)]
    asked = (WORDS.c.version_id, _SAID) if written else (WORDS.c.version_id,)
    statement = select(*asked).where(WORDS.c.current if current else ~WORDS.c.current, _have(found, titled=titled))
    if among is not None:
        every = _first(statement, "indexed", current=current, titled=titled)
        statement = select(*every.c).where(every.c.version_id.in_(among))
    if not written:
        return statement
    having = _first(statement, "having", current=current, titled=titled)
    return select(having.c.version_id).where(*(having.c.said.contains(each, autoescape=True) for each in written))


def ranked(found: Sequence[Phrase], *, current: bool, among: Select[Any] | None) -> Select[Any]:
    """The same, with ``rank``, which is the lower the better, and 0 for those that are not ranked."""
    every, named = (
        _first(matching(found, current=current, among=among, titled=titled), "found", current=current, titled=titled)
        for titled in (False, True)
    )
    newest = (select(each.c.version_id).order_by(each.c.version_id.desc()).limit(RANKED) for each in (every, named))
    chosen = _first(select(union(*newest).subquery()), "chosen", current=current)
    rank = (-_weight(found)).label("rank")
    best = select(WORDS.c.version_id, rank).where(WORDS.c.version_id.in_(select(chosen)))
    others = select(every.c.version_id, literal(0.0)).where(every.c.version_id.not_in(select(chosen)))
    return select(best.union_all(others).subquery())


def _first(statement: Select[Any], name: str, *, current: bool, titled: bool = False) -> CTE:
    """Answered for itself: the planner takes it for small, and would go through it once for each row of another."""
    whole = "_".join((name, "current" if current else "former", *(["titled"] if titled else [])))
    return statement.cte(whole).prefix_with("MATERIALIZED", dialect="postgresql")


def _have(found: Sequence[Phrase], *, titled: bool) -> ColumnElement[bool]:
    """The index alone tells."""
    asked = [word for phrase in found for word in _words(phrase)]
    if titled:
        asked += [TITLE + word for phrase in found for run in phrase.runs for word in _pairs(run)]
    return words().op("@>", is_comparison=True)(cast(list(dict.fromkeys(asked)), ARRAY(Words)))


def _words(phrase: Phrase) -> Iterable[str]:
    for run in phrase.runs:
        yield from [run] if run in _TERMS or len(run) == 1 else _pairs(run)


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _is_a_word(phrase: Phrase) -> bool:
    """Whether it is one word of the index."""
    run, *others = phrase.runs
    return not others and (len(run) <= 2 or run in _TERMS)


def _weight(found: Sequence[Phrase]) -> ColumnElement[Any]:
    """How often it has each phrase, the first time counting most; a long text needs more of them."""
    title = func.split_part(_SAID, "\n", 1)
    times = [_times(_SAID, phrase) + (TITLE_COUNTS - 1) * _times(title, phrase) for phrase in map(_written, found)]
    return reduce(add, (func.ln(1 + each) for each in times)) / (1 + func.ln(func.length(_SAID)))


def _times(text: ColumnElement[str], phrase: str) -> ColumnElement[Any]:
    return cast(func.length(text) - func.length(func.replace(text, phrase, "")), Double) / len(phrase)


def _written(phrase: Phrase) -> str:
    return " ".join(phrase.runs)


def _folded(text: Text) -> str:
    return "\n".join(" ".join(runs(said)) for said in (text.title, *text.searched))
