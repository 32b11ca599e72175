"""From the tables of a document to the cells of its form, missing ones included."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import forms
from crawler.extractors.align.again import look_again
from crawler.extractors.align.drawings import enumerated, items, running
from crawler.extractors.align.fingerprint import decide, recognise
from crawler.extractors.align.ledger import Ledger, Step
from crawler.extractors.align.taking import read_table, readers_of
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.grid import lay_out
from forms import Measure
from storage.records import At, Cell, Extra, State

UNKNOWN = "unknown"
_LOCAL = frozenset(("s08", "s14"))
_OTHER = forms.table("t3").measures()
_UNDIVIDED = frozenset(m for m in _OTHER if m.row == "other_undivided")
_DIVIDED = frozenset(m for m in _OTHER if m.row in ("other_no_correction", "other_fee_unpaid", "other_misc"))


class Alignment(NamedTuple):
    """The cells of one report in form order, missing ones included; none at all when the form is unknown.

    ``lost``: missing cells that the source may well show. ``extras``: printed rows that no form has. ``trace``: why
    each cell was placed, when it was asked for.
    """

    form: str
    cells: tuple[Cell, ...]
    warnings: tuple[str, ...]
    lost: frozenset[Measure] = frozenset()
    extras: tuple[Extra, ...] = ()
    trace: tuple[Step, ...] = ()


def align(blocks: Sequence[Paragraph | Table], *, year: int | None = None, trace: bool = False) -> Alignment:
    """Every cell the form asks for, from tables that may be split, joined, nested or mixed with others.

    ``year`` decides between the two forms that have 表四 where nothing else was found.
    Where the tables do not have all of a form's tables, the running text between them is searched too.
    """
    ledger = Ledger(trace=trace)
    tables = [block for block in blocks if isinstance(block, Table)]
    form = recognise(tables)
    told = form or decide(running.words(blocks))
    keeps_blanks = _keeps_blanks(tables)
    readers = readers_of(form, ledger)
    for table in tables:
        read_table(table, readers, ledger, keeps_blanks=keeps_blanks or table.spanned)
    look_again(blocks, frozenset(reader.key for reader in readers), ledger, form)
    form = form or _form_by_rows(ledger) or told or items.tell(blocks) or _form_by_year(ledger, year)
    if form and _is_incomplete(form, tables, ledger):
        running.read(blocks, form, ledger)
        items.read(blocks, form, ledger)
        enumerated.read(blocks, form, ledger)
        form = form if ledger.cells or recognise(tables) else None
    if form in (None, "d2008"):
        for table in tables:
            ledger.keep_grid(lay_out(table.rows), table.index)
    if form is None:
        return Alignment(UNKNOWN, (), tuple(ledger.warnings), extras=tuple(ledger.extras))
    ledger.weigh_blanks()
    _settle_other(ledger)
    cells = _complete(form, ledger)
    return Alignment(
        form,
        cells,
        tuple(ledger.warnings),
        _uncertain(cells, tables, ledger),
        tuple(ledger.extras),
        tuple(ledger.trace or ()),
    )


def _is_incomplete(form: str, tables: Sequence[Table], ledger: Ledger) -> bool:
    """Whether running text may hold what the tables lack: a whole table, or rows that a flattened one has lost."""
    found = {measure.table for measure in ledger.cells}
    return set(forms.form(form).tables) > found or not all(table.spanned for table in tables)


def _keeps_blanks(tables: Iterable[Table]) -> bool:
    """Whether in flattened text an empty cell stands before a printed one: then empty cells were not left out."""
    return any(_has_gap([span.text for span in row]) for table in tables if not table.spanned for row in table.rows)


def _has_gap(texts: Sequence[str]) -> bool:
    last = next((i for i in range(len(texts) - 1, -1, -1) if texts[i]), 0)
    first = next((i for i, text in enumerate(texts) if text), 0)
    return not all(texts[first:last])


def _form_by_rows(ledger: Ledger) -> str | None:
    """By 表三 alone: （六）其他处理 as one row is the trial form, divided in three the form in force."""
    found = {measure.row for measure in ledger.cells}
    if found & {"other_no_correction", "other_fee_unpaid", "other_misc"}:
        return "a2021"
    return "b2019" if "other_undivided" in found else None


def _form_by_year(ledger: Ledger, year: int | None) -> str | None:
    """By the year of a report of which 表四 alone was read, which both forms since 2019 have alike."""
    if year is None or not any(measure.table == "t4" for measure in ledger.cells):
        return None
    of_year = (f for f in forms.FORMS.values() if f.report_year_from <= year <= (f.report_year_to or year))
    return next((form.key for form in of_year if "t4" in form.tables), None)


def _settle_other(ledger: Ledger) -> None:
    """（六） with rows of its own is a group: what its own row prints is beyond the form."""
    found = ledger.cells.keys()
    if found.isdisjoint(_UNDIVIDED) or found.isdisjoint(_DIVIDED):
        return
    own = [ledger.cells.pop(measure) for measure in tuple(found) if measure in _UNDIVIDED]
    if any(cell.value is not None for cell in own):
        ledger.extras.append(
            Extra("t3", ("（六）其他处理",), tuple(c.raw or "" for c in own), own[0].at or At(0, 0, 0))
        )


def _complete(form: str, ledger: Ledger) -> tuple[Cell, ...]:
    """Form order; a row only found in another form (（六）undivided in the form in force) is kept where it belongs."""
    cells: list[Cell] = []
    for table, measures in _wanted(form):
        of_table = [ledger.cells.get(measure) or missing for measure, missing in measures]
        present = [cell for cell in of_table if cell is not None]
        if all(cell.state is State.MISSING for cell in present):
            ledger.warn(f"{table}: not found")
        cells += present
    return tuple(cells)


@cache
def _wanted(form: str) -> tuple[tuple[str, tuple[tuple[Measure, Cell | None], ...]], ...]:
    """By table every measure with the cell for one that is not found; None where the form does not ask for it."""
    asked = frozenset(forms.asked(form))
    return tuple(
        (
            table,
            tuple((m, Cell(*m, None, State.MISSING) if m in asked else None) for m in forms.table(table).measures()),
        )
        for table in forms.form(form).tables
    )


def _uncertain(cells: Sequence[Cell], tables: Sequence[Table], ledger: Ledger) -> frozenset[Measure]:
    """Missing cells that may be printed all the same: those given up, and in flattened text all of them.

    In a local table of indicators a row that the form does not have may hold what the form asks for in several
    (信函、传真申请数), so there all missing cells may be.
    """
    none = State.MISSING
    missing = {Measure(c.table, c.row, c.column) for c in cells if c.state is none}
    if not all(table.spanned for table in tables):
        return frozenset(missing)
    local = {extra.table for extra in ledger.extras} & _LOCAL
    return frozenset(measure for measure in missing if measure in ledger.lost or measure.table in local)
