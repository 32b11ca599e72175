"""A reading as JSON and as a page for people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from forms import FORMS, TABLES
from nianbao.cli import show
from storage.records import Cell, Finding, Outcome, Reading, Report, State


def record(report: Report) -> dict[str, Any]:
    """A report in the shape of the contract, numbers as decimal strings."""
    return {
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "published": report.published,
        "format": report.format,
        "cells": [_cell(cell) for cell in report.cells],
        "sections": [{"key": s.key, "title": s.title, "text": s.text} for s in report.sections],
        "findings": [_finding(finding) for finding in report.findings],
        "warnings": list(report.warnings),
        "statements": [{"key": s.key, "value": s.value, "sentence": s.sentence} for s in report.statements],
        "topics": [{"key": t.key, "title": t.title, "text": t.text} for t in report.topics],
        "extras": [{"table": e.table, "labels": list(e.labels), "cells": list(e.cells)} for e in report.extras],
        "scope": report.scope,
        "index_number": report.index_number,
        "site_code": report.site_code,
        "district_code": report.district_code,
        "sources": dict(report.sources),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    at = cell.at and {"table": cell.at.table, "row": cell.at.row, "column": cell.at.column}
    shape: dict[str, Any] = {
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "value": cell.value,
        "state": cell.state,
        "raw": cell.raw,
        "at": at,
    }
    if cell.unit:
        shape["unit"] = cell.unit
    if cell.ocr is not None:
        shape["ocr"] = {"confidence": cell.ocr}
    return shape


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "identity": finding.identity,
        "bind": dict(finding.bind),
        "outcome": finding.outcome,
        "left": finding.left,
        "right": finding.right,
    }


def describe(path: str, reading: Reading) -> None:
    """What was found in a file: each report's head, its cells by table and state, what fails, what is doubtful."""
    show.say(f"{path}  {reading.media_type}")
    for report in reading.reports:
        _describe_report(report)


def _describe_report(report: Report) -> None:
    form = FORMS[report.format].name_zh if report.format in FORMS else "form not recognised"
    published = f", published {report.published}" if report.published else ""
    show.say(f"  {report.agency or 'agency not stated'}, {report.year or 'year not stated'}{published}")
    if report.title:
        show.say(f"  {report.title}")
    show.say(f"  form {report.format}: {form}")
    _describe_cells(report.cells)
    show.say(f"  sections: {', '.join(section.title for section in report.sections) or 'none'}")
    if report.statements:
        told = ", ".join(f"{s.key} {format(s.value, 'f')}" for s in report.statements)
        show.say(f"  prose: {told}")
    failing = [finding for finding in report.findings if finding.outcome is Outcome.FAIL]
    for finding in failing:
        show.say(f"  fails: {equation(finding.identity, finding.bind, finding.left, finding.right)}")
    if report.cells and not failing:
        show.say("  every identity that can be checked holds")
    for warning in report.warnings:
        show.say(f"  warning: {warning}")


def _describe_cells(cells: Iterable[Cell]) -> None:
    by_table: dict[str, Counter[State]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, Counter())[cell.state] += 1
    seen = [state for state in State if any(count[state] for count in by_table.values())]
    show.table(
        ["  table", "", "cells", *(state.value for state in seen)],
        [
            [f"  {key}", TABLES[key].title, count.total(), *(count[state] for state in seen)]
            for key, count in by_table.items()
        ],
        right=["cells", *(state.value for state in seen)],
    )


def equation(identity: str, bind: Mapping[str, str], left: Decimal | None, right: Decimal | None) -> str:
    """``T3_FLOW (c = total): 3 against 4``."""
    bound = ", ".join(f"{name} = {value}" for name, value in bind.items())
    sides = f"{'–' if left is None else format(left, 'f')} against {'–' if right is None else format(right, 'f')}"
    return f"{identity}{f' ({bound})' if bound else ''}: {sides}"
