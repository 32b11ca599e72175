"""The index on SQLite: FTS5, a row a version."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
)
from sqlalchemy import text as sql

from storage.search.among import Among
from storage.search.grams import grams, of_texts
from storage.search.schema import CURRENT, FORMER
from storage.search.texts import Text
from storage.search.words import Phrase

_TABLES = {
    name: table(name, column("rowid", Integer), column("title"), column("body"), column(name))
    for name in (CURRENT, FORMER)
}
_PUT = {
    name: insert(of).values({key: bindparam(key) for key in ("rowid", "title", "body")}) for name, of in _TABLES.items()
}
_TAKE = {
    name: sql(f"INSERT INTO {name}({name}, rowid, title, body) VALUES ('delete', :rowid, :title, :body)")  # noqa: S608
    for name in (CURRENT, FORMER)
}
FEW = 0
"""The index has the places of words, and no texts: it is asked however few versions there are to look among."""
TITLE_COUNTS = 5.0
"""How much more a word counts in the title of a report."""


def put(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Add what versions say."""
    _run(connection, _PUT[_name(current)], texts)


def move(connection: Connection, texts: Iterable[Text], *, current: bool) -> None:
    """Between the current and the former ones."""
    texts = list(texts)
    _run(connection, _TAKE[_name(not current)], texts)
    _run(connection, _PUT[_name(current)], texts)


@contextmanager
def reading(connection: Connection, found: Sequence[Phrase], among: Among | None) -> Iterator[None]:  # noqa: ARG001
    """No texts are read, so there is nothing to be done about it."""
    yield


def matching(found: Sequence[Phrase], *, current: bool, among: Among | None) -> Select[Any]:
    """The versions that have all of it, as ``version_id``."""
    every = ranked(found, current=current, among=among)
    return every.with_only_columns(every.selected_columns.version_id)


def ranked(found: Sequence[Phrase], *, current: bool, among: Among | None) -> Select[Any]:
    """The same, with ``rank``, which is the lower the better."""
    name = _name(current)
    version, rank = _TABLES[name].c.rowid, func.bm25(literal_column(name), TITLE_COUNTS, 1.0)
    statement = select(version.label("version_id"), rank.label("rank")).where(_match(name, found))
    if among is None:
        return statement
    span = among.versions.subquery()
    first, last = (select(end(span.c[0])).scalar_subquery() for end in (func.min, func.max))
    # The sum keeps SQLite from asking the index once for each version; it reads on between the first and the last.
    return statement.where((version + 0).in_(among.versions), version.between(first, last))


def _match(name: str, found: Sequence[Phrase]) -> ColumnElement[bool]:
    return literal_column(name).op("MATCH", is_comparison=True)(" AND ".join(map(_phrase, found)))


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_open else ""}'


def _name(current: bool) -> str:
    return CURRENT if current else FORMER


def _run(connection: Connection, statement: Any, texts: Iterable[Text]) -> None:
    rows = [
        {"rowid": text.version, "title": " ".join(grams(text.title)), "body": " ".join(of_texts(text.searched))}
        for text in texts
    ]
    if rows:
        connection.execute(statement, rows)
