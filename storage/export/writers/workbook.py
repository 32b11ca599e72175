"""Excel workbooks: one for each table, written row by row; text is text, also where it begins with ``=``.

openpyxl makes everything around the sheets. The rows are written here, for the library takes a third of a millisecond
for each, and a table has millions.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from storage.export import sheets
from storage.export.blocks import Block
from storage.export.plain import MOST, Remembered, plain
from storage.export.schema import Table

DIGITS = 15
"""Decimal digits that Excel keeps of a number."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of everything in the file, so that the same rows are the same bytes."""

LENGTH = 32_767
"""Characters that Excel can hold in a cell; what is longer is cut there."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SHEET, _RELATIONS = "xl/worksheets/sheet{}.xml", "xl/_rels/workbook.xml.rels"
_OPENING = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView'
    ' workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
    "</sheetViews><sheetData>"
)
_CLOSING = "</sheetData></worksheet>"


def write(path: Path, table: Table, blocks: Iterable[Block]) -> int:
    """Write the table to a workbook with one sheet, or as many as its rows need."""
    strings = _Strings()
    shown = Remembered(lambda value: _shown(value, strings)).__getitem__
    written = 0
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for number, of_sheet in groupby(_cut(blocks), key=itemgetter(0)):
            with _sheet(archive, number) as sheet:
                sheet.write(f"<row>{''.join(map(shown, table.header))}</row>")
                for _, block in of_sheet:
                    sheet.writelines(_lines(block, shown))
                    written += len(block.rows)
        _put_around(archive, sheets.sheets(table.name, written), strings)
    return written


def _cut(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    """The blocks with the number of their sheet; one that is in the way of a sheet's end is cut there."""
    sheet, room = 1, sheets.ROWS - 1
    yield sheet, Block((), (), ())
    for block in blocks:
        rows = block.rows
        while rows:
            if not room:
                sheet, room = sheet + 1, sheets.ROWS - 1
            yield sheet, block._replace(rows=rows[:room])
            rows, room = rows[room:], room - len(rows[:room])


@contextmanager
def _sheet(archive: ZipFile, number: int) -> Iterator[IO[str]]:
    with (
        archive.open(_member(_SHEET.format(number)), "w") as member,
        io.TextIOWrapper(member, "utf-8", newline="", write_through=False) as text,
    ):
        text.write(_OPENING)
        yield text
        text.write(_CLOSING)


def _lines(block: Block, shown: Callable[[object], str]) -> Iterator[str]:
    before = f"<row>{''.join(map(shown, block.head))}"
    after = f"{''.join(map(shown, block.tail))}</row>"
    for row in block.rows:
        yield before + "".join(map(shown, row)) + after


class _Strings:
    """Texts that stand in the workbook once, with a number for each; what comes when there are many stays in its cell.

    A part of the workbook that openpyxl does not write: path and type are for its list of contents.
    """

    path = "/xl/sharedStrings.xml"
    mime_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relation = (
        '<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        f' Target="{path}" Id="strings"/>'
    )

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def cell(self, text: str) -> str:
        """A cell with that text, which is XML already."""
        number = self._numbers.get(text)
        if number is None:
            if len(self._numbers) >= MOST:
                return f'<c t="inlineStr"><is>{text}</is></c>'
            number = self._numbers[text] = len(self._numbers)
        return f'<c t="s"><v>{number}</v></c>'

    def table(self) -> str:
        """All of them, as the workbook has them."""
        items = "".join(f"<si>{text}</si>" for text in self._numbers)
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/'
            f'spreadsheetml/2006/main" uniqueCount="{len(self._numbers)}">{items}</sst>'
        )


def _shown(value: object, strings: _Strings) -> str:
    """Numbers as numbers, dates and times as their ISO text, and text never as a formula or an error.

    A number that Excel would round is text.
    """
    if isinstance(value, int) or (isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) <= DIGITS):
        return f"<c><v>{plain(value)}</v></c>"
    text = "" if value is None else str(plain(value))[:LENGTH]
    if not text:
        return "<c/>"  # a text cell without text is something that Excel repairs
    text = _CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    return strings.cell(f'<t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</t>')


def _put_around(archive: ZipFile, names: Sequence[str], strings: _Strings) -> None:
    """Everything else that makes a workbook of the sheets: from one with the same sheets, empty."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        book.create_sheet(name)
    book.properties.created = book.properties.modified = datetime(*EPOCH, tzinfo=UTC).replace(tzinfo=None)
    made = io.BytesIO()
    with ZipFile(made, "w") as around:
        writer = ExcelWriter(book, around)
        writer.manifest.append(strings)
        writer.write_data()
    with ZipFile(made) as around:
        for name in around.namelist():
            text = around.read(name).decode()
            if name == _RELATIONS:
                text = text.replace("</Relationships>", f"{strings.relation}</Relationships>")
            if not name.startswith("xl/worksheets/"):
                archive.writestr(_member(name), text)
    archive.writestr(_member(strings.path[1:]), strings.table())


def _member(name: str) -> ZipInfo:
    info = ZipInfo(name, EPOCH)
    info.compress_type = ZIP_DEFLATED
    return info
