"""Rows for what one document says: a version with its cells, sections and findings."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

import forms
from storage import dictionary
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


def write_content(session: Session, version: int, report: Report) -> None:
    """Everything that the version says, row by row of its tables."""
    _write_cells(session, version, report.cells)
    rows: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (Section, list(_sections(version, report))),
        (VersionFinding, list(_findings(version, report))),
        (Statement, [_statement(version, i, s.key, s.value, s.sentence) for i, s in enumerate(report.statements)]),
        (Extra, list(_extras(version, report))),
    )
    for model, values in rows:
        if values:
            session.execute(insert(table_of(model)), values)


def _write_cells(session: Session, version: int, cells: Iterable[Cell]) -> None:
    """A plainly printed number is its column alone, a missing cell nothing; whatever else there is to say is a mark."""
    known = dictionary.ids(session.connection())
    wide: dict[str, dict[str, Any]] = {}
    marks: list[dict[str, Any]] = []
    for cell in cells:
        measure = forms.Measure(cell.table, cell.row, cell.column)
        row = wide.setdefault(cell.table, {"version_id": version})
        held = _held(measure, cell.value)
        if held is not None:
            row[column_name(measure)] = held
        if not _is_plain(cell, held):
            marks.append(_mark(version, known[measure], cell, held))
    for table, row in wide.items():
        session.execute(insert(NUMBERS[table]), [row])
    if marks:
        session.execute(insert(table_of(Mark)), marks)


def _held(measure: forms.Measure, value: Decimal | None) -> Decimal | int | None:
    """The number as its column holds it; None when there is none, or when the column cannot hold it."""
    if value is None:
        return None
    if forms.table(measure.table).scale(measure):
        return value
    whole = value == value.to_integral_value() and abs(value) <= LARGEST_COUNT
    return int(value) if whole else None


def _is_plain(cell: Cell, held: Decimal | int | None) -> bool:
    if cell.unit is not None or cell.match is not None:
        return False
    if cell.state is State.MISSING:
        return cell.raw is None
    return held is not None and cell.state is State.REPORTED and cell.raw == format(Decimal(held), "f")


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
