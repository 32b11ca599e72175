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
    bindparam,
    event,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.engine.interfaces import CacheStats

from storage.sums.difference import Difference

KEPT = Table(
    "kept",
    MetaData(),
    Column("district", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("value", Numeric),
    Column("note", Text),
)
OURS = KEPT.c.district == bindparam("of")


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
    ours = Difference(KEPT, OURS, told((1, 7, 7, None), (1, 8, 80, None), (1, 10, None, "new")))
    before = places(connection)
    for _ in range(2):  # the second time nothing is to do
        ours.bring(connection, of=1)
        assert rows(connection) == [
            (1, 7, 7, None), (1, 8, 80, None), (1, 10, None, "new"), (2, 7, 7, None), (2, 8, 8, None), (2, 9, 9, None),
        ]  # fmt: skip
    after = places(connection)
    assert {key for key in before if after.get(key) != before[key]} <= {108, 109}


def test_nothing_told_leaves_nothing(connection: Connection) -> None:
    Difference(KEPT, OURS, told((1, 7, 7, None)).where(literal(1) == 2)).bring(connection, of=1)
    assert {row[0] for row in rows(connection)} == {2}


def test_many_times_in_one_transaction(connection: Connection) -> None:
    for number in range(5):
        Difference(KEPT, OURS, told((2, 7, number, None))).bring(connection, of=2)
        assert rows(connection)[-1] == (2, 7, number, None)


def test_a_statement_is_compiled_for_the_first_of_many_districts_alone(connection: Connection) -> None:
    ours = Difference(KEPT, OURS, select(KEPT).where(OURS))
    ours.bring(connection, of=1)
    compiled: list[str] = []

    def note(conn, cursor, statement, parameters, context, executemany):
        if context.cache_hit is CacheStats.CACHE_MISS:
            compiled.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    for district in (1, 2, 3):
        ours.bring(connection, of=district)
    assert compiled == []
