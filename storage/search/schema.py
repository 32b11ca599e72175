"""The tables of the index: on SQLite full-text tables without content, on PostgreSQL ``tsvector`` with GIN.

What current versions say stands apart from what former ones said, so that the usual search sees no other.
"""

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, Integer, MetaData, Table, text
from sqlalchemy.dialects.postgresql import TSVECTOR

CURRENT, FORMER = "current_words", "former_words"
"""The full-text tables of SQLite; ``rowid`` is the version. They hold no text: that is in ``version_sections``."""

_METADATA = MetaData()
WORDS = Table(
    "version_words",
    _METADATA,
    Column("version_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("current", Boolean, nullable=False),
    Column("words", TSVECTOR, nullable=False),
)
"""The table of PostgreSQL. A long report has several parts: a ``tsvector`` counts no further than 16,383 places."""

_CURRENT = text("current")
Index("ix_version_words_current", WORDS.c.words, postgresql_using="gin", postgresql_where=_CURRENT)
Index("ix_version_words_former", WORDS.c.words, postgresql_using="gin", postgresql_where=text("NOT current"))


def create(connection: Connection) -> None:
    """An empty index."""
    if connection.dialect.name == "postgresql":
        _METADATA.create_all(connection)
        return
    for name in (CURRENT, FORMER):
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {name} USING fts5(title, body, content='', tokenize='ascii')"  # of constants alone
        )


def drop(connection: Connection) -> None:
    """No index."""
    if connection.dialect.name == "postgresql":
        _METADATA.drop_all(connection)
        return
    for name in (CURRENT, FORMER):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def is_of_search(table: str) -> bool:
    """Whether a table belongs to the index, those that SQLite makes for it among them."""
    return table.startswith((CURRENT, FORMER, WORDS.name))
