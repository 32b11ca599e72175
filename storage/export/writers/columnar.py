"""Parquet: years as integers, dates and times as such, printed numbers as text of an exact decimal.

A decimal of fixed scale would not do: documents print what their spreadsheets had, 0.30000000000000004 among it, and
one such cell must neither be rounded nor stop an export.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from storage.export.blocks import Block
from storage.export.plain import Remembered, plain
from storage.export.schema import Column, Kind, Table

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
    number = Remembered(_number).__getitem__
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for gathered in _gathered(blocks):
            columns = zip(gathered.columns(), table.columns, strict=True)
            arrays = [_array(values, of_row, column, number) for (values, of_row), column in columns]
            file.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(gathered.block_of_row)
    return count


def _schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(
                column.name,
                _type(column),
                not column.required,
                {"description": column.description.en, "description_zh": column.description.zh},
            )
            for column in table.columns
        ]
    )


def _type(column: Column) -> pa.DataType:
    return pa.float64() if column.binary else TYPES[column.kind]


class _Gathered:
    """Blocks on their way to a row group: what the rows of a block share is kept once, and spread over them in C."""

    def __init__(self) -> None:
        self.block_of_row: list[int] = []
        self._heads: list[tuple[object, ...]] = []
        self._own: list[list[object]] = []
        self._tails: list[tuple[object, ...]] = []

    def add(self, block: Block) -> None:
        """One more block."""
        self.block_of_row.extend(repeat(len(self._heads), len(block.rows)))
        self._heads.append(block.head)
        self._tails.append(block.tail)
        own = zip(*block.rows, strict=True)
        if self._own:
            for column, values in zip(self._own, own, strict=True):
                column.extend(values)
        else:
            self._own = [list(values) for values in own]

    def columns(self) -> Iterator[tuple[Sequence[object], pa.Array | None]]:
        """The values of each column, and for a shared one the number of its value for each row."""
        of_row = pa.array(self.block_of_row, pa.int32())
        for shared in zip(*self._heads, strict=True):
            yield shared, of_row
        for own in self._own:
            yield own, None
        for shared in zip(*self._tails, strict=True):
            yield shared, of_row


def _gathered(blocks: Iterable[Block]) -> Iterator[_Gathered]:
    gathered = _Gathered()
    for block in blocks:
        if block.rows:
            gathered.add(block)
        if len(gathered.block_of_row) >= BATCH:
            yield gathered
            gathered = _Gathered()
    if gathered.block_of_row:
        yield gathered


def _array(
    values: Sequence[object], of_row: pa.Array | None, column: Column, number: Callable[[object], str | None]
) -> pa.Array:
    is_text = column.kind is Kind.NUMBER and not column.binary
    shown = [number(value) for value in values] if is_text else values
    array = pa.array(shown, _type(column))
    return array if of_row is None else array.take(of_row)


def _number(value: object) -> str | None:
    return None if value is None else str(plain(value))
