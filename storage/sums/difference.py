"""Rows that are kept, brought to what they should be by writing those alone that are not.

A night changes a few reports in each of many districts. Were all that is kept of these districts taken away and written
again, PostgreSQL would have as many dead rows as there are living ones, after each night.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    MetaData,
    Select,
    Table,
    delete,
    insert,
    select,
    text,
    tuple_,
)
from sqlalchemy.schema import CreateTable


class Difference:
    """Between what a table holds and what it should, for what the parameters of ``held`` and ``rows`` name.

    The rows of ``table`` for which ``held`` is true are to be those that ``rows`` tells, in the order of its columns.
    The statements are made once and known again, which saves most of the time that a small district takes.
    """

    def __init__(self, table: Table, held: ColumnElement[bool], rows: Select[Any]) -> None:
        columns = (Column(column.name, column.type, nullable=True) for column in table.c)
        fresh = Table(f"fresh_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
        kept, wanted = select(*table.c).where(held), select(*fresh.c)
        others = kept.except_(wanted).subquery()
        keys = [column.name for column in table.primary_key]
        outdated = select(*(others.c[key] for key in keys))
        self._making = CreateTable(fresh, if_not_exists=True)
        self._steps = (
            insert(fresh).from_select(list(fresh.c.keys()), rows),
            delete(table).where(tuple_(*(table.c[key] for key in keys)).in_(outdated)),
            insert(table).from_select(list(table.c.keys()), wanted.except_(kept)),
        )
        # Nobody clears away deleted rows of a table that no other sees: PostgreSQL would read past them ever after.
        self._emptied: dict[str, Executable] = {
            "postgresql": text(f"TRUNCATE {fresh.name}"),
            "sqlite": delete(fresh),
        }

    def bring(self, connection: Connection, **about: Any) -> None:
        """Write what is otherwise. ``rows`` is worked out once, into a table that this connection alone sees."""
        connection.execute(self._making)
        for step in self._steps:
            connection.execute(step, about)
        connection.execute(self._emptied[connection.dialect.name])
