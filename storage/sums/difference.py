"""Rows that are kept, brought to what they should be by writing those alone that are not.

A night changes a few reports in each of many districts. Were all that is kept of these districts taken away and written
again, PostgreSQL would have as many dead rows as there are living ones, after each night.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, MetaData, Select, Table, delete, insert, select, text, tuple_
from sqlalchemy.schema import CreateTable


def bring(connection: Connection, table: Table, held: ColumnElement[bool], rows: Select[Any]) -> None:
    """Make the rows of ``table`` for which ``held`` is true those that ``rows`` tells, in the order of its columns.

    ``rows`` is worked out once, into a table that this connection alone sees.
    """
    fresh = Table(
        f"fresh_{table.name}",
        MetaData(),
        *(Column(column.name, column.type, nullable=True) for column in table.c),
        prefixes=["TEMPORARY"],
    )
    connection.execute(CreateTable(fresh, if_not_exists=True))
    connection.execute(insert(fresh).from_select(list(fresh.c.keys()), rows))
    kept, wanted = select(*table.c).where(held), select(*fresh.c)
    others = kept.except_(wanted).subquery()
    keys = [column.name for column in table.primary_key]
    outdated = select(*(others.c[key] for key in keys))
    connection.execute(delete(table).where(tuple_(*(table.c[key] for key in keys)).in_(outdated)))
    connection.execute(insert(table).from_select(list(table.c.keys()), wanted.except_(kept)))
    # Deleted rows of a table that no other sees are cleared away by nobody: PostgreSQL would read past them ever after.
    emptied = text(f"TRUNCATE {fresh.name}") if connection.dialect.name == "postgresql" else delete(fresh)
    connection.execute(emptied)
