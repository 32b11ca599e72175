"""Parquet: years as integers, dates and times as such, numbers as text of an exact decimal.

A decimal of fixed scale would not do: documents print what their spreadsheets had, 0.30000000000000004 among it, and
one such cell must neither be rounded nor stop an export.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from storage.export.blocks import Block
from storage.export.plain import plain
from storage.export.schema import Kind, Table

BATCH = 50_000
"""Rows of a row group, or somewhat more: blocks stay whole."""

TYPES = {
    Kind.STRING: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.YEAR: pa.int16(),
    Kind.NUMBER: pa.string(),
    Kind.DATE: pa.date32(),
    Kind.DATETIME: pa.timestamp("us", tz="UTC"),
}


def write(path: Path, table: Table, blocks: Iterable[Block]) -> int:
    """Write the table; column descriptions go along as field metadata."""
    schema = _schema(table)
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in _batches(blocks, table, schema):
            file.write_batch(batch)
            count += batch.num_rows
    return count


def _schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(
                column.name,
                TYPES[column.kind],
                not column.required,
                {"description": column.description.en, "description_zh": column.description.zh},
            )
            for column in table.columns
        ]
    )


def _batches(blocks: Iterable[Block], table: Table, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    columns: list[list[object]] = [[] for _ in table.columns]
    for block in blocks:
        _add(columns, block)
        if len(columns[0]) >= BATCH:
            yield _batch(columns, table, schema)
            columns = [[] for _ in table.columns]
    if columns[0]:
        yield _batch(columns, table, schema)


def _add(columns: list[list[object]], block: Block) -> None:
    size, own = len(block.rows), len(columns) - len(block.tail)
    for column, value in zip(columns, block.head, strict=False):
        column.extend(repeat(value, size))
    for column, values in zip(columns[len(block.head) : own], zip(*block.rows, strict=True), strict=True):
        column.extend(values)
    for column, value in zip(columns[own:], block.tail, strict=True):
        column.extend(repeat(value, size))


def _batch(columns: Sequence[Sequence[object]], table: Table, schema: pa.Schema) -> pa.RecordBatch:
    arrays = [
        pa.array(map(_number, values) if column.kind is Kind.NUMBER else values, kind, size=len(values))
        for column, values, kind in zip(table.columns, columns, schema.types, strict=True)
    ]
    return pa.record_batch(arrays, schema=schema)


def _number(value: object) -> str | None:
    return None if value is None else str(plain(value))
