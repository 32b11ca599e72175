"""The index on PostgreSQL: GIN over the pairs, listed phrases and some characters of a folded text.

One word of the index answers for a word of two characters and for a phrase of the list. Of other phrases it tells who
has all the pairs, and their texts who has them in order; of a few reports the texts alone tell. Ranked are the newest,
and the newest that have it in the title, for that takes their texts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import chain
from operator import add
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Double,
    Select,
    any_,
    cast,
    func,
    literal,
    select,
    true,
    union,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text as Words

from storage.database import bulk
from storage.search.among import Among
from storage.search.grams import runs
from storage.search.schema import TITLE, WORDS, words
from storage.search.terms import CHARACTERS, TERMS
from storage.search.texts import Text
from storage.search.words import Phrase

FEW = 2_000
"""Of so many versions the texts are read in less time than what the index has of a common word."""
MANY = 5_000
"""Reading more texts than these takes longer than to call other processes of the server."""
RANKED = 200
"""So many of the newest are ranked, and so many that have it in the title; all others follow, the newest first."""
TITLE_COUNTS = 5
"""How much more a word counts in the title of a report."""
_TERMS = frozenset(TERMS)
_SAID = WORDS.c.said
_TOGETHER = {"parallel_setup_cost": "0", "parallel_tuple_cost": "0"}
_BY_THE_INDEX = {"enable_seqscan": "off"}
_HEADING = func.split_part(_SAID, "\n", 1)


def put(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Add what versions say."""
    rows = [{"version_id": text.version, "current": current, "said": _folded(text)} for text in texts]
    bulk.add(connection, WORDS, rows)


def move(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Between the current and the former ones."""
    moved = [text.version for text in texts]
    if moved:
        connection.execute(update(WORDS).where(WORDS.c.version_id.in_(moved)).values(current=current))


@contextmanager
def reading(connection: Connection, found: Sequence[Phrase], among: Among | None) -> Iterator[None]:
    """Where many texts are read, by several processes of the server, and of those that the index tells alone.

    The planner takes a phrase for rare: by its reckoning that is too little for several processes, and working out
    the words of those few is less than asking the index, to which much was added.
    """
    if all(map(_is_a_word, found)) or (among is not None and among.are_few):
        yield
        return
    if any(map(_words, found)):
        _plan(connection, _BY_THE_INDEX)
    if _are_many(connection, found):
        _plan(connection, _TOGETHER)
    yield
    for name in _BY_THE_INDEX | _TOGETHER:
        connection.exec_driver_sql(f"SET LOCAL {name} TO DEFAULT")


def _plan(connection: Connection, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        connection.exec_driver_sql(f"SET LOCAL {name} = {value}")


def _are_many(connection: Connection, found: Sequence[Phrase]) -> bool:
    """By the index alone, in as long as a word takes."""
    candidates = select(WORDS.c.version_id).where(WORDS.c.current, _have(found, titled=False)).limit(MANY + 1)
    counted = connection.execute(select(func.count()).select_from(candidates.subquery())).scalar_one()
    return int(counted) > MANY


def matching(found: Sequence[Phrase], *, current: bool, among: Among | None, titled: bool = False) -> Select[Any]:
    """The versions that have all of it, as ``version_id``; ``titled``: only those whose title has all its pairs."""
    state = WORDS.c.current if current else ~WORDS.c.current
    if among is not None and among.are_few:
        where = _HEADING if titled else _SAID
        its = WORDS.c.version_id == any_(func.array(among.versions.scalar_subquery()))
        return select(WORDS.c.version_id).where(its, state, *_contain(where, found))
    written = [phrase for phrase in found if not _is_a_word(phrase)]
    indexed = select(WORDS.c.version_id, _SAID).where(state, _have(found, titled=titled))
    if among is None:
        return indexed.with_only_columns(WORDS.c.version_id).where(*_contain(_SAID, written))
    # As a condition of its own: put together with the others, it would be gone through once for each of them.
    indexed = indexed.where(WORDS.c.version_id.in_(among.versions).is_(true()))
    if not written:
        return indexed.with_only_columns(WORDS.c.version_id)
    having = _first(indexed, "having", current=current, titled=titled)
    return select(having.c.version_id).where(*_contain(having.c.said, written))


def ranked(found: Sequence[Phrase], *, current: bool, among: Among | None) -> Select[Any]:
    """The same, with ``rank``, which is the lower the better, and 0 for those that are not ranked."""
    every, *named = (
        _first(matching(found, current=current, among=among, titled=titled), "found", current=current, titled=titled)
        for titled in (False, True)[: 1 + any(map(_in_title, found))]
    )
    newest = (select(each.c.version_id).order_by(each.c.version_id.desc()).limit(RANKED) for each in (every, *named))
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
    """The index alone tells; of nothing that it has words for, that it may be anywhere."""
    asked = list(chain.from_iterable(map(_words, found)))
    if titled:
        asked += [TITLE + word for phrase in found for word in _in_title(phrase)]
    if not asked:
        return true()
    return words().op("@>", is_comparison=True)(cast(list(dict.fromkeys(asked)), ARRAY(Words)))


def _words(phrase: Phrase) -> list[str]:
    """Those of the index that whoever has the phrase has; none for a character that is no word alone."""
    indexed = _TERMS | {run for run in phrase.runs if len(run) == 1 and run not in CHARACTERS}
    return list(chain.from_iterable([run] if run in indexed else _pairs(run) for run in phrase.runs))


def _in_title(phrase: Phrase) -> list[str]:
    return [word for run in phrase.runs for word in _pairs(run)]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def _is_a_word(phrase: Phrase) -> bool:
    """Whether it is one word of the index."""
    return len(phrase.runs) == 1 == len(_words(phrase))


def _contain(said: ColumnElement[str], found: Iterable[Phrase]) -> Iterable[ColumnElement[bool]]:
    return [said.contains(_written(phrase), autoescape=True) for phrase in found]


def _weight(found: Sequence[Phrase]) -> ColumnElement[Any]:
    """How often it has each phrase, the first time counting most; a long text needs more of them."""
    times = [_times(_SAID, phrase) + (TITLE_COUNTS - 1) * _times(_HEADING, phrase) for phrase in map(_written, found)]
    return reduce(add, (func.ln(1 + each) for each in times)) / (1 + func.ln(func.length(_SAID)))


def _times(said: ColumnElement[str], phrase: str) -> ColumnElement[Any]:
    return cast(func.length(said) - func.length(func.replace(said, phrase, "")), Double) / len(phrase)


def _written(phrase: Phrase) -> str:
    return " ".join(phrase.runs)


def _folded(text: Text) -> str:
    return "\n".join(" ".join(runs(said)) for said in (text.title, *text.searched))
