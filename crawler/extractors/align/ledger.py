"""What was found for each cell of a form, and what had to be doubted on the way."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import forms
from crawler.extractors import numbers
from crawler.extractors.grid import Placed
from crawler.extractors.labels import is_wordy, normal
from forms import Measure
from storage.records import At, Cell, Extra, State


class Step(NamedTuple):
    """Why a cell was placed where it is: the rule, and what was repaired on the way."""

    measure: Measure
    at: At | None
    rule: str
    repairs: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """What the form says of a measure: its unit, its decimals, whether it may be negative."""

    measure: Measure
    unit: str | None
    scale: int
    signed: bool


def _wanted() -> Mapping[str, Mapping[str, Mapping[str, Wanted]]]:
    found: dict[str, dict[str, dict[str, Wanted]]] = {}
    for table in forms.TABLES.values():
        for m in table.measures():
            signed = table.column(m.column).signed
            found.setdefault(m.table, {}).setdefault(m.row, {})[m.column] = Wanted(
                m, table.unit(m), table.scale(m), signed
            )
    return found


_WANTED = _wanted()
_REPORTED = State.REPORTED
_new = tuple.__new__
"""Asking an enumeration for a member and a named tuple for a new one are Python code: 200 cells a page feel it."""


class Ledger:
    """Collects one report's cells; a cell that is stated twice with different numbers is withdrawn, with a warning."""

    def __init__(self, *, trace: bool = False, turned: bool = False) -> None:
        self.cells: dict[Measure, Cell] = {}
        self.lost: set[Measure] = set()
        self.extras: list[Extra] = []
        self.warnings: list[str] = []
        self.trace: list[Step] | None = [] if trace else None
        self._speaking: set[tuple[str, int]] = set()
        """Statutory tables, by the document's table, of which a number is known that the ledger does not keep."""
        self._over_blank: dict[Measure, int] = {}
        """Numbers taken where another table leaves the cell blank, and which table that is."""
        self.turned = turned
        """Tables are read with rows for columns: places are told as the source has them."""

    def put_row(
        self,
        table: str,
        row: str,
        cells: Mapping[str, Placed],
        index: int | None,
        *,
        rule: str = "",
        units: Mapping[str, str | None] | None = None,
        likeness: float | None = None,
    ) -> None:
        """Read the cells of a row; ``units``: the unit that a heading or a cell beside the number names.

        Nearly all cells print digits and nothing else; there is no unit, sign or fraction in them to think about.
        """
        wanted = _WANTED[table][row]
        if self.turned:
            cells = {key: cell._replace(row=cell.column, column=cell.row) for key, cell in cells.items()}
        for column, placed in cells.items():
            want = wanted.get(column)
            if want is not None:
                unit = units.get(column) if units else None
                text = placed.text
                if text.isdigit() and text.isascii() and unit is None and self.trace is None:
                    at = None if index is None else _new(At, (index, placed.row, placed.column))
                    cell = _new(Cell, (table, row, column, Decimal(text), _REPORTED, text, at, None, likeness, None))
                    if self.cells.setdefault(want.measure, cell) is cell:
                        continue
                self._put(want, _cell(want, placed, index, unit, likeness), rule)

    def lose(self, measures: Iterable[Measure], reason: str) -> None:
        """Say once why cells that the source does show are not taken."""
        lost = [m for m in measures if m not in self.cells]
        if lost:
            self.lost.update(lost)
            self.warn(f"{lost[0].table}.{lost[0].row}: {reason}")

    def keep(self, table: str, line: Sequence[Placed], y: int, index: int) -> None:
        """Keep a row that has no place in the form, when it prints a number beside a label."""
        own = [cell for cell in line if cell.row == y and cell.text]
        labels = tuple(cell.text for cell in own if is_wordy(cell.text) and not numbers.is_number(cell.text))
        numbered = any(numbers.is_number(cell.text) for cell in own)
        if labels and numbered:
            values = tuple(c.text for c in line if c.row == y and c.text not in labels)
            self.extras.append(Extra(table, labels, values, At(index, y, own[0].column)))

    def keep_grid(self, lines: Sequence[Sequence[Placed]], index: int) -> None:
        """Keep a table as it stands, heading rows included, when it has rows of labels and numbers."""
        rows = [[cell for cell in line if cell.row == y] for y, line in enumerate(lines)]
        if not any(numbers.is_number(cell.text) for row in rows for cell in row):
            return
        for y, row in enumerate(rows):
            labels = tuple(cell.text for cell in row if is_wordy(cell.text) and not numbers.is_number(cell.text))
            values = tuple(cell.text for cell in row if cell.text not in labels)
            if labels:
                self.extras.append(Extra("", labels, values, At(index, y, row[0].column)))

    def take_over(self, other: "Ledger") -> None:
        """What another reading of the same tables found; doubts about what it settles go."""
        settled = {measure.table for measure in other.cells}
        self.warnings = [w for w in self.warnings if w[:2] not in settled] + (other.warnings if settled else [])
        self.lost = {measure for measure in self.lost if measure.table not in settled} | other.lost
        self.cells |= other.cells
        if self.trace is not None and other.trace:
            self.trace += other.trace

    def warn(self, sentence: str) -> None:
        """Keep a sentence for people, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def weigh_blanks(self) -> None:
        """Give up numbers where a table that prints others leaves the cell blank: they may be of another year.

        An empty form that stands beside the one that was filled in says nothing.
        """
        if not self._over_blank:
            return
        speaking = self._speaking | {(c.table, c.at.table) for c in self.cells.values() if c.at and c.value is not None}
        for measure, table in self._over_blank.items():
            if (measure.table, table) in speaking and self.cells[measure].state is not State.MISSING:
                raw = self.cells[measure].raw
                self.cells[measure] = Cell(*measure, None, State.MISSING)
                self.lost.add(measure)
                self.warn(f"{'.'.join(measure)}: blank in one table and {raw!r} in another; taken as missing")

    def _put(self, want: Wanted, cell: Cell, rule: str) -> None:
        measure = want.measure
        before = self.cells.get(measure)
        if before is not None:
            self._speaking.update((c.table, c.at.table) for c in (before, cell) if c.at and c.value is not None)
        if before is None:
            self.cells[measure] = cell
            if cell.value is not None and cell.value < 0 and not want.signed:
                self.warn(f"{'.'.join(measure)}: a negative number is printed ({cell.raw})")
        elif (before.value, before.state) != (cell.value, cell.state):
            self._contradiction(measure, before, cell)
        if self.trace is not None:
            repairs = () if cell.match is None else (f"label {cell.match:.0%} alike",)
            self.trace.append(Step(measure, cell.at, rule, repairs))

    def _contradiction(self, measure: Measure, before: Cell, now: Cell) -> None:
        """An exact label beats a forgiven one and a number beats a blank; two numbers beat each other."""
        if now.state is State.BLANK and before.at and now.at:
            self._over_blank[measure] = now.at.table
        if (
            now.state is State.BLANK
            or before.state is State.MISSING
            or (before.match is None and now.match is not None)
        ):
            return
        if before.state is State.BLANK or (before.match is not None and now.match is None):
            if before.state is State.BLANK and before.at and now.at:
                self._over_blank[measure] = before.at.table
            self.cells[measure] = now
            return
        self.cells[measure] = Cell(*measure, None, State.MISSING)
        self.lost.add(measure)
        self.warn(f"{'.'.join(measure)}: stated twice, as {before.raw!r} and as {now.raw!r}; taken as missing")


def _behind_its_name(text: str, measure: Measure) -> numbers.Printed | None:
    """What stands behind the column's own name, where cells repeat it for narrow screens: 自然人：12."""
    name, colon, rest = text.replace("：", ":").partition(":")
    column = forms.table(measure.table).column(measure.column)
    return (
        numbers.read(rest) if colon and rest and normal(name) in map(normal, (column.label, *column.aliases)) else None
    )


def _cell(want: Wanted, placed: Placed, table: int | None, unit: str | None, likeness: float | None) -> Cell:
    printed = numbers.read(placed.text)
    if printed.state is State.UNREADABLE:
        printed = numbers.spoken(placed.text) or _behind_its_name(placed.text, want.measure) or printed
    number = printed.number
    raw = placed.text.strip()
    at = None if table is None else At(table, placed.row, placed.column)
    key = want.measure
    if number is None:
        return Cell(key.table, key.row, key.column, None, printed.state, raw, at, None, likeness)
    named = printed.unit or unit
    whole = printed.whole
    if named is not None:
        number, whole = numbers.convert(number, named, want.unit), False
    if number is None or not (whole or want.scale or number == number.to_integral_value()):
        return Cell(key.table, key.row, key.column, None, State.UNREADABLE, raw, at, None, likeness)
    kept = named if want.unit is None else None
    return Cell(key.table, key.row, key.column, number, _REPORTED, raw, at, kept, likeness)
