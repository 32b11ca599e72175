"""Rows that nobody asks for before their transaction ends: they wait, and those of one table are written together."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Insert, Table

from storage import search
from storage.database import bulk
from storage.search.texts import Text


class Waiting:
    """What versions say. Whoever reads it in the same transaction has it written first."""

    def __init__(self) -> None:
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        self._texts: dict[bool, list[Text]] = {}
        self._told: dict[Insert, list[dict[str, Any]]] = {}

    def add(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        """Rows of one table, always with the same columns."""
        self._rows.setdefault(table, []).extend(rows)

    def tell(self, statement: Insert, values: dict[str, Any]) -> None:
        """For a statement that minds what is there already; always the same one for its table."""
        self._told.setdefault(statement, []).append(values)

    def add_text(self, text: Text, *, current: bool) -> None:
        """For the search index."""
        self._texts.setdefault(current, []).append(text)

    def write(self, connection: Connection) -> None:
        """Nothing waits any more."""
        for table, rows in self._rows.items():
            bulk.add(connection, table, rows)
        for current, texts in self._texts.items():
            search.put(connection, texts, current=current)
        for statement, values in self._told.items():
            connection.execute(statement, values)
        self._rows, self._texts, self._told = {}, {}, {}
