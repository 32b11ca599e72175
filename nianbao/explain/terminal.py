"""The explanation in lines of text: each table as found, below every row what was read in it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from crawler.extractors.document import Table
from crawler.extractors.explanation import Explanation
from crawler.extractors.grid import lay_out
from nianbao.explain.placed import Reason, failing, reasons, unlocated
from storage.records import At, Refusal, Report, State

_LONGEST = 40
_MISSING_SHOWN = 8


def lines(explanation: Explanation) -> Iterator[str]:
    """Tables in document order; then what came from running text, what is missing, and what does not add up."""
    if isinstance(explanation.report, Refusal):
        yield f"no report ({explanation.report.kind}): {explanation.report.message}"
        for table in explanation.document.tables:
            yield from _table(table, {})
        return
    report = explanation.report
    known = reasons(explanation, report)
    yield f"{report.agency or 'no agency'} {report.year or 'no year'}, form {report.format}"
    yield f"  {report.title or 'no title'}"
    for fact, source in report.sources.items():
        yield f"  {fact}: from {source}"
    for table in explanation.document.tables:
        yield from _table(table, known)
    if steps := unlocated(explanation):
        yield "running text"
        for step in steps:
            yield f"  {' '.join(step.measure)}: {step.rule}"
    yield from _rest(report)


def _table(table: Table, known: Mapping[At, Reason]) -> Iterator[str]:
    grid = lay_out(table.rows)
    yield f"table {table.index}: {len(grid)} rows{'' if table.spanned else ', flattened'}"
    for y, line in enumerate(grid):
        own = [cell for cell in line if cell.row == y]
        if any(cell.text for cell in own):
            yield f"  {y:>3}  {' | '.join(_short(cell.text) for cell in own)}"
        found = [known[at] for cell in own if (at := At(table.index, y, cell.column)) in known]
        yield from _reasons(found)


def _reasons(found: Sequence[Reason]) -> Iterator[str]:
    """Cells of one row by one rule in one line."""
    for (table, row, rule, repairs), group in groupby(found, key=_alike):
        cells = ", ".join(
            f"{r.cell.column} {r.value}{'' if r.kept else ' (stated otherwise elsewhere)'}" for r in group
        )
        why = "; ".join((rule or "by its label", *repairs))
        yield f"       → {table} {row}: {cells}  [{why}]"


def _alike(reason: Reason) -> tuple[str, str, str, tuple[str, ...]]:
    return reason.cell.table, reason.cell.row, reason.rule, reason.repairs


def _rest(report: Report) -> Iterator[str]:
    missing = [cell for cell in report.cells if cell.state is State.MISSING]
    if missing:
        names = ", ".join(f"{c.table} {c.row} {c.column}" for c in missing[:_MISSING_SHOWN])
        more = f" and {len(missing) - _MISSING_SHOWN} more" if len(missing) > _MISSING_SHOWN else ""
        yield f"missing: {names}{more}"
    for extra in report.extras:
        yield f"not in the form: {' / '.join(extra.labels)}: {' | '.join(extra.cells)}"
    for finding, measures in failing(report):
        sides = f"{finding.left} against {finding.right}"
        names = ", ".join(" ".join(measure) for measure in measures)
        yield f"fails: {finding.identity} {dict(finding.bind) or ''} {sides}: {names}"
    for warning in report.warnings:
        yield f"warning: {warning}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
