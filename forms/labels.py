"""What a measure is called: the labels of its row and column, with the headings above them."""

import re
from functools import cache

from forms.load import table
from forms.model import Column, Group, Measure, Row, Table

_ORDINAL = re.compile(r"^([一二三四五六七八九十]+)、")


@cache
def label_zh(measure: Measure) -> str:
    """Row and column with a slash between; of a one-row table the column alone, of a one-column table the row.

    With all headings above them, for 结果维持 stands three times in one table.
    """
    of = table(measure.table)
    return " / ".join(label for part in _parts(of, measure) for label in (*_headings(of, part.parent), part.label))


@cache
def label_en(measure: Measure) -> str:
    """The same in English, where the labels say it without headings."""
    return " / ".join(part.label_en for part in _parts(table(measure.table), measure))


@cache
def table_zh(key: str) -> str:
    """``表三`` for a table with an ordinal in its title, else the title."""
    title = table(key).title
    ordinal = _ORDINAL.match(title)
    return f"表{ordinal[1]}" if ordinal else title


def _parts(of: Table, measure: Measure) -> list[Row | Column]:
    row, column = of.row(measure.row), of.column(measure.column)
    return [part for part in (row, column if row is None or len(of.columns) > 1 else None) if part]


def _headings(of: Table, key: str | None) -> list[str]:
    """What stands above a row or column, from the outermost: a group, or a part of the table with its own header."""
    if key is None:
        return []
    headings: tuple[Group | Row, ...] = (*of.groups, *of.rows)
    for heading in headings:
        if heading.key == key:
            return [*_headings(of, heading.parent), heading.label]
    return [block.label for block in of.blocks if block.key == key]
