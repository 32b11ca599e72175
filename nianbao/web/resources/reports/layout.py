"""The statutory tables as the forms lay them out: headings over columns, groups beside rows, each cell in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import forms
from forms import Column, Measure, Row, RowKind, Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell with words; ``deep`` counts how far its row is indented."""

    zh: str
    en: str
    rows: int = 1
    columns: int = 1
    deep: int = 0


Head: TypeAlias = tuple[tuple[Heading, ...], ...]
"""The lines above the numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of numbers: what stands before them, and which they are. None is a place that the form leaves empty.

    ``added``: a row that only some districts have; it is shown where it is printed.
    """

    headings: tuple[Heading, ...]
    cells: tuple[Measure | None, ...]
    added: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of a table with a head of its own: 表二 has one for each paragraph of 第二十条."""

    head: Head
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """One statutory table."""

    key: str
    zh: str
    en: str
    panels: tuple[Panel, ...]


@cache
def laid(form: str) -> tuple[Laid, ...]:
    """The tables of a form in order; none for a form that has none or is not known."""
    if form not in forms.FORMS:
        return ()
    return tuple(_lay_out(forms.table(key), form) for key in forms.form(form).tables)


def _lay_out(table: Table, form: str) -> Laid:
    if table.single_row:
        row = Line((), tuple(Measure(table.key, table.single_row, column.key) for column in table.columns))
        panels: tuple[Panel, ...] = (Panel(_columns(table, table.columns), (row,)),)
    elif table.blocks:
        panels = tuple(_blocks(table, form))
    elif len(table.columns) == 1:
        panels = (Panel(_list_head(table), tuple(_listed(table, form))),)
    else:
        panels = (_matrix(table, form),)
    return Laid(table.key, table.title, table.title_en, panels)


def _columns(table: Table, columns: Sequence[Column], before: tuple[Heading, ...] = ()) -> Head:
    """Groups over columns, outermost first; a heading without a group below it reaches down to the numbers."""
    paths = [(*_groups(table, column.parent), (column.label, column.label_en)) for column in columns]
    deep = max(map(len, paths))
    lines: list[tuple[Heading, ...]] = []
    for level in range(deep):
        line: list[Heading] = []
        at = 0
        while at < len(paths):
            path = paths[at]
            if level >= len(path):
                at += 1
                continue
            last = level == len(path) - 1
            same = 1
            while not last and at + same < len(paths) and paths[at + same][: level + 1] == path[: level + 1]:
                same += 1
            line.append(Heading(*path[level], rows=deep - level if last else 1, columns=same))
            at += same
        lines.append(tuple(line))
    if before:
        tall = tuple(Heading(h.zh, h.en, deep, h.columns) for h in before)
        lines[0] = (*tall, *lines[0])
    return tuple(lines)


def _groups(table: Table, key: str | None) -> tuple[tuple[str, str], ...]:
    group = next((g for g in table.groups if g.key == key), None)
    return () if group is None else (*_groups(table, group.parent), (group.label, group.label_en))


def _blocks(table: Table, form: str) -> Iterator[Panel]:
    content = Heading("信息内容", "Content")
    for block in table.blocks:
        columns = [table.column(key) for key in block.columns]
        rows = [row for row in table.rows_of(form) if row.parent == block.key and row.kind is not RowKind.GROUP]
        title = Heading(block.label, block.label_en, columns=len(columns) + 1)
        head = ((title,), (content, *(Heading(c.label, c.label_en) for c in columns)))
        lines = (
            Line(
                (Heading(row.label, row.label_en),),
                tuple(Measure(table.key, row.key, column.key) for column in columns),
                added=row.extension is not None,
            )
            for row in rows
        )
        yield Panel(head, tuple(lines))


def _list_head(table: Table) -> Head:
    column = table.columns[0]
    return ((Heading("统计指标", "Indicator"), Heading("单位", "Unit"), Heading(column.label, column.label_en)),)


def _listed(table: Table, form: str) -> Iterator[Line]:
    """A list of indicators: groups have a line of their own, without a number."""
    column = table.columns[0].key
    for row in table.rows_of(form):
        label = Heading(row.label, row.label_en, deep=_depth(table, row))
        if row.kind is RowKind.GROUP:
            yield Line((Heading(row.label, row.label_en, columns=2, deep=label.deep),), (None,))
        else:
            yield Line((label, Heading(row.unit or "", "")), (Measure(table.key, row.key, column),))


def _depth(table: Table, row: Row) -> int:
    above = table.row(row.parent) if row.parent else None
    return 0 if above is None else 1 + _depth(table, above)


def _matrix(table: Table, form: str) -> Panel:
    """Groups stand to the left of their rows, over all of them."""
    rows = [row for row in table.rows_of(form) if row.kind is not RowKind.GROUP]
    paths = {row.key: (*_above(table, row), row) for row in rows}
    deep = max(map(len, paths.values()))
    begun: set[str] = set()
    lines = []
    for row in rows:
        headings = []
        for level, part in enumerate(paths[row.key]):
            if part.kind is not RowKind.GROUP:
                headings.append(Heading(part.label, part.label_en, columns=deep - level))
            elif part.key not in begun:
                begun.add(part.key)
                headings.append(Heading(part.label, part.label_en, rows=sum(part in path for path in paths.values())))
        lines.append(Line(tuple(headings), tuple(Measure(table.key, row.key, c.key) for c in table.columns)))
    return Panel(_columns(table, table.columns, (Heading("", "", columns=deep),)), tuple(lines))


def _above(table: Table, row: Row) -> tuple[Row, ...]:
    """The groups that a row belongs to, outermost first."""
    found: list[Row] = []
    above = table.row(row.parent) if row.parent else None
    while above is not None:
        if above.kind is RowKind.GROUP:
            found.insert(0, above)
        above = table.row(above.parent) if above.parent else None
    return tuple(found)
