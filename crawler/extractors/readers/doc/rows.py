"""Rows without any text at the end of a table: the library leaves them out, and a blank row is not an absent one."""

import struct
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from crawler.extractors.document import Paragraph as Line
from crawler.extractors.document import Span, Table
from crawler.extractors.readers.doc.paragraphs import ROW_END, Paragraph, is_set, paragraphs, parts_of

_CELL = 7


class Rows(NamedTuple):
    """How many rows a table has, and the numbers of cells of the blank ones at its end."""

    total: int
    blank: tuple[int, ...]


def with_blank_ends(data: bytes, blocks: Sequence[Line | Table]) -> tuple[Line | Table, ...]:
    """What the library made of a file, with the blank rows at the ends of tables whose other rows are all there."""
    rows = rows_of(data) if any(isinstance(block, Table) for block in blocks) else ()
    return tuple(_whole(block, rows) if isinstance(block, Table) else block for block in blocks)


def rows_of(data: bytes) -> tuple[Rows, ...]:
    """Of every table in the order of the text; none where the file is not sound or has tables in tables.

    A cell ends in a mark of its own, and a row in one more, told apart by the properties of its paragraph.
    """
    try:
        held, table = parts_of(data)
        told = list(paragraphs(held, table))
    except (struct.error, IndexError, ValueError, KeyError):
        return ()
    if any(each.depth > 1 for each in told):
        return ()
    groups = [list(group) for deep, group in groupby(told, key=lambda each: each.depth > 0) if deep]
    return tuple(_rows(held, group) for group in groups)


def _rows(held: dict[str, bytearray], table: Sequence[Paragraph]) -> Rows:
    text = held["WordDocument"]
    cells, silent = 0, True
    found: list[tuple[int, bool]] = []
    for each in table:
        if is_set(held, each, ROW_END):
            found.append((cells, silent))
            cells, silent = 0, True
        else:
            cells += text[each.end] == _CELL
            silent = silent and each.start == each.end
    last = next((i for i in reversed(range(len(found))) if not found[i][1]), -1)
    return Rows(len(found), tuple(count for count, _ in found[last + 1 :]))


def _whole(table: Table, rows: Sequence[Rows]) -> Table:
    if table.index >= len(rows) or not table.rows:
        return table
    total, blank = rows[table.index]
    if not blank or total != len(table.rows) + len(blank):
        return table
    width = max(sum(span.columns for span in row) for row in table.rows)
    if any(cells > width for cells in blank):
        return table
    return replace(table, rows=(*table.rows, *((Span(""),) * cells for cells in blank)))
