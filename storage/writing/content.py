"""Rows for what one document says: a version with its cells, sections and findings."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import forms
from storage.models import Extra, Section, SectionLevel, Statement, VersionFinding, table_of
from storage.records import Cell, Outcome, Report, State
from storage.writing import cells
from storage.writing.waiting import Waiting

_SECTIONS, _FINDINGS = table_of(Section), table_of(VersionFinding)
_STATEMENTS, _EXTRAS = table_of(Statement), table_of(Extra)

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


def unread(read: Iterable[Cell]) -> int:
    """How many cells are missing or unreadable."""
    return sum(cell.state in _UNREAD for cell in read)


def write(waiting: Waiting, version: int, report: Report, measures: Mapping[forms.Measure, int]) -> None:
    """Everything that the version says, table by table; ``measures`` as in ``dictionary.ids``."""
    cells.write(waiting, version, report.cells, measures)
    waiting.add(_SECTIONS, _sections(version, report))
    waiting.add(_FINDINGS, _findings(version, report))
    said = enumerate(report.statements)
    waiting.add(_STATEMENTS, (_statement(version, i, s.key, s.value, s.sentence) for i, s in said))
    waiting.add(_EXTRAS, _extras(version, report))


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
