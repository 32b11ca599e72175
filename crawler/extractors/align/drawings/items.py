"""Tables turned into lists: a line, or a row of two or three cells, for every number, with its whole name before it.

规章本年制发件数：3件 names row and column; where a line has only one of them, the labels above it have the other. A
name counts when it is exactly one number's, and a table when most of its numbers are named like that.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product, zip_longest
from typing import NamedTuple

import forms
from crawler.extractors import numbers
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.grid import Line, Placed, lay_out
from crawler.extractors.labels import bare, is_wordy, normal
from crawler.extractors.numbers import unit_of_heading
from forms import Measure
from storage.records import State

RULE = "row and column in its name"
_DISCLOSURE = {"a2021": "t2a", "b2019": "t2b"}
_LISTED = frozenset((*_DISCLOSURE.values(), "t3", "t4"))
_LONGEST = 64
_MOST_CELLS = 4
_MOST_NAMES = 200
_DEEPEST = 3
"""Labels above a line that may be part of its name."""
_PIECES = re.compile(r"[;；。]|[,，、](?=\D)|\s+(?=[^\s\d:：]+[:：])")
_PAIR = re.compile(r"\s*(.+)\s*[:：]\s*([^\s:：].*?)\s*")
_BEHIND = re.compile(
    r"(?:(.+)[:：])?\s*([^\d:：]*?[\u4e00-\u9fff)）])\s*(?:[为共是有]\s*)?([+-]?\d[\d,.]*\s*\D{0,2}|[-－—/无]+)"
)
"""Names and a number right behind the last of them: 行政复议：结果维持 1 件."""
_ORDINALS = re.compile(r"\([一二三四五六七八九十\d]{1,3}\)|(?<!\d)\d{1,2}\.(?!\d)|^[一二三四五六七八九十]、")
_NUMBERED = {normal("3.其他"): "3其他", normal("（七）总计"): "七总计"}
"""Rows that without their ordinals are called as columns are; they keep them."""
_MARKS = re.compile(r"[^\w]|_")


class Item(NamedTuple):
    """A number, and the labels that lead to it, the outermost first; its cell where it stands in a table.

    ``above``: how many of the labels stand in lines above its own.
    """

    labels: tuple[str, ...]
    above: int
    text: str
    cell: Placed | None = None
    table: int | None = None


def tell(blocks: Sequence[Paragraph | Table]) -> str | None:
    """The form whose 表二 is such a list; None when there is none, or one of each form."""
    items = list(_items(blocks))
    told = [form for form, table in _DISCLOSURE.items() if _named(items, table)]
    return told[0] if len(told) == 1 else None


def read(blocks: Sequence[Paragraph | Table], form: str, ledger: Ledger) -> None:
    """Place the numbers of those statutory tables that are lists, where no table has them."""
    found = {measure.table for measure in ledger.cells}
    tables = [table for table in forms.form(form).tables if table not in found and table in _LISTED]
    items = list(_items(blocks)) if tables else []
    listed = Ledger(trace=ledger.trace is not None)
    for table in tables:
        for measure, item in _named(items, table):
            cell = item.cell or Placed(item.text, 0, 0, 1, 1)
            unit = next((u for label in reversed(item.labels) if (u := unit_of_heading(normal(label)))), None)
            cells, units = {measure.column: cell}, {measure.column: unit}
            listed.put_row(table, measure.row, cells, item.table, rule=RULE, units=units)
    ledger.take_over(listed)


def _named(items: Sequence[Item], table: str) -> list[tuple[Measure, Item]]:
    """The items that are numbers of the table; none unless most of its numbers are among them."""
    found = [(measure, item) for item in items if (measure := _measure(item, table))]
    return found if 2 * len({measure for measure, _ in found}) > len(forms.table(table).measures()) else []


def _measure(item: Item, table: str) -> Measure | None:
    """What the fewest of its labels together are the name of; a line above its own has the row, not the column."""
    for size in range(1, len(item.labels) + 1):
        names = _names(table, either=size <= len(item.labels) - item.above)
        if measure := names.get("".join(map(_squeezed, item.labels[-size:]))):
            return measure
    return None


@cache
def _names(table: str, *, either: bool) -> dict[str, Measure]:
    """Every name that is one number's: row and column, or in either order; groups before their own if at all."""
    of = forms.table(table)
    parents = {row.key: _spelled(row.label, *row.aliases) for row in of.rows}
    groups = {group.key: group for group in of.groups}
    found: dict[str, set[Measure]] = {}
    for measure in of.measures():
        row, column = of.row(measure.row), of.column(measure.column)
        above = groups.get(column.parent or "")
        outer = groups.get(above.parent or "") if above else None
        if row is None or of.single_row:
            inner = _spelled(above.label) if above else {""}
            rows = inner | set(map("".join, product(_spelled(outer.label) if outer else {""}, inner)))
        else:
            own = _spelled(row.label, *row.aliases)
            below = set(map("".join, product(parents.get(row.parent or "", {""}), own)))
            rows = {_NUMBERED[normal(row.label)]} | (below - own) if normal(row.label) in _NUMBERED else own | below
        for a, b in product(rows, _spelled(column.label, *column.aliases)):
            for name in (a + b, b + a) if either and not of.single_row else (a + b,):
                found.setdefault(name, set()).add(measure)
    return {name: measures.pop() for name, measures in found.items() if len(measures) == 1}


