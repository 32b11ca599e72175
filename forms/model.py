"""What a national form consists of.

A form (a2021, b2019, c2014, d2008) has tables; a table has rows and columns; a measure is one cell that the form asks
for, addressed (table, row, column). A one-row table such as 表四 has the single row key ``value``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class RowKind(StrEnum):
    """What a row's numbers are: a group (（三）不予公开) has none, a subtotal adds up the rows below it."""

    LEAF = "leaf"
    GROUP = "group"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    OF_WHICH = "of_which"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over columns that has no numbers of its own, such as 法人或其他组织."""

    key: str
    label: str
    parent: str | None = None
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of 表二 with its own header row: 第二十条第（一）项 and its columns."""

    key: str
    label: str
    columns: tuple[str, ...]
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``scale`` is the number of decimals kept, 0 for counts, ``unit`` None where the form names none."""

    key: str
    label: str
    label_en: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    unit: str | None = None
    scale: int = 0
    signed: bool = False
    derived: bool = False
    extra: bool = False
    """Seen on pages but not in the form; recognised so that it shifts nothing, never stored."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its place in the hierarchy; ``formats`` empty means every form that has the table."""

    key: str
    label: str
    label_en: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    kind: RowKind = RowKind.LEAF
    unit: str | None = None
    formats: tuple[str, ...] = ()
    extension: str | None = None
    """Where a row that the national form lacks was added, for example 湖北."""
    scale: int | None = None
    """Decimals kept, where they differ from the column's: amounts of money among counts."""
    evidence: str = ""
    """How well its label is known: doc, reports, one, partial, or recalled without a source; empty means doc."""


class Measure(NamedTuple):
    """One cell that a form asks for."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Table:
    """One statutory table, with every row any form has in it."""

    key: str
    title: str
    title_en: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    groups: tuple[Group, ...] = ()
    blocks: tuple[Block, ...] = ()
    extra_columns: tuple[Column, ...] = ()
    header_only: tuple[str, ...] = ()
    corner_note: str = ""
    single_row: str | None = None

    def rows_of(self, form: str | None) -> tuple[Row, ...]:
        """The rows that a form has; None for all of them."""
        return tuple(row for row in self.rows if form is None or not row.formats or form in row.formats)

    def measures(self, form: str | None = None) -> tuple[Measure, ...]:
        """Every cell, row by row in the order of the form; extensions such as 其他主动公开文件 included."""
        if self.single_row:
            return tuple(Measure(self.key, self.single_row, column.key) for column in self.columns)
        blocks = {block.key: block.columns for block in self.blocks}
        plain = tuple(column.key for column in self.columns)
        return tuple(
            Measure(self.key, row.key, column)
            for row in self.rows_of(form)
            if row.kind is not RowKind.GROUP
            for column in blocks.get(row.parent or "", plain)
        )

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError for a key the table does not have."""
        return next((c for c in self.columns if c.key == key), None) or _absent(self.key, key)

    def row(self, key: str) -> Row | None:
        """The row of that key, None for the only row of a one-row table."""
        return next((r for r in self.rows if r.key == key), None)

    def unit(self, measure: Measure) -> str | None:
        """件, 项, 万元 …, the column's or else the row's; None where the form names no unit (采购总金额)."""
        row = self.row(measure.row)
        unit = self.column(measure.column).unit or (row.unit if row else None)
        return None if unit == "mixed" else unit

    def scale(self, measure: Measure) -> int:
        """The number of decimals kept, 0 for a count."""
        row = self.row(measure.row)
        return self.column(measure.column).scale if row is None or row.scale is None else row.scale

    def descendants(self, group: str, form: str | None = None) -> tuple[Row, ...]:
        """Every leaf row below a group, at any depth: the addends of ``children(group)``."""
        found: list[Row] = []
        for row in self.rows_of(form):
            if row.parent == group:
                if row.kind is RowKind.GROUP:
                    found.extend(self.descendants(row.key, form))
                elif row.kind is RowKind.LEAF:
                    found.append(row)
        return tuple(found)


def _absent(table: str, column: str) -> Column:
    raise KeyError(f"table {table} has no column {column}")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six top-level headings, 一、总体情况 to 六、其他需要报告的事项."""

    key: str
    ordinal: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One national form: which tables, which sections, for which report years, and how to recognise it."""

    key: str
    name_zh: str
    authority: str
    report_year_from: int
    report_year_to: int | None
    tables: tuple[str, ...]
    fingerprint_any: tuple[str, ...]
    fingerprint_none: tuple[str, ...]
    sections: tuple[Section, ...]
    numbers_in: tuple[str, ...] = ()
    """The sections whose prose states the numbers of the year, by key."""


@dataclass(frozen=True, slots=True)
class Identity:
    """勾稽关系: what must hold, as an expression over cells; the vocabulary is explained in ``identities.toml``."""

    id: str
    formats: tuple[str, ...]
    scope: str
    severity: str
    expr: str
    null_policy: str
    foreach: Mapping[str, str | tuple[str, ...]]
    stated: str | None = None
    alternative: str | None = None
    applies_when: str | None = None
    note: str | None = None
    source: str | None = None
