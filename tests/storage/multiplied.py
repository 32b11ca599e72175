"""A large database out of a small one: its agencies with all their reports, many times over."""

from typing import Any

from sqlalchemy import Connection, Engine, func, insert, literal, select

from storage.models import NUMBERS, Agency, AnnualReport, Mark, Version, table_of

_SHIFTED = {"agency_id", "report_id", "version_id"}
_TABLES = (
    table_of(Agency),
    table_of(AnnualReport),
    table_of(Version),
    table_of(Mark),
    *NUMBERS.values(),
)


def multiply(engine: Engine, times: int) -> None:
    """``times`` as many agencies and reports, on the same pages and captures."""
    with engine.begin() as connection:
        step = 1 + max(_largest(connection, table) for table in _TABLES[:3])
        for number in range(1, times):
            for table in _TABLES:
                _copy(connection, table, number * step, step)


def _largest(connection: Connection, table: Any) -> int:
    return connection.scalar(select(func.max(table.c.id))) or 0


def _copy(connection: Connection, table: Any, by: int, first: int) -> None:
    columns = []
    for column in table.c:
        if column.name in _SHIFTED or column.name == "id":
            columns.append((column + by).label(column.name))
        elif table.name == "agencies" and column.name in ("key", "name"):
            columns.append((column + literal(f"分局{by}")).label(column.name))
        else:
            columns.append(column)
    own = table.c.id if "id" in table.c else table.c.version_id
    connection.execute(insert(table).from_select([c.key for c in table.c], select(*columns).where(own < first)))
