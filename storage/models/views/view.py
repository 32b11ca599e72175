"""What a view is: a name, a sentence in two languages, and columns that are explained in both."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, Double, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from storage.models.types import Plain, Utc

_TABLES = MetaData()


class Kind(StrEnum):
    """Type of a column, in words that both databases share."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    REAL = "real"
    DATE = "date"
    MOMENT = "moment"


_TYPES: dict[Kind, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    Kind.TEXT: Text,
    Kind.INTEGER: Integer,
    Kind.NUMBER: Plain,
    Kind.REAL: Double,
    Kind.DATE: Date,
    Kind.MOMENT: Utc,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a view."""

    name: str
    kind: Kind
    zh: str
    en: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One view; ``zh`` and ``en`` say what one row is."""

    name: str
    zh: str
    en: str
    columns: tuple[Shown, ...]

    @property
    def table(self) -> Table:
        """For statements of SQLAlchemy."""
        known = _TABLES.tables.get(self.name)
        if known is not None:
            return known
        return Table(self.name, _TABLES, *(Column(column.name, _TYPES[column.kind]) for column in self.columns))