def _spelled(*labels: str) -> set[str]:
    return {_squeezed(form) for label in labels for form in (normal(label), bare(label))}


def _squeezed(label: str) -> str:
    """A label without ordinals, brackets, dashes and other marks."""
    label = normal(label)
    for numbered, name in _NUMBERED.items():
        if label.startswith(numbered):
            return name + _squeezed(label[len(numbered) :])
    return _MARKS.sub("", _ORDINALS.sub("", label))


# ------------------------------------------------------------------ lines and rows


def _items(blocks: Sequence[Paragraph | Table]) -> Iterator[Item]:
    above: tuple[str, ...] = ()
    fresh = False
    for block, following in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Table):
            yield from _in_table(block, above)
            continue
        items = list(_in_line(block.text, above))
        if not _is_answer(following):
            yield from items
        else:
            yield from (item for item in items if item.text)
        if not items:
            is_label = len(block.text) <= _LONGEST and is_wordy(block.text) and "。" not in block.text
            above = ((*above, block.text)[-_DEEPEST:] if fresh else (block.text,)) if is_label else ()
        fresh = not items


def _in_line(text: str, above: tuple[str, ...]) -> Iterator[Item]:
    """Every label with a value behind it or its colon, or with nothing where it is the name of a number.

    Before a further colon stands what goes for the rest of the line too: 行政复议：结果维持 1 件，结果纠正 0 件.
    """
    outer: tuple[str, ...] = ()
    for piece in _PIECES.split(text):
        pair = _PAIR.fullmatch(piece)
        if pair and is_wordy(pair[1]) and _is_value(pair[2]):
            before, _, name = pair[1].replace("：", ":").rpartition(":")
            value = pair[2]
        elif len(piece) <= _MOST_NAMES and (behind := _BEHIND.fullmatch(piece.strip())) and _is_value(behind[3]):
            before, name, value = behind[1] or "", behind[2], behind[3]
        else:
            if piece.endswith((":", "：")) and _is_named(item := Item((*above, piece), len(above), "")):
                yield item
            continue
        outer = (before,) if before else outer
        yield Item((*above, *outer, name), len(above), value)


def _is_named(item: Item) -> bool:
    return any(_measure(item, table) is not None for table in _LISTED)


def _is_answer(block: Paragraph | Table | None) -> bool:
    """Whether a line is a number that the label on the line before may be waiting for."""
    return isinstance(block, Paragraph) and _is_value(block.text)


def _in_table(table: Table, above: tuple[str, ...]) -> Iterator[Item]:
    """Every row with labels and one number or blank at its end, in a table that has no wider ones."""
    lines = lay_out(table.rows) if table.spanned else []
    if any(len(line) > _MOST_CELLS for line in lines):
        return
    for line in lines:
        cells = _printed(line)
        values = [cell for cell in cells if _is_value(cell.text)]
        if len(line) == len(cells) == 1 and is_wordy(cells[0].text):
            above = (cells[0].text,)
        elif len(cells) > 1 and values == cells[-1:]:
            labels = (*above, *(cell.text for cell in cells[:-1]))
            yield Item(labels, len(above), cells[-1].text, cells[-1], table.index)
        elif cells and not values and not line[-1].text and line[-1].rows == 1:
            item = Item((*above, *(cell.text for cell in cells)), len(above), "", line[-1], table.index)
            if _is_named(item):
                yield item


def _printed(line: Line) -> list[Placed]:
    return [cell for cell in line if cell.text]


def _is_value(text: str) -> bool:
    return numbers.read(text).state not in (State.UNREADABLE, State.BLANK)
