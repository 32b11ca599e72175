"""Parquet: years as integers, dates and times as such, numbers as text of an exact decimal.

A decimal of fixed scale would not do: documents print what their spreadsheets had, 0.30000000000000004 among it, and
one such cell must neither be rounded nor stop an export.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from storage.export.plain import plain
from storage.export.tables import Kind, Table

BATCH = 20_000
"""Rows of a row group; one is made while the one before is written, so two are in memory."""

TYPES = {
    Kind.STRING: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.YEAR: pa.int16(),
    Kind.NUMBER: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("us", tz="UTC"),
}


def write(path: Path, table: Table, rows: Iterable[Sequence[object]]) -> int:
    """Write the table; column descriptions go along as field metadata."""
    schema = _schema(table)
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in _batches(rows, schema):
            file.write_batch(batch, row_group_size=BATCH)
            count += batch.num_rows
    return count


def _schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(column.name, TYPES[column.kind], not column.required, {"description": column.description})
            for column in table.columns
        ]
    )


def _batches(rows: Iterable[Sequence[object]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        columns = zip(*batch, strict=True)
        arrays = [_array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        yield pa.record_batch(arrays, schema=schema)


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if kind == pa.string():
        return pa.array([plain(value) for value in values], kind)
    return pa.array(values, kind)
