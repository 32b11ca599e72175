"""Everything as files that other programs read: five long tables and ``datapackage.json``, in CSV, Parquet or Excel."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine

from storage import queries
from storage.export.descriptor import Written, descriptor
from storage.export.place import DESCRIPTOR, put_in_place
from storage.export.tables import AGENCIES, CELLS, FINDINGS, MEASURES, REPORTS, Table
from storage.export.writers import FORMATS, Writer, writer

__all__ = ["FORMATS", "Written", "export"]

Rows = Iterator[Sequence[object]]


def export(
    engine: Engine,
    folder: Path,
    format: str = "csv",  # noqa: A002 – as everybody calls it
    *,
    all_versions: bool = False,
) -> tuple[Written, ...]:
    """Write one state of the database to ``folder``, in full or not at all; the same state gives the same bytes."""
    write = writer(format)
    with queries.snapshot(engine) as connection, put_in_place(folder) as draft:
        files = tuple(
            _write(write, draft / f"{table.name}.{format}", table, rows)
            for table, rows in _tables(connection, all_versions=all_versions)
        )
        (draft / DESCRIPTOR).write_text(descriptor(files), "utf-8", newline="\n")
    return files


def _write(write: Writer, path: Path, table: Table, rows: Rows) -> Written:
    return Written(table, path, write(path, table, rows))


def _tables(connection: Connection, *, all_versions: bool) -> Iterator[tuple[Table, Rows]]:
    def versioned(table: Table, rows: Iterator[tuple[Sequence[object], int]]) -> tuple[Table, Rows]:
        if all_versions:
            return table.with_versions(), ((*row, version) for row, version in rows)
        return table, (row for row, _ in rows)

    yield versioned(CELLS, queries.cells(connection, all_versions=all_versions))
    yield REPORTS.with_versions() if all_versions else REPORTS, queries.reports(connection, all_versions=all_versions)
    yield AGENCIES, queries.agencies(connection)
    yield versioned(FINDINGS, queries.findings(connection, all_versions=all_versions))
    yield MEASURES, queries.measures(connection)
