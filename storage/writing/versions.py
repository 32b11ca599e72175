"""Rows for what one document says: a version with its cells, sections and findings."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

import forms
from storage.models import (
    NUMBERS,
    Extra,
    Mark,
    Section,
    SectionLevel,
    Statement,
    VersionFinding,
    column_name,
    table_of,
)
from storage.models.cells.numbers import LARGEST_COUNT
from storage.records import Cell, Outcome, Report, State

_HARD = frozenset(identity.id for identity in forms.IDENTITIES if identity.severity == "hard")
_UNREAD = (State.MISSING, State.UNREADABLE)


def digest(report: Report) -> str:
    """Equal for readings that say the same, wherever on the page it stands."""
    said = (
        [report.format, report.title, str(report.published), report.agency],
        [(c.table, c.row, c.column, str(c.value), c.state, c.raw, c.unit) for c in report.cells],
        [(s.key, s.title, s.text) for s in (*report.sections, *report.topics)],
        [(e.table, e.labels, e.cells) for e in report.extras],
        [(s.key, str(s.value), s.sentence) for s in report.statements],
    )
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def failing(report: Report) -> int:
    """How many hard identities fail."""
    return sum(f.outcome is Outcome.FAIL and f.identity in _HARD for f in report.findings)


def unread(cells: Iterable[Cell]) -> int:
    """How many cells are missing or unreadable."""
    return sum(cell.state in _UNREAD for cell in cells)


def write_content(session: Session, version: int, report: Report, measures: Mapping[forms.Measure, int]) -> None:
    """Everything that the version says, row by row of its tables; ``measures`` as in ``dictionary.ids``."""
    _write_cells(session, version, report.cells, measures)
    rows: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (Section, list(_sections(version, report))),
        (VersionFinding, list(_findings(version, report))),
        (Statement, [_statement(version, i, s.key, s.value, s.sentence) for i, s in enumerate(report.statements)]),
        (Extra, list(_extras(version, report))),
    )
    for model, values in rows:
        if values:
            session.execute(insert(table_of(model)), values)


_COLUMNS = {
    measure: (column_name(measure), forms.table(measure.table).scale(measure) > 0) for measure in forms.measures()
}
"""Where each number stands in the wide row of its table, and whether it may have decimals."""


def _write_cells(session: Session, version: int, cells: Iterable[Cell], measures: Mapping[forms.Measure, int]) -> None:
    """A plainly printed number is its column alone, a missing cell nothing; whatever else there is to say is a mark."""
    wide: dict[str, dict[str, Any]] = {}
    marks: list[dict[str, Any]] = []
    for cell in cells:
        measure = forms.Measure(cell.table, cell.row, cell.column)
        column, decimals = _COLUMNS[measure]
        row = wide.get(cell.table)
        if row is None:
            row = wide[cell.table] = {"version_id": version}
        held = None if cell.value is None else cell.value if decimals else _whole(cell.value)
        if held is not None:
            row[column] = held
        if not _is_plain(cell, held):
            marks.append(_mark(version, measures[measure], cell, held))
    for table, row in wide.items():
        session.execute(insert(NUMBERS[table]), [row])
    if marks:
        session.execute(insert(table_of(Mark)), marks)


def _whole(value: Decimal) -> int | None:
    """The number as the column of a count holds it; None when it cannot."""
    number = int(value)
    return number if number == value and abs(number) <= LARGEST_COUNT else None


def _is_plain(cell: Cell, held: Decimal | int | None) -> bool:
    if cell.unit is not None or cell.match is not None:
        return False
    if cell.state is State.MISSING:
        return cell.raw is None
    if held is None or cell.state is not State.REPORTED:
        return False
    return cell.raw == (str(held) if isinstance(held, int) else format(held, "f"))


def _mark(version: int, measure: int, cell: Cell, held: Decimal | int | None) -> dict[str, Any]:
    return {
        "version_id": version,
        "measure_id": measure,
        "state": cell.state,
        "raw": cell.raw,
        "value": cell.value if held is None else None,
        "unit": cell.unit,
        "match": cell.match,
    }


def _sections(version: int, report: Report) -> Iterator[dict[str, Any]]:
    for level, found in ((SectionLevel.SECTION, report.sections), (SectionLevel.TOPIC, report.topics)):
        for i, s in enumerate(found):
            base = {"version_id": version, "level": level, "position": i}
            yield {**base, "key": s.key, "title": s.title, "text": s.text}


def _findings(version: int, report: Report) -> Iterator[dict[str, Any]]:
    for i, f in enumerate(report.findings):
        if f.outcome is Outcome.PASS:
            continue
        yield {
            "version_id": version,
            "position": i,
            "identity": f.identity,
            "bind": json.dumps(dict(f.bind), sort_keys=True, ensure_ascii=False),
            "outcome": f.outcome,
            "left": f.left,
            "right": f.right,
            "assumed_zero": f.assumed_zero,
            "convention": f.convention,
        }


def _statement(version: int, i: int, key: str, value: Decimal, sentence: str) -> dict[str, Any]:
    return {"version_id": version, "position": i, "key": key, "value": value, "sentence": sentence}


def _extras(version: int, report: Report) -> Iterator[dict[str, Any]]:
    for i, e in enumerate(report.extras):
        yield {
            "version_id": version,
            "position": i,
            "table": e.table,
            "labels": list(e.labels),
            "cells": list(e.cells),
            "at_table": e.at.table,
            "at_row": e.at.row,
            "at_column": e.at.column,
        }
