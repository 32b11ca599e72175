"""Excel workbooks: one for each table, written row by row; text is text, also where it begins with ``=``."""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain, count, islice
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.writer.excel import ExcelWriter

from storage.export.plain import plain
from storage.export.tables import Table

ROWS = 1_048_576
"""Rows that a sheet can hold, the header among them; what is more goes to a further sheet."""

DIGITS = 15
"""Decimal digits that Excel keeps of a number."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of everything in the file, so that the same rows are the same bytes."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def write(path: Path, table: Table, rows: Iterable[Sequence[object]]) -> int:
    """Write the table to a workbook with one sheet, or as many as its rows need."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(*EPOCH, tzinfo=UTC).replace(tzinfo=None)
    written = 0
    remaining = iter(rows)
    for number in count(1):
        first = next(remaining, None)
        if first is None and number > 1:
            break
        sheet = book.create_sheet(table.name if number == 1 else f"{table.name} {number}")
        sheet.freeze_panes = "A2"
        sheet.append(list(table.header))
        for row in _part(first, remaining):
            sheet.append(_line(row, sheet))
            written += 1
    with _Timeless(path, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return written


def _part(first: Sequence[object] | None, remaining: Iterator[Sequence[object]]) -> Iterator[Sequence[object]]:
    return iter(()) if first is None else chain([first], islice(remaining, ROWS - 2))


def _line(row: Sequence[object], sheet: Any) -> list[object]:
    """A row as wide as the header: readers take its width from its last cell, so that one is written when empty."""
    line = [_shown(value, sheet) for value in row]
    if line[-1] is None:
        line[-1] = last = WriteOnlyCell(sheet)
        last.number_format = "@"  # a cell with neither value nor style is left out
    return line


def _shown(value: object, sheet: Any) -> object:
    """Numbers as numbers, dates and times as their ISO text, and text never as a formula or an error.

    A number that Excel would round is text.
    """
    if isinstance(value, date):
        return plain(value)
    if isinstance(value, Decimal):
        return value if len(value.normalize().as_tuple().digits) <= DIGITS else plain(value)
    if not isinstance(value, str):
        return value
    if not value:
        return None  # a text cell without text is something that Excel repairs
    text = _CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", value)
    if text.startswith("=") or text in ERROR_CODES:
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        return cell
    return text


class _Timeless(ZipFile):
    """A zip file whose members have all the same time."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(_member(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        info = _member(str(arcname))
        info.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(info, "w") as target:
            shutil.copyfileobj(source, target)


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    return info
