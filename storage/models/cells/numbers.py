"""The wide rows: one table for each statutory table of ``forms``, one column for each of its measures."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

import forms
from storage.models.base import Base
from storage.models.types import Plain, words
from storage.records import State

LARGEST_COUNT = 2**31 - 1
"""What a column of counts holds; a number beyond it is kept in ``marks``."""


def column_name(measure: forms.Measure) -> str:
    """The column of a measure; ``__`` does not occur in keys."""
    return f"{measure.row}__{measure.column}"


def _numbers(table: forms.Table) -> Table:
    """``rest_state`` and ``rest_raw``: what the cells are that have neither a number nor a mark; null for missing."""
    counts = (
        Column(column_name(m), Plain if table.scale(m) else Integer, key=column_name(m)) for m in table.measures()
    )
    return Table(
        f"numbers_{table.key}",
        Base.metadata,
        Column("version_id", ForeignKey("versions.id"), primary_key=True, autoincrement=False),
        Column("rest_state", words(State, "rest_state")),
        Column("rest_raw", Text),
        *counts,
    )


NUMBERS: dict[str, Table] = {key: _numbers(table) for key, table in forms.TABLES.items()}
"""The wide table of each statutory table, by its key."""
