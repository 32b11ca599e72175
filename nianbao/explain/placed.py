"""What was made of each place in the original, and which cells do not add up."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.extractors.align.ledger import Step
from crawler.extractors.explanation import Explanation
from crawler.extractors.identities import rules
from forms import Measure
from storage.records import At, Cell, Finding, Outcome, Report


@dataclass(frozen=True, slots=True)
class Reason:
    """One place of the original: the cell that was read there, by which rule, and what was repaired for it.

    ``kept`` is False where another place of the page contradicts it, so that the report does not have this cell.
    """

    cell: Cell
    rule: str
    repairs: tuple[str, ...]
    kept: bool

    @property
    def key(self) -> str:
        """``t3 new_received total``."""
        return f"{self.cell.table} {self.cell.row} {self.cell.column}"

    @property
    def value(self) -> str:
        """The number, or the state of a cell that has none."""
        return self.cell.state.value if self.cell.value is None else format(self.cell.value, "f")


def reasons(explanation: Explanation, report: Report) -> Mapping[At, Reason]:
    """Every place that gave a cell."""
    cells = {Measure(c.table, c.row, c.column): c for c in report.cells}
    found: dict[At, Reason] = {}
    for step in explanation.steps:
        cell = cells.get(step.measure)
        if step.at is not None and cell is not None:
            found[step.at] = Reason(cell, step.rule, step.repairs, kept=cell.at == step.at)
    return found


def unlocated(explanation: Explanation) -> list[Step]:
    """What was read from running text, which has no places in tables."""
    return [step for step in explanation.steps if step.at is None]


def failing(report: Report) -> list[tuple[Finding, tuple[Measure, ...]]]:
    """Every identity that fails, with the cells that it speaks of."""
    return [(f, _cells_of(report.format, f)) for f in report.findings if f.outcome is Outcome.FAIL]


def _cells_of(form: str, finding: Finding) -> tuple[Measure, ...]:
    same = (rule for rule in rules(form) if rule.id == finding.identity and rule.bind == finding.bind)
    return next(((*rule.left.terms, *rule.right.terms) for rule in same), ())
