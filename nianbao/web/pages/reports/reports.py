"""``/districts/{code}/agencies/{agency}/{year}``: one report, and its history."""

from collections.abc import Callable

from fastapi import APIRouter, Response

import forms
from nianbao.web.asking import Asked, Asking
from nianbao.web.pages.parameters import AgencyKey, AsOf, Code, Version, Year
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.reports.equation import equation, kept
from nianbao.web.resources.reports.layout import Laid, Line, laid
from nianbao.web.resources.reports.ledger import Change, History, ledger
from nianbao.web.resources.reports.report import Cell, ReportPage, report_page
from nianbao.web.words import Language
from storage.records import Outcome, State

router = APIRouter(prefix="/districts/{code}/agencies/{agency:path}/{year:int}")

_HEADS = ("district_code", "district", "agency", "year", "format", "version", *Cell.__dataclass_fields__, "source_url")
_EVENT = ("at", "what", "version", "against", "reason", "source_url")


def _cells(of: ReportPage) -> Sheet:
    head = (of.district_code, of.district, of.agency, of.year, of.format, of.version)
    source = of.shown.source_url
    return Sheet(_HEADS, ((*head, c.table, c.row, c.column, c.value, c.state, c.raw, source) for c in of.cells))


def _changes(of: History) -> Sheet:
    """A row for every changed cell, and one for what happened without any."""
    names = tuple(Change.__dataclass_fields__)
    return Sheet(
        (*_EVENT, *names),
        (
            (*(getattr(event, name) for name in _EVENT), *(getattr(change, name, None) for name in names))
            for event in of.events
            for change in event.changes or (None,)
        ),
    )


_REPORT = Way("reports/report.html", ReportPage, _cells)
_LEDGER = Way("reports/ledger.html", History, _changes)


@router.get("", summary="One report", responses={**offered(ReportPage), **documented(404, 422, 429)})
def show(code: Code, agency: AgencyKey, year: Year, asked: Asking, as_of: AsOf, version: Version = None) -> Response:
    """Its cells with their states, its text, what does not add up, its versions, and where it came from."""

    def make() -> ReportPage:
        return asked.read(report_page, code, agency, year, version=version, as_of=as_of)

    return answer(asked, _REPORT, make, beside=lambda of: _beside(asked, of))


@router.get(
    "/history", summary="What happened to a report", responses={**offered(History), **documented(404, 422, 429)}
)
def show_history(code: Code, agency: AgencyKey, year: Year, asked: Asking) -> Response:
    """Its versions, why each is shown or not, and every change cell by cell."""
    beside: dict[str, object] = {"label": _labelled(asked.language)}
    return answer(asked, _LEDGER, lambda: asked.read(ledger, code, agency, year), beside=lambda _: beside)


def _beside(asked: Asked, of: ReportPage) -> dict[str, object]:
    """The tables as the form lays them out, without rows that nobody printed and the form does not ask for."""
    cells = {(cell.table, cell.row, cell.column): cell for cell in of.cells}
    failing = [finding for finding in of.findings if finding.outcome is Outcome.FAIL]

    def printed(line: Line) -> bool:
        here = [cells.get(measure) for measure in line.cells if measure is not None]
        return not line.added or any(cell is not None and cell.state is not State.MISSING for cell in here)

    tables: tuple[Laid, ...] = laid(of.format)
    return {
        "tables": tables,
        "cells": cells,
        "printed": printed,
        "failing": [(finding, equation(finding.identity, kept(finding.bind), of.format)) for finding in failing],
        "wrong": {cell for finding in failing for cell in finding.cells},
        "chosen": asked.request.query_params.get("cell", ""),
        "form": forms.FORMS.get(of.format),
    }


def _labelled(language: Language) -> Callable[[Change], str]:
    """Names the cell of a change."""
    label = forms.label_zh if language is Language.ZH else forms.label_en

    def named(change: Change) -> str:
        return f"{forms.table_zh(change.table)} {label(forms.Measure(change.table, change.row, change.column))}"

    return named
