"""Exports of a generated archive in every format, against the bare library writing the same rows from memory.

The libraries get finished rows, so their figure has neither the database nor the reading of wide rows in it: ``csv``,
``sqlite3`` with the same keys and indexes, ``pyarrow`` from whole columns, ``openpyxl`` in its write-only mode.
"""

import csv
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median

import pyarrow as pa
from openpyxl import Workbook
from pyarrow import parquet

from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from benchmarks.storage import Ours, readings
from storage import queries
from storage.export import export
from storage.export.plain import plain
from storage.export.schema import Kind
from storage.export.tables import CELLS
from storage.export.writers.columnar import TYPES
from storage.export.writers.database import INDEXES
from storage.release import release

_AREA = "exports"
_GOALS = {"csv": 1.5, "parquet": 4, "sqlite": 2, "xlsx": 0.2}
"""Times what the bare library takes, the database included; a workbook by openpyxl is no measure of speed."""
Rows = list[tuple[object, ...]]


def measure(quick: bool) -> Iterator[Line]:
    """Reports a second of CPU in each format, and a release."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, number = _archive(folder, 40 if quick else 400)
        rows = _rows(ours)
        for kind, bare in _LIBRARIES.items():
            rounds = 1 if quick or kind == "xlsx" else 3
            variants: dict[str, Callable[[int], object]] = {
                "ours": lambda turn, kind=kind: export(ours.engine, folder / kind / str(turn), kind),
                "library": lambda turn, kind=kind, bare=bare: bare(folder / f"library-{turn}.{kind}", rows),
            }
            variants["ours"](-1)  # the libraries are loaded with the first
            spent = interleave(variants, range(rounds))
            yield Line(_AREA, f"export as {kind}", number / median(spent["ours"]), "reports a second of CPU")
            yield Line(
                _AREA,
                "… of the bare library, rows in memory",
                ratio(spent["ours"], spent["library"]),
                "x",
                None if quick else _GOALS[kind],  # of few reports most is the making of files
            )
        spent = interleave({"release": lambda turn: release(ours.engine, folder, date(2026, 1, 1 + turn))}, range(1))
        yield Line(_AREA, "release, with CSV and Parquet", number / median(spent["release"]), "reports a second of CPU")
        ours.close()


def _archive(folder: Path, number: int) -> tuple[Ours, int]:
    ours = Ours(folder)
    ours.store(list(readings(number)))
    return ours, number


def _rows(ours: Ours) -> Rows:
    """Every cell as an export has it, in types that every library takes."""
    with queries.snapshot(ours.engine) as connection:
        return [
            tuple(str(v) if isinstance(v, str) else v for v in map(plain, row)) for row, _ in queries.cells(connection)
        ]


def _delimited(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(CELLS.header)
        lines.writerows(rows)


def _columnar(path: Path, rows: Rows) -> None:
    columns = dict(zip(CELLS.header, zip(*rows, strict=True), strict=True))
    kinds = {c.name: pa.string() if c.kind is Kind.DATETIME else TYPES[c.kind] for c in CELLS.columns}
    table = pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})
    parquet.write_table(table, path, compression="zstd")


def _database(path: Path, rows: Rows) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"CREATE TABLE cells ({_names(CELLS.header)}, PRIMARY KEY ({_names(CELLS.key)}))")
        with connection:
            connection.executemany(f"INSERT INTO cells VALUES ({', '.join('?' * len(CELLS.header))})", rows)
            for columns in INDEXES["cells"]:
                connection.execute(f"CREATE INDEX cells_{'_'.join(columns)} ON cells ({_names(columns)})")


def _workbook(path: Path, rows: Rows) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cells")
    sheet.append(CELLS.header)
    for row in rows:
        sheet.append(row)
    book.save(path)


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


_LIBRARIES: dict[str, Callable[[Path, Rows], None]] = {
    "csv": _delimited,
    "parquet": _columnar,
    "sqlite": _database,
    "xlsx": _workbook,
}
