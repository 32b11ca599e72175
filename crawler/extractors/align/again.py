"""What no table has as the notices draw it is looked for once more, as others draw it."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.extractors.align.drawings import apart, upright
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.align.requests import Requests
from crawler.extractors.align.taking import read_table, readers_of
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.grid import turn

_TURNABLE = frozenset(("t2a", "t2b", "t3", "t4"))


def look_again(blocks: Sequence[Paragraph | Table], asked: frozenset[str], ledger: Ledger, form: str | None) -> None:
    """Rows for columns, columns in several tables, groups in several pieces; ``asked``: the statutory tables wanted."""
    tables = [block for block in blocks if isinstance(block, Table)]
    if missing := (asked & _TURNABLE) - _found(ledger):
        _turned(tables, missing, ledger, form)
    if "t3" in asked - _found(ledger):
        _upright(tables, ledger)
    if "t4" in asked - _found(ledger):
        _apart(blocks, ledger)


def _found(ledger: Ledger) -> set[str]:
    return {measure.table for measure in ledger.cells}


def _turned(tables: Sequence[Table], missing: frozenset[str], ledger: Ledger, form: str | None) -> None:
    """表二 to 表四 with rows for columns."""
    turned = Ledger(trace=ledger.trace is not None, turned=True)
    again = [reader for reader in readers_of(form, turned) if reader.key in missing]
    for table in tables:
        if rows := turn(table.rows):
            read_table(replace(table, rows=rows), again, turned, keeps_blanks=table.spanned)
    ledger.take_over(turned)


def _upright(tables: Sequence[Table], ledger: Ledger) -> None:
    """表三 with its columns in several tables."""
    parts = Ledger(trace=ledger.trace is not None)
    reader = Requests(parts, in_parts=True)
    new: dict[int, int] = {}
    for table, columns in upright.labelled(tables):
        new[table.index] = columns
        read_table(table, [reader], parts, keeps_blanks=True)
    if upright.is_whole(parts.cells, proved=any(new.values())):
        parts.cells = upright.in_place(parts.cells, new)
        ledger.take_over(parts)


def _apart(blocks: Sequence[Paragraph | Table], ledger: Ledger) -> None:
    """表四 with its groups in several pieces."""
    parts = Ledger(trace=ledger.trace is not None)
    apart.read(blocks, parts)
    ledger.take_over(parts)
