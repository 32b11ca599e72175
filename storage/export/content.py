"""What an export holds: each table with its rows, from one state of the database."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from storage import queries
from storage.export.blocks import Block, blocks
from storage.export.columns import VERSION
from storage.export.keys import names_are_keys
from storage.export.schema import Table
from storage.export.tables import AGENCIES, CELLS, FINDINGS, MEASURES, REPORTS, ROWS


def content(
    connection: Connection,
    narrowing: queries.Narrowing | None = None,
    *,
    all_versions: bool,
    as_of: datetime | None = None,
) -> Iterator[tuple[Table, Iterator[Block]]]:
    """The five tables in the order of their files; the rows are asked for as they are taken. Of measures all.

    Raises UnknownError.
    """
    keyed = names_are_keys(connection)

    def told(table: Table) -> Table:
        if table is MEASURES:
            return table
        table = table if keyed else table.without_keys()
        return table.with_versions(VERSION) if all_versions and table.name != AGENCIES.name else table

    for table in ROWS:
        yield told(table), _rows(connection, table, narrowing, all_versions=all_versions, as_of=as_of)


def one(connection: Connection, name: str, narrowing: queries.Narrowing) -> tuple[Table, Iterator[Block]]:
    """One of the tables, of what is shown now, as far as it is asked for; of measures all. Raises UnknownError."""
    table = next((table for table in ROWS if table.name == name), MEASURES)
    return table, _rows(connection, table, narrowing, all_versions=False, as_of=None)


def _rows(
    connection: Connection,
    table: Table,
    narrowing: queries.Narrowing | None = None,
    *,
    all_versions: bool,
    as_of: datetime | None,
) -> Iterator[Block]:
    if table is CELLS:
        return _cells(connection, narrowing, all_versions=all_versions, as_of=as_of)
    if table is REPORTS:
        return blocks(queries.reports(connection, narrowing, all_versions=all_versions, as_of=as_of))
    if table is AGENCIES:
        return blocks(queries.agencies(connection, narrowing))
    if table is FINDINGS:
        return blocks(_findings(connection, narrowing, all_versions=all_versions, as_of=as_of))
    return blocks(queries.measures(connection))


def _cells(
    connection: Connection,
    narrowing: queries.Narrowing | None,
    *,
    all_versions: bool,
    as_of: datetime | None,
) -> Iterator[Block]:
    for report in queries.cells_by_report(connection, narrowing, all_versions=all_versions, as_of=as_of):
        tail = (*report.tail, report.version) if all_versions else report.tail
        yield Block(report.head, report.cells, tail)


def _findings(
    connection: Connection,
    narrowing: queries.Narrowing | None,
    *,
    all_versions: bool,
    as_of: datetime | None,
) -> Iterator[tuple[object, ...]]:
    for row, version in queries.findings(connection, narrowing, all_versions=all_versions, as_of=as_of):
        yield (*row, version) if all_versions else row
