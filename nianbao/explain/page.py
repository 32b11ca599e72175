"""The explanation as one page that stands alone: the original tables beside the reading, and what does not add up."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from importlib import resources

import forms
from crawler.extractors.document import Table
from crawler.extractors.explanation import Explanation
from crawler.extractors.grid import lay_out
from forms import Measure, RowKind
from nianbao.explain.placed import Reason, failing, reasons
from storage.records import At, Cell, Refusal, Report, State


def page(name: str, explanations: Iterable[Explanation]) -> str:
    """HTML without scripts and without anything to load; ``name`` is the file that was read."""
    style = (resources.files("nianbao.explain") / "page.css").read_text("utf-8")
    body = "\n".join(_part(n, each) for n, each in enumerate(explanations))
    return (
        f'<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{style}</style></head><body>\n{body}\n</body></html>\n"
    )


def _part(part: int, explanation: Explanation) -> str:
    report = explanation.report
    if isinstance(report, Refusal):
        tables = "".join(f"<h2>Table {t.index}</h2>{_original(part, t, {}, ())}" for t in explanation.document.tables)
        return f"<h1>No report</h1><p>{escape(report.kind)}: {escape(report.message)}</p>{tables}"
    wrong = failing(report)
    marked = {measure for _, measures in wrong for measure in measures}
    known = reasons(explanation, report)
    shown: set[str] = set()
    pieces = [_head(part, report)]
    pieces += [f"<h2>What does not add up</h2><ul>{''.join(_findings(part, report))}</ul>"] if wrong else []
    warnings = "".join(f"<li>{escape(warning)}</li>" for warning in report.warnings)
    pieces += [f"<h2>Warnings</h2><ul>{warnings}</ul>"] if warnings else []
    for table in explanation.document.tables:
        here = {reason.cell.table for at, reason in known.items() if at.table == table.index}
        reading = "".join(_reading(part, report, key, marked) for key in sorted(here - shown))
        shown |= here
        original = _original(part, table, known, marked)
        pieces.append(f'<h2>Table {table.index}</h2><div class="pair"><div>{original}</div><div>{reading}</div></div>')
    left = sorted({cell.table for cell in report.cells} - shown)
    pieces += [f"<h2>Not in a table</h2>{''.join(_reading(part, report, key, marked) for key in left)}"] if left else []
    return "\n".join(pieces)


def _head(part: int, report: Report) -> str:
    facts = {
        "agency": report.agency,
        "year": report.year,
        "published": report.published,
        "form": report.format,
        **{f"{fact} from": source for fact, source in report.sources.items()},
    }
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(str(v))}</dd>" for k, v in facts.items() if v is not None)
    return f'<h1 id="p{part}">{escape(report.title or "no title")}</h1><dl>{rows}</dl>'


def _findings(part: int, report: Report) -> Iterator[str]:
    cells = {Measure(c.table, c.row, c.column): c for c in report.cells}
    for finding, measures in failing(report):
        bind = ", ".join(f"{k} = {v}" for k, v in finding.bind.items())
        linked = ", ".join(_link(part, cells[m].at, " ".join(m)) if m in cells else " ".join(m) for m in measures)
        sides = f"{finding.left} against {finding.right}"
        yield f"<li><b>{finding.identity}</b> {escape(bind)}: {sides}<br><small>{linked}</small></li>"


def _original(part: int, table: Table, known: Mapping[At, Reason], marked: Collection[Measure]) -> str:
    """The table as the source has it, spans and all; a cell that was read says as what."""
    rows = []
    for y, line in enumerate(lay_out(table.rows)):
        cells = [
            _original_cell(part, At(table.index, y, c.column), c.text, (c.rows, c.columns), known, marked)
            for c in line
            if c.row == y
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _original_cell(
    part: int, at: At, text: str, spans: tuple[int, int], known: Mapping[At, Reason], marked: Collection[Measure]
) -> str:
    attributes = [f'id="{_id(part, at)}"']
    attributes += [f'{name}="{n}"' for name, n in zip(("rowspan", "colspan"), spans, strict=True) if n > 1]
    if reason := known.get(at):
        cell = reason.cell
        kinds = ["placed" if reason.kept else "other", "number"]
        kinds += ["failing"] * (Measure(cell.table, cell.row, cell.column) in marked)
        why = "; ".join(filter(None, (f"{reason.key} = {reason.value}", reason.rule, *reason.repairs)))
        attributes += [f'class="{" ".join(kinds)}"', f'title="{escape(why)}"']
    return f"<td {' '.join(attributes)}>{escape(text)}</td>"


def _reading(part: int, report: Report, key: str, marked: Collection[Measure]) -> str:
    """The cells of one statutory table in the order of the form."""
    table = forms.table(key)
    cells = {(c.row, c.column): c for c in report.cells if c.table == key}
    rows = []
    for row in table.rows_of(report.format):
        of_row = [(c.key, c.label) for c in table.columns if (row.key, c.key) in cells]
        if row.kind is RowKind.GROUP or not of_row:
            continue
        shown = "".join(_value(part, cells[row.key, column], marked) for column, _ in of_row)
        rows.append(f'<tr><th title="{row.key}">{escape(row.label)}</th>{shown}</tr>')
    for column in table.columns if table.single_row else ():
        if cell := cells.get((table.single_row or "", column.key)):
            label = escape(_column(table, column))
            rows.append(f'<tr><th title="{column.key}">{label}</th>{_value(part, cell, marked)}</tr>')
    return f"<table><caption>{escape(key)} {escape(table.title)}</caption>{''.join(rows)}</table>"


def _column(table: forms.Table, column: forms.Column) -> str:
    group = next((g.label for g in table.groups if g.key == column.parent), "")
    return f"{group} {column.label}".strip()


def _value(part: int, cell: Cell, marked: Collection[Measure]) -> str:
    shown = cell.state.value if cell.value is None else format(cell.value, "f")
    kinds = ["number"] + ["state"] * (cell.state is not State.REPORTED)
    kinds += ["failing"] * (Measure(cell.table, cell.row, cell.column) in marked)
    return f'<td class="{" ".join(kinds)}" title="{cell.column}">{_link(part, cell.at, shown)}</td>'


def _link(part: int, at: At | None, text: str) -> str:
    return escape(text) if at is None else f'<a href="#{_id(part, at)}">{escape(text)}</a>'


def _id(part: int, at: At) -> str:
    return f"p{part}t{at.table}r{at.row}c{at.column}"
