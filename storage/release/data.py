"""The tables of a release, written to its folders."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from storage.errors import StorageError
from storage.export.blocks import Block, blocks
from storage.export.content import content
from storage.export.descriptor import Written
from storage.export.schema import Table
from storage.export.writers import writer
from storage.release import coverage
from storage.release.files import write_table
from storage.release.panel import panel
from storage.release.tables import COVERAGE, COVERAGE_BY_YEAR

DATA, PARQUET = "data", "parquet"
COMPARED = (f"{DATA}/reports.csv.gz", f"{DATA}/cells.csv.gz")
"""What is needed of a release to tell what changed since."""


def write_data(connection: Connection, folder: Path, day: date) -> list[Written]:
    """Gzipped CSV of every table."""
    (folder / DATA).mkdir()
    return [_csv(folder, table, rows) for table, rows in _tables(connection, day)]


def write_parquet(connection: Connection, folder: Path, day: date) -> list[Written]:
    """The same as Parquet, and the panel; nothing where pyarrow is not installed."""
    try:
        write = writer("parquet")
    except StorageError:
        return []
    (folder / PARQUET).mkdir()
    files = []
    wide, reports = panel(connection)
    for table, rows in (*_tables(connection, day), (wide, blocks(reports))):
        path = folder / PARQUET / f"{table.name}.parquet"
        files.append(Written(table, path, write(path, table, rows)))
    return files


def data_digest(files: Iterable[Written]) -> str:
    """One digest for all tables: of the lines ``digest  path``, in the order of the paths."""
    lines = sorted((f"{DATA}/{file.path.name}", file.digest) for file in files)
    return hashlib.sha256("".join(f"{sha256}  {path}\n" for path, sha256 in lines).encode()).hexdigest()


def _tables(connection: Connection, day: date) -> Iterator[tuple[Table, Iterable[Block]]]:
    yield from content(connection, all_versions=False)
    yield COVERAGE, blocks(coverage.by_agency(connection, day))
    yield COVERAGE_BY_YEAR, blocks(coverage.by_year(connection, day))


def _csv(folder: Path, table: Table, rows: Iterable[Block]) -> Written:
    path = folder / DATA / f"{table.name}.csv.gz"
    return Written(table, path, write_table(path, table, rows))
