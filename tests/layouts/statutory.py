"""The tables of the forms as the notices print them, with the choices that agencies make in drawing them."""

from dataclasses import dataclass, field

import forms
from forms import Measure, Row, RowKind
from tests.layouts.boxes import Box, Grid, boxes
from tests.layouts.truth import Truth

APPLICANTS = tuple(c.key for c in forms.table("t3").columns)
LEAVES = ("upheld", "corrected", "other", "pending", "total")
_LEAF_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@dataclass(frozen=True)
class Style:
    """How tables are drawn. The defaults are the notice's own."""

    order: tuple[str, ...] = APPLICANTS
    """Columns of 表三."""
    head: str = "three"
    """Heading rows of 表三: three (申请人情况 on top), two, one."""
    groups: str = "merged"
    """merged, repeated (in every row), first (blank below), none, own_row, halved (two cells), glued (in the label)."""
    corner: str = "merged"
    """merged, rows (a cell a heading row), empty."""
    subtotal: bool = False
    """A column 小计 behind the five kinds of organisations."""
    single: str = "wide"
    """A value of a block of fewer columns: wide (merged), padded (blank cells beside it), narrow (nothing beside)."""
    articles: str = "row"
    """第二十条第（一）项: row (of its own), column (merged to the left), none."""
    blocks_order: tuple[int, ...] = ()
    review: str = "notice"
    """Heading rows of 表四: notice (复议's five span two rows), flat (all 15 in one row), level (all in the third).

    Or stacked: a row for each group, and no more headings than five."""
    dispute_groups: tuple[str, ...] = ("review", "direct", "after_review")
    relabel: dict[str, str] = field(default_factory=dict)
    """Printed label by official label."""

    def label(self, official: str) -> str:
        return self.relabel.get(official, official)


def requests(truth: Truth, form: str, style: Style) -> Grid:
    """表三."""
    grid = _requests_head(style)
    table = forms.table("t3")
    rows = {row.key: row for row in table.rows_of(form)}
    opened: list[str] = []
    for row in rows.values():
        path = _path(row, rows)
        if row.kind is RowKind.GROUP:
            if style.groups == "own_row":
                cells = [Box() for _ in _columns(style)]
                grid.append([Box(style.label(row.label), 1, 3), *cells])
            continue
        labels = _labels(row, path, opened, rows, style)
        grid.append([*labels, *(Box(_value(truth, row.key, key)) for key in _columns(style))])
    return grid


def _columns(style: Style) -> list[str]:
    keys = list(style.order)
    if style.subtotal:
        keys.insert(1 + max(i for i, key in enumerate(keys) if key.startswith("lp_")), "subtotal")
    return keys


def _value(truth: Truth, row: str, column: str) -> str:
    if column != "subtotal":
        return truth[Measure("t3", row, column)]
    parts = [truth[Measure("t3", row, key)] for key in APPLICANTS if key.startswith("lp_")]
    numbers = [int(part) for part in parts if part.isdigit()]
    return str(sum(numbers)) if numbers else ""


def _requests_head(style: Style) -> Grid:
    table = forms.table("t3")
    label = {c.key: style.label(c.label) for c in table.columns} | {"subtotal": "小计"}
    keys = _columns(style)
    inner = [key for key in keys if key.startswith("lp_") or key == "subtotal"]
    note = table.corner_note if style.corner != "empty" else ""
    if style.head == "one":
        return [[Box(note, 1, 3), *boxes(*(label[key] for key in keys))]]
    middle: list[Box] = []
    for key in keys:
        if key not in inner:
            middle.append(Box(label[key], 2))
        elif key == inner[0]:
            middle.append(Box("法人或其他组织", 1, len(inner)))
    rows = [middle, boxes(*(label[key] for key in inner))]
    if style.head == "three":
        rows.insert(0, [Box("申请人情况", 1, len(keys))])
    if style.corner == "rows":
        for n, row in enumerate(rows):
            row.insert(0, Box(note if n == 0 else "", 1, 3))
    else:
        rows[0].insert(0, Box(note, len(rows), 3))
    return rows


def _path(row: Row, rows: dict[str, Row]) -> list[Row]:
    """The groups a row is printed in; （七）总计 stands in 三 although it belongs to no group."""
    parent = "results" if row.kind is RowKind.TOTAL else row.parent
    path = []
    while parent:
        path.insert(0, rows[parent])
        parent = rows[parent].parent
    if row.key == "other_undivided":
        path = path[:1]
    return path


