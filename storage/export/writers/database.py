"""SQLite: all tables in one file that needs nothing beside it, with keys, indexes and the meaning of every column.

Numbers are REAL, so that SQL can compare, add and divide them, for 1 / 2 of whole numbers is 0 to SQLite: one with
more than 15 digits is rounded, and ``raw`` says what was printed. The same rows are the same bytes, with the same
version of SQLite.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from storage.export.blocks import Block
from storage.export.plain import Remembered, plain
from storage.export.schema import Kind, Table

TYPES = {
    Kind.STRING: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.YEAR: "INTEGER",
    Kind.NUMBER: "REAL",
    Kind.DATE: "TEXT",
    Kind.DATETIME: "TEXT",
}

INDEXES = {
    "cells": (("agency", "year"), ("row", "column", "year")),
    "reports": (("agency", "year"), ("year",)),
    "agencies": (("agency",),),
    "findings": (("agency", "year"), ("identity", "outcome")),
}
"""Beside the primary keys: what people look for first."""

DESCRIBED = "columns"
"""The table that says what every column means."""

_DRAFT = ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "cache_size = -16000")
"""The file is a draft until it is whole: when writing it fails, it is thrown away."""


def write(path: Path, table: Table, blocks: Iterable[Block]) -> int:
    """Add the table to the file, which is made with the first one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in _DRAFT:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        connection.execute(_definition(table))
        places = ", ".join("?" * len(table.columns))
        insert = f"INSERT INTO {_name(table.name)} VALUES ({places})"  # noqa: S608 – names of our own
        count = 0
        stored = Remembered(_stored).__getitem__
        for block in blocks:
            connection.executemany(insert, _rows(block, stored))
            count += len(block.rows)
        for columns in INDEXES.get(table.name, ()):
            name = _name("_".join((table.name, *columns)))
            connection.execute(f"CREATE INDEX {name} ON {_name(table.name)} ({_names(columns)})")
        _describe(connection, table)
        connection.execute("COMMIT")
        return count


def _rows(block: Block, stored: Callable[[object], object]) -> Iterator[tuple[object, ...]]:
    head, tail = tuple(map(stored, block.head)), tuple(map(stored, block.tail))
    for row in block.rows:
        yield (*head, *map(stored, row), *tail)


def _stored(value: object) -> object:
    """In a type that SQLite takes without asking."""
    value = plain(value)
    return str(value) if isinstance(value, str) else value


def _definition(table: Table) -> str:
    lines = [
        f"{_name(column.name)} {TYPES[column.kind]}{' NOT NULL' if column.required else ''}" for column in table.columns
    ]
    if table.key:
        lines.append(f"PRIMARY KEY ({_names(table.key)})")
    for reference in table.references:
        columns = _names(reference.columns)
        lines.append(f"FOREIGN KEY ({columns}) REFERENCES {_name(reference.table)} ({columns})")
    inner = ",\n  ".join(lines)
    return f"CREATE TABLE {_name(table.name)} (\n  {inner}\n)"


def _describe(connection: sqlite3.Connection, table: Table) -> None:
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {_name(DESCRIBED)} (\n"
        '  "table" TEXT NOT NULL,\n  "column" TEXT NOT NULL,\n  title TEXT NOT NULL,\n  title_zh TEXT NOT NULL,\n'
        '  description TEXT NOT NULL,\n  description_zh TEXT NOT NULL,\n  PRIMARY KEY ("table", "column")\n)'
    )
    connection.executemany(
        f"INSERT INTO {_name(DESCRIBED)} VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 – names of our own
        [(table.name, c.name, c.title.en, c.title.zh, c.description.en, c.description.zh) for c in table.columns],
    )


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))
