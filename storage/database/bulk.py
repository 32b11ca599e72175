"""Many rows of one table at once: on PostgreSQL by COPY, which takes a fraction of what statements take."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

FEW = 10
"""Rows that are sooner written by a statement than by COPY."""

Rows = Sequence[dict[str, Any]]


def add(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows that have the same columns, within the transaction of the connection."""
    if len(rows) > FEW and connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    elif rows:
        connection.execute(insert(table), list(rows))


def _copy(connection: Connection, table: Table, rows: Rows) -> None:
    """What the types of the columns make of a value for a statement, they make of it here."""
    names = list(rows[0])
    prepare, dialect = connection.dialect.identifier_preparer, connection.dialect
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    told = [(name, process) for name, process in zip(names, processors, strict=True)]
    columns = ", ".join(prepare.format_column(table.c[name]) for name in names)
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {prepare.format_table(table)} ({columns}) FROM STDIN") as copying,
    ):
        for row in rows:
            copying.write_row([row[name] if process is None else process(row[name]) for name, process in told])
