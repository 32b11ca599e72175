"""Rows brought to what they should be: only those are written that are otherwise."""

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
    insert,
    literal,
    select,
    union_all,
)

from storage.sums.difference import bring

KEPT = Table(
    "kept",
    MetaData(),
    Column("district", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Numeric),
    Column("note", Text),
)


@pytest.fixture
def connection(database: Engine):
    with database.connect() as connection:
        KEPT.create(connection)
        connection.execute(
            insert(KEPT), [{"district": d, "year": y, "value": y, "note": None} for d in (1, 2) for y in (7, 8, 9)]
        )
        yield connection
        connection.rollback()


def rows(connection: Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(select(KEPT).order_by(KEPT.c.district, KEPT.c.year))]


def told(*values: tuple[object, ...]):
    every = [select(*(literal(v, c.type).label(c.name) for v, c in zip(row, KEPT.c, strict=True))) for row in values]
    return select(union_all(*every).subquery())


def places(connection: Connection) -> dict[object, object]:
    """Where the rows lie: PostgreSQL puts a row that is written again somewhere else."""
    if connection.dialect.name != "postgresql":
        return {}
    asked = "SELECT district * 100 + year, ctid FROM kept"
    return {row[0]: row[1] for row in connection.exec_driver_sql(asked)}


def test_what_is_gone_new_and_changed_is_written_and_the_rest_left_alone(connection: Connection) -> None:
    before = places(connection)
    for _ in range(2):  # the second time nothing is to do
        bring(connection, KEPT, KEPT.c.district == 1, told((1, 7, 7, None), (1, 8, 80, None), (1, 10, None, "new")))
        assert rows(connection) == [
            (1, 7, 7, None), (1, 8, 80, None), (1, 10, None, "new"), (2, 7, 7, None), (2, 8, 8, None), (2, 9, 9, None),
        ]  # fmt: skip
    after = places(connection)
    assert {key for key in before if after.get(key) != before[key]} <= {108, 109}


def test_nothing_told_leaves_nothing(connection: Connection) -> None:
    bring(connection, KEPT, KEPT.c.district == 1, told((1, 7, 7, None)).where(literal(1) == 2))
    assert {row[0] for row in rows(connection)} == {2}


def test_many_times_in_one_transaction(connection: Connection) -> None:
    for number in range(5):
        bring(connection, KEPT, KEPT.c.district == 2, told((2, 7, number, None)))
        assert rows(connection)[-1] == (2, 7, number, None)
