"""A large database out of a small one: all that belongs to its districts, many times over, by SQL.

Every copy has numbers, codes, names, addresses and digests of its own, so that indexes grow as they would.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    String,
    Table,
    cast,
    func,
    insert,
    select,
    text,
)

from storage.models import District, metadata, table_of
from storage.session import WRITING

_KEPT = {"dictionary", "measures", "form_measures", "runs"}
"""Tables that speak of no district."""
_TABLES = [table for table in metadata.sorted_tables if table.name not in _KEPT]
_NUMBERED = [table for table in _TABLES if "id" in table.c]
_NAMES = {"districts.name", "districts.site", "agencies.name", "urls.site", "urls.url", "captures.file"}
_DIGESTS = {"sha256", "digest"}
_CODES_BESIDE = 30
"""Districts of the small one that have consecutive codes in no province; see ``asking_archive``."""


def multiply(engine: Engine, times: int) -> None:
    """``times`` as many of everything, on PostgreSQL; a transaction for each copy.

    References are not looked up again, which superusers alone may leave out: they are those of the first copy.
    """
    with engine.connect() as connection:
        steps = {table.name: 1 + _largest(connection, table) for table in _NUMBERED}
        districts = connection.scalar(select(func.count()).select_from(table_of(District))) or 0
    steps["codes"] = -(-districts // _CODES_BESIDE)
    for copy in range(1, times):
        with engine.execution_options(**{WRITING: True}).begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            for table in _TABLES:
                _copy(connection, table, copy, steps)
    with engine.begin() as connection:
        for table in _NUMBERED:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            connection.execute(select(func.setval(sequence, 1 + _largest(connection, table), False)))


def _largest(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.max(table.c.id))) or 0)


def _copy(connection: Connection, table: Table, copy: int, steps: dict[str, int]) -> None:
    """The rows of the first copy again, in their order."""
    own = next(column for column in table.primary_key if _table_of(column) in steps)
    values = [_value(column, copy, steps).label(column.name) for column in table.c]
    rows = select(*values).where(own < steps[_table_of(own)]).order_by(own)
    connection.execute(insert(table).from_select([column.name for column in table.c], rows))


def _value(column: Column[Any], copy: int, steps: dict[str, int]) -> ColumnElement[Any]:
    if (table := _table_of(column)) in steps:
        return column + copy * steps[table]
    if str(column) == "districts.code":
        return cast(cast(column, Integer) + copy * steps["codes"], String)
    if str(column) in _NAMES:
        return column + f".{copy}"
    if column.name in _DIGESTS:
        return func.encode(func.sha256(func.convert_to(column + f".{copy}", "UTF8")), "hex")
    return column


def _table_of(column: Column[Any]) -> str:
    """Of which table's rows a column has the numbers; empty where it has none."""
    if column.name == "id":
        return column.table.name
    if str(column) == "urls.capture_id":  # each refers to the other, so the database knows of one direction only
        return "captures"
    return next((key.column.table.name for key in column.foreign_keys), "")
