"""Tables in the shape of the forms, written by hand, with a number of their own in every cell."""

from itertools import count

import forms
from crawler.extractors.document import Span, Table
from forms import Measure

T3_ROWS_2021 = list(forms.table("t3").rows_of("a2021"))


def cells(*texts: str) -> tuple[Span, ...]:
    return tuple(Span(text) for text in texts)


def numbered(form: str) -> dict[Measure, str]:
    """A distinct number for every cell of a form."""
    numbers = count(101)
    return {measure: str(next(numbers)) for measure in forms.measures(form)}


def requests(values: dict[Measure, str], *, order: tuple[str, ...] | None = None) -> list[tuple[Span, ...]]:
    """表三 of the 2021 form with the spans of the notice: a corner of 3 by 3, 三 over 22 rows, groups over theirs."""
    table = forms.table("t3")
    order = order or tuple(c.key for c in table.columns)
    label = {c.key: c.label for c in table.columns}
    rows = [
        (Span(table.corner_note, 3, 3), Span("申请人情况", 1, 7)),
        (Span("自然人", 2), Span("法人或其他组织", 1, 5), Span("总计", 2)),
        cells(*(label[key] for key in order if key.startswith("lp_"))),
    ]
    groups = {row.key: row for row in table.rows if row.kind == "group"}
    opened: set[str] = set()
    for row in table.rows_of("a2021"):
        if row.key in groups:
            continue
        line: list[Span] = []
        if row.key in ("new_received", "carried_in", "carried_out"):
            line.append(Span(row.label, 1, 3))
        else:
            if "results" not in opened:
                opened.add("results")
                line.append(Span(groups["results"].label, 22))
            parent = row.parent
            if parent in (None, "results"):
                line.append(Span(row.label, 1, 2))
            else:
                if parent not in opened:
                    opened.add(parent)
                    line.append(Span(groups[parent].label, len(table.descendants(parent, "a2021"))))
                line.append(Span(row.label))
        line += cells(*(values[Measure("t3", row.key, key)] for key in order))
        rows.append(tuple(line))
    return rows


def disclosure(values: dict[Measure, str], form: str) -> list[tuple[Span, ...]]:
    """表二: four or five stacked blocks in one table."""
    table = forms.table(next(key for key in forms.form(form).tables if key.startswith("t2")))
    width = max(len(block.columns) for block in table.blocks)
    rows: list[tuple[Span, ...]] = []
    for block in table.blocks:
        rows.append((Span(block.label, 1, width + 1),))
        wide = width if len(block.columns) == 1 else 1
        heads = [Span(table.column(key).label, 1, wide) for key in block.columns]
        rows.append((Span("信息内容"), *heads))
        for row in table.rows_of(form):
            if row.parent == block.key and not row.extension:
                data = [Span(values[Measure(table.key, row.key, key)], 1, wide) for key in block.columns]
                rows.append((Span(row.label), *data))
    return rows


def disputes(values: dict[Measure, str]) -> list[tuple[Span, ...]]:
    """表四 with three heading rows."""
    table = forms.table("t4")
    leaves = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    return [
        (Span("行政复议", 1, 5), Span("行政诉讼", 1, 10)),
        (*(Span(leaf, 2) for leaf in leaves), Span("未经复议直接起诉", 1, 5), Span("复议后起诉", 1, 5)),
        cells(*leaves, *leaves),
        cells(*(values[Measure("t4", "value", column.key)] for column in table.columns)),
    ]


def report(values: dict[Measure, str]) -> list[Table]:
    """The three tables of the 2021 form."""
    parts = (disclosure(values, "a2021"), requests(values), disputes(values))
    return [Table(i, tuple(rows)) for i, rows in enumerate(parts)]
