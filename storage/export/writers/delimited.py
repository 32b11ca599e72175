"""CSV: UTF-8, plain line ends, numbers as plain decimals, times in ISO 8601, nothing added to what was printed.

A raw text that begins with ``=``, ``+``, ``-`` or ``@`` stays as it is: an apostrophe in front would be a change of the
data, and ``-`` is the commonest entry of these forms. The codebook tells spreadsheet users to take the workbook.

The lines are what ``csv.writer`` writes; here the text that the rows of a block share is made once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from storage.export.blocks import Block
from storage.export.plain import Remembered, plain
from storage.export.schema import Table

_QUOTED = re.compile(r'[,"\r\n]')
BOM = "\ufeff"
"""What tells Excel that a file is UTF-8."""


def write(path: Path, table: Table, blocks: Iterable[Block]) -> int:
    """Write the table with a header line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        return write_lines(file, table, blocks)


def write_with_bom(path: Path, table: Table, blocks: Iterable[Block]) -> int:
    """The same after a byte order mark."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        return write_lines(file, table, blocks)


def write_lines(file: IO[str], table: Table, blocks: Iterable[Block]) -> int:
    """Header and rows; how many rows there were."""
    field = Remembered(_field).__getitem__
    file.write(_header(table, field))
    count = 0
    for block in blocks:
        file.writelines(_lines(block, field))
        count += len(block.rows)
    return count


def chunks(table: Table, blocks: Iterable[Block]) -> Iterator[str]:
    """The same text piece by piece, for whoever sends it while it is made: a header, then a piece a block."""
    field = Remembered(_field).__getitem__
    yield _header(table, field)
    for block in blocks:
        yield "".join(_lines(block, field))


def _header(table: Table, field: Callable[[object], str]) -> str:
    return ",".join(map(field, table.header)) + "\n"


def _lines(block: Block, field: Callable[[object], str]) -> Iterator[str]:
    before = "".join(f"{field(value)}," for value in block.head)
    after = "".join(f",{field(value)}" for value in block.tail) + "\n"
    for row in block.rows:
        yield before + ",".join(map(field, row)) + after


def _field(value: object) -> str:
    """Quoted where needed; None is nothing."""
    text = "" if value is None else str(plain(value))
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
