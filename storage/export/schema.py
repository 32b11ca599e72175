"""What a table schema consists of: columns with titles in two languages, types, keys, references to other tables."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """Type of a column, by its name in a table schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in English and in Chinese."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the empty field is a missing value and allowed unless ``required``.

    ``among`` are the only values that it has, each with its meaning; ``unit`` is that of every number in it. ``binary``
    numbers are kept as such where a format has them, for nobody looks here for what was printed.
    """

    name: str
    title: Words
    description: Words
    kind: Kind = Kind.STRING
    required: bool = True
    among: tuple[tuple[str, Words], ...] = ()
    unit: Words | None = None
    binary: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: every row has its row in another table, under the same column names."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file; rows are ordered as the columns of ``key``, cells in the order of the form."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def with_versions(self, version: Column) -> "Table":
        """The same with a last column that tells the versions of a report apart."""
        key = (*self.key, version.name) if self.key else ()
        references = tuple(
            replace(each, columns=(*each.columns, version.name)) if each.table == "reports" else each
            for each in self.references
        )
        columns = self.columns if version.name in self.header else (*self.columns, version)
        return replace(self, columns=columns, key=key, references=references)

    def without_keys(self) -> "Table":
        """The same where nothing is known to tell its rows apart."""
        return replace(self, key=(), references=())

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)
