"""The tables of the index: on SQLite full-text tables without content, on PostgreSQL folded text with a GIN index.

What current versions say stands apart from what former ones said, so that the usual search sees no other.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import BigInteger, Boolean, Column, Connection, Function, Index, MetaData, Table, Text, func, text
from sqlalchemy.schema import CreateTable

from storage.search.terms import CHARACTERS, TERMS

CURRENT, FORMER = "current_words", "former_words"
"""The full-text tables of SQLite; ``rowid`` is the version. They hold no text: that is in ``version_sections``."""

TITLE = "^"
"""Before the words of a title, which are words of the index beside the same words anywhere."""

_METADATA = MetaData()
WORDS = Table(
    "version_words",
    _METADATA,
    Column("version_id", BigInteger, primary_key=True, autoincrement=False),
    Column("current", Boolean, nullable=False),
    Column("said", Text(collation="C"), nullable=False),
    postgresql_with={"toast_tuple_target": 128, "parallel_workers": 4},
)
"""The table of PostgreSQL: what a version says, folded, a space between two runs of characters, its title in a line
and each section in one. The text lies beside the table, so that rows are short and counted without it; reading the
texts is worth more processes than so small a table would have."""

_FUNCTION = """
CREATE FUNCTION search_words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000 AS $$
SELECT array_agg(word) FROM (
    SELECT mark || word AS word
    FROM (VALUES ('', said), ('{title}', split_part(said, E'\\n', 1))) AS part(mark, line),
        LATERAL (SELECT string_to_array(line, NULL)) AS split(letters),
        LATERAL (
            SELECT letter FROM unnest(letters) AS single(letter) WHERE strpos('{characters}', letter) = 0
            UNION SELECT one || two FROM unnest(letters, letters[2:]) AS pair(one, two)
        ) AS found(word)
    WHERE strpos(word, ' ') = 0 AND strpos(word, E'\\n') = 0 AND (mark = '' OR length(word) = 2)
    UNION ALL
    SELECT term FROM unnest('{{{terms}}}'::text[]) AS listed(term) WHERE strpos(said, term) > 0
) AS words $$
"""
"""The words of the index: every pair, the phrases of the list, and every character that these do not have. It uses
nothing but what every database has, so that a dump is restored wherever it is."""

_LISTED = {"terms": ",".join(TERMS), "characters": "".join(sorted(CHARACTERS))}


def words() -> Function[list[str]]:
    """The words of a row, as the indexes have them."""
    return func.search_words(WORDS.c.said)


_INDEXED = words()
_INDEXES = (
    Index("ix_version_words_current", _INDEXED, postgresql_using="gin", postgresql_where=text("current")),
    Index("ix_version_words_former", _INDEXED, postgresql_using="gin", postgresql_where=text("NOT current")),
)


@contextmanager
def making(connection: Connection) -> Iterator[None]:
    """An empty index, to be filled: PostgreSQL sorts what there is to index at the end, in less time and less room."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION.format(title=TITLE, **_LISTED))
        connection.execute(CreateTable(WORDS))
        yield
        for index in _INDEXES:
            index.create(connection)
            # Whoever analyses the table would else work out the words of thousands of texts.
            connection.exec_driver_sql(f"ALTER INDEX {index.name} ALTER COLUMN 1 SET STATISTICS 0")
        return
    create(connection)
    yield


def create(connection: Connection) -> None:
    """An empty index."""
    if connection.dialect.name == "postgresql":
        with making(connection):
            return
    for name in (CURRENT, FORMER):
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5(title, body, content='', tokenize='ascii')"  # of constants alone
        )


def drop(connection: Connection) -> None:
    """No index."""
    if connection.dialect.name == "postgresql":
        _METADATA.drop_all(connection)
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS search_words(text)")
        return
    for name in (CURRENT, FORMER):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def is_of_search(table: str) -> bool:
    """Whether a table belongs to the index, those that SQLite makes for it among them."""
    return table.startswith((CURRENT, FORMER, WORDS.name))
