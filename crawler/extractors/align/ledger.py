"""What was found for each cell of a form, and what had to be doubted on the way."""

from collections.abc import Iterable
from decimal import Decimal

import forms
from crawler.extractors import numbers
from crawler.extractors.grid import Placed
from forms import Column, Measure
from storage.records import At, Cell, State


class Ledger:
    """Collects one report's cells; a cell that is stated twice with different numbers is withdrawn, with a warning."""

    def __init__(self) -> None:
        self.cells: dict[Measure, Cell] = {}
        self.warnings: list[str] = []

    def put(self, measure: Measure, placed: Placed, table: int, unit: str | None = None) -> None:
        """Read a cell's text for a measure; ``unit`` is the unit of money its heading names, if any."""
        cell = _cell(measure, placed, table, unit)
        before = self.cells.get(measure)
        if before is None:
            self.cells[measure] = cell
            if cell.value is not None:
                self._doubt(measure, cell)
        elif (before.value, before.state) != (cell.value, cell.state):
            self._contradiction(measure, before, cell)

    def lose(self, measures: Iterable[Measure], reason: str) -> None:
        """Say once why cells that the source does show are not taken."""
        lost = [m for m in measures if m not in self.cells]
        if lost:
            self.warn(f"{lost[0].table}.{lost[0].row}: {reason}")

    def warn(self, sentence: str) -> None:
        """Keep a sentence for people, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def _doubt(self, measure: Measure, cell: Cell) -> None:
        column = forms.table(measure.table).column(measure.column)
        if cell.value is not None and cell.value < 0 and not column.signed:
            self.warn(f"{'.'.join(measure)}: a negative number is printed ({cell.raw})")

    def _contradiction(self, measure: Measure, before: Cell, now: Cell) -> None:
        if now.state is State.BLANK or before.state is State.MISSING:
            return
        if before.state is State.BLANK:
            self.cells[measure] = now
            return
        self.cells[measure] = Cell(*measure, None, State.MISSING)
        self.warn(f"{'.'.join(measure)}: stated twice, as {before.raw!r} and as {now.raw!r}; taken as missing")


def _cell(measure: Measure, placed: Placed, table: int, unit: str | None) -> Cell:
    printed = numbers.read(placed.text)
    raw, at = placed.text.strip(), At(table, placed.row, placed.column)
    if printed.number is None:
        return Cell(*measure, None, printed.state, raw, at)
    column = forms.table(measure.table).column(measure.column)
    value = _value(printed.number, printed.unit or unit, column)
    if value is None:
        return Cell(*measure, None, State.UNREADABLE, raw, at)
    named = (printed.unit or unit) if column.unit is None else None
    return Cell(*measure, value, State.REPORTED, raw, at, named)


def _value(number: Decimal, unit: str | None, column: Column) -> Decimal | None:
    """The number in the form's unit; None for a count that is no whole number or comes in the wrong unit."""
    value = numbers.convert(number, unit, column.unit)
    if value is None or column.scale:
        return value
    return value if value == value.to_integral_value() else None
