"""What was read against what the report says, cell by cell."""

from collections import Counter
from typing import NamedTuple

import forms
from crawler.extractors import read
from forms import Measure
from storage.records import Cell, State
from tests.layouts.layout import Layout
from tests.layouts.truth import meaning


class Tally(NamedTuple):
    right: int
    missing: int
    wrong: tuple[str, ...]
    form: str

    @property
    def share(self) -> float:
        return self.right / max(self.right + self.missing, 1)


def tally(layout: Layout, form: str, state: str, seed: int = 0) -> Tally:
    """Cells read right, declared missing, and wrong: a value or a state that is not the printed one."""
    data, case = layout.make(form, state, seed)
    reading = read(data, name="report")
    if len(reading.reports) != 1:
        return Tally(0, len(case.truth), (f"{len(reading.reports)} reports: {reading.refusal}",), "")
    (report,) = reading.reports
    found = {Measure(c.table, c.row, c.column): c for c in report.cells}
    counts: Counter[str] = Counter()
    wrong = []
    for measure, text in case.truth.items():
        verdict = judge(found.pop(measure, None), text)
        counts[verdict] += 1
        if verdict == "wrong":
            wrong.append(_describe(report.cells, measure, text))
    wrong += [
        _describe(report.cells, measure, None)
        for measure, cell in found.items()
        if cell.state not in (State.MISSING, State.UNREADABLE)
    ]
    return Tally(counts["right"], counts["missing"], tuple(wrong), report.format)


def judge(cell: Cell | None, text: str) -> str:
    if cell is None or cell.state in (State.MISSING, State.UNREADABLE):
        return "missing"
    return "right" if (cell.state.value, cell.value) == meaning(text) else "wrong"


def _describe(cells: tuple[Cell, ...], measure: Measure, text: str | None) -> str:
    cell = next(c for c in cells if (c.table, c.row, c.column) == measure)
    return f"{'.'.join(measure)}: read {cell.state.value} {cell.raw!r}, printed {text!r}"


def asked(form: str) -> int:
    return len(forms.measures(form))
