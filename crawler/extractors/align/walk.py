"""Walks the tables of a document line by line and lets each statutory table take the lines that are its own."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import forms
from crawler.extractors.align.disclosure import Disclosure
from crawler.extractors.align.disputes import Disputes
from crawler.extractors.align.fingerprint import recognise
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.align.requests import Requests
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, lay_out
from forms import Measure
from storage.records import Cell, State

UNKNOWN = "unknown"
_MOST_COLUMNS = 64


class Alignment(NamedTuple):
    """The cells of one report in form order, missing ones included; none at all when the form is unknown."""

    form: str
    cells: tuple[Cell, ...]
    warnings: tuple[str, ...]


class Reader(Protocol):
    """One statutory table: takes its lines, places them when the table ends."""

    def take(self, line: Line, y: int) -> bool: ...

    def settle(self, table: int, *, spanned: bool) -> None: ...


def align(tables: Sequence[Table]) -> Alignment:
    """Every cell the form asks for, from tables that may be split, joined, nested or mixed with others."""
    ledger = Ledger()
    form = recognise(tables)
    readers: list[Reader] = [Requests(ledger)]
    readers += [Disclosure(key, ledger) for key in _disclosure_tables(form)]
    readers.append(Disputes(ledger))
    for table in tables:
        _read(table, readers)
    form = form or _form_by_rows(ledger)
    if form is None:
        return Alignment(UNKNOWN, (), tuple(ledger.warnings))
    return Alignment(form, _complete(form, ledger), tuple(ledger.warnings))


def _disclosure_tables(form: str | None) -> tuple[str, ...]:
    """The 表二 of the form; without a form none, since the two share labels but not meanings."""
    return tuple(key for key in forms.form(form).tables if forms.table(key).blocks) if form else ()


def _read(table: Table, readers: Sequence[Reader]) -> None:
    for y, line in enumerate(lay_out(table.rows)):
        if not line or len(line) > _MOST_COLUMNS:
            continue
        for reader in readers:
            if reader.take(line, y):
                break
    for reader in readers:
        reader.settle(table.index, spanned=table.spanned)


def _form_by_rows(ledger: Ledger) -> str | None:
    """By 表三 alone: （六）其他处理 as one row is the trial form, divided in three the form in force."""
    found = {measure.row for measure in ledger.cells}
    if "other_undivided" in found:
        return "b2019"
    return "a2021" if found & {"other_no_correction", "other_fee_unpaid", "other_misc"} else None


def _complete(form: str, ledger: Ledger) -> tuple[Cell, ...]:
    """Form order; a row only found in another form (（六）undivided in the form in force) is kept where it belongs."""
    asked = set(forms.measures(form))
    cells: list[Cell] = []
    for table in forms.form(form).tables:
        for measure in forms.table(table).measures():
            if (cell := ledger.cells.get(measure)) is not None:
                cells.append(cell)
            elif measure in asked and not _is_extension(measure):
                cells.append(Cell(*measure, None, State.MISSING))
        if not any(cell.table == table and cell.state is not State.MISSING for cell in cells):
            ledger.warn(f"{table}: not found")
    return tuple(cells)


def _is_extension(measure: Measure) -> bool:
    row = forms.table(measure.table).row(measure.row)
    return row is not None and row.extension is not None