def _labels(row: Row, path: list[Row], opened: list[str], rows: dict[str, Row], style: Style) -> list[Box]:
    label = style.label(row.label)
    if style.groups in ("none", "own_row"):
        return [Box(label, 1, 3)]
    if style.groups == "glued":
        return [Box("".join(style.label(group.label) for group in path[1:]) + label, 1, 3)]
    line = []
    for group in path:
        first = group.key not in opened
        if first:
            opened.append(group.key)
        height = sum(1 for r in rows.values() if r.kind is not RowKind.GROUP and group in _path(r, rows))
        text = style.label(group.label)
        if style.groups == "repeated":
            line.append(Box(text))
        elif style.groups == "first":
            line.append(Box(text if first else ""))
        elif style.groups == "halved":
            line += _halved(group, text, height, opened, first=first)
        elif first:
            line.append(Box(text, height))
    wide = 3 - len(path)
    return [*line, Box(label, 1, wide)]


def _halved(group: Row, text: str, height: int, opened: list[str], *, first: bool) -> list[Box]:
    """The group's cell is cut in two, its words shared out: （三）不予 above, 公开 below."""
    half = height // 2
    if height < 2:
        return [Box(text)] if first else []
    if first:
        return [Box(text[: len(text) // 2], half)]
    opened.append(group.key)
    return [Box(text[len(text) // 2 :], height - half)] if opened.count(group.key) == half + 1 else []


def disclosure(truth: Truth, form: str, style: Style) -> Grid:
    """表二."""
    table = forms.table(next(key for key in forms.form(form).tables if key.startswith("t2")))
    width = max(len(block.columns) for block in table.blocks)
    blocks = [table.blocks[i] for i in style.blocks_order] or list(table.blocks)
    grid: Grid = []
    for block in blocks:
        heads = [Box(style.label(table.column(key).label)) for key in block.columns]
        rows = [row for row in table.rows_of(form) if row.parent == block.key and not row.extension]
        lines = [[Box("信息内容"), *_stretch(heads, width, style)]]
        for row in rows:
            values = [Box(truth[Measure(table.key, row.key, key)]) for key in block.columns]
            lines.append([Box(style.label(row.label)), *_stretch(values, width, style)])
        if style.articles == "row":
            grid.append([Box(block.label, 1, width + 1)])
        elif style.articles == "column":
            lines[0].insert(0, Box(block.label, len(lines)))
        grid += lines
    return grid


def _stretch(cells: list[Box], width: int, style: Style) -> list[Box]:
    missing = width - len(cells)
    if style.single == "padded":
        return [*cells, *(Box() for _ in range(missing))]
    if style.single == "wide" and missing:
        cells[-1].columns += missing
    return cells


def disputes(truth: Truth, _: str, style: Style) -> Grid:
    """表四."""
    order = style.dispute_groups
    if style.review == "stacked":
        return _stacked_disputes(truth, style)
    labels = dict(zip(LEAVES, _LEAF_LABELS, strict=True))
    leaves = [style.label(labels[leaf]) for leaf in LEAVES]
    values = [Box(truth[Measure("t4", "value", f"{group}_{leaf}")]) for group in order for leaf in LEAVES]
    names = {"direct": "未经复议直接起诉", "after_review": "复议后起诉"}
    top: list[Box] = []
    second: list[Box] = []
    third: list[Box] = []
    for group in order:
        if group == "review":
            top.append(Box("行政复议", 1 if style.review == "notice" else 2, 5))
            (second if style.review == "notice" else third).extend(
                Box(leaf, 2 if style.review == "notice" else 1) for leaf in leaves
            )
            continue
        if top and top[-1].text == "行政诉讼":
            top[-1].columns += 5
        else:
            top.append(Box("行政诉讼", 1, 5))
        second.append(Box(names[group], 1, 5))
        third += boxes(*leaves)
    if style.review == "flat":
        third = boxes(*(leaf for _ in order for leaf in leaves))
        return [[Box({"review": "行政复议", **names}[group], 1, 5) for group in order], third, values]
    return [top, second, third, values]


def _stacked_disputes(truth: Truth, style: Style) -> Grid:
    """A row for each group under the five headings."""
    names = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}
    grid: Grid = [boxes("", *(style.label(label) for label in _LEAF_LABELS))]
    for group in style.dispute_groups:
        values = [truth[Measure("t4", "value", f"{group}_{leaf}")] for leaf in LEAVES]
        grid.append(boxes(names[group], *values))
    return grid


def statistics(truth: Truth, form: str, style: Style) -> Grid:
    """The table of 2014: indicator, unit, number."""
    grid: Grid = [boxes("统计指标", "单位", "统计数")]
    for row in forms.table("s14").rows_of(form):
        if row.kind is RowKind.GROUP:
            grid.append(boxes(style.label(row.label), "——", "——"))
        else:
            value = truth[Measure("s14", row.key, "count")]
            grid.append(boxes(style.label(row.label), row.unit or "", value))
    return grid


def tables(truth: Truth, form: str, style: Style | None = None) -> list[Grid]:
    """Every table of a form, in its order."""
    style = style or Style()
    if form == "c2014":
        return [statistics(truth, form, style)]
    return [draw(truth, form, style) for draw in (disclosure, requests, disputes)]
