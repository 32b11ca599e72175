"""One state of the database for several questions, whatever is written meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, collate

Question: TypeAlias = Select[*tuple[Any, ...]]
Answer: TypeAlias = Row[*tuple[Any, ...]]

AT_ONCE = 500
"""Rows fetched at a time."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection on which every question is answered from the state at the first one."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.connect() as connection:
        yield connection
        connection.rollback()


def stream(connection: Connection, statement: Question) -> Iterator[Answer]:
    """The rows of a statement, fetched as they are asked for."""
    yield from connection.execute(statement, execution_options={"yield_per": AT_ONCE})


def bytewise(connection: Connection, column: ColumnElement[str]) -> ColumnElement[Any]:
    """The column, to order by its bytes: SQLite does so anyway, PostgreSQL by the language of the database."""
    return collate(column, "C") if connection.dialect.name == "postgresql" else column
