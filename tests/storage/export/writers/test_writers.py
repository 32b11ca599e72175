"""What was printed comes out of every format as it went in, and the same rows are the same bytes."""

import csv
import sys
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest

from storage.errors import StorageError
from storage.export.blocks import Block, blocks
from storage.export.tables import CELLS
from storage.export.writers import FORMATS, columnar, workbook, writer
from tests.storage.export.writers.rows import AT, cells

ALL = list(FORMATS)


@pytest.mark.parametrize("kind", ALL)
def test_the_same_rows_are_the_same_bytes_at_any_time(kind: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.{kind}" for name in "ab"]
    for path in paths:
        assert writer(kind)(path, CELLS, blocks(cells(100))) == 100
        time.sleep(1.1 if kind == "xlsx" else 0)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_csv_is_utf_8_with_plain_line_ends_and_keeps_every_text(tmp_path: Path) -> None:
    path = tmp_path / "cells.csv"
    writer("csv")(path, CELLS, blocks(cells()))
    data = path.read_bytes()
    assert data.startswith(b"district_code,district,agency,year,format,table,row,column,value,")
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["raw"] for line in lines] == [row.raw or "" for row in cells()]
    assert [line["value"] and Decimal(line["value"]) for line in lines] == [
        "" if row.value is None else row.value for row in cells()
    ]
    assert lines[0]["captured_at"] == "2026-01-20T03:04:05Z"
    assert lines[2]["value"] == "-3.5"
    assert lines[3]["value"] == "1000"
    assert "index" not in lines[0]


def test_parquet_keeps_exact_decimals_as_text_and_tells_blank_from_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cells.parquet"
    writer("parquet")(path, CELLS, blocks(cells()))
    table = pyarrow.parquet.read_table(path)
    assert tuple(table.column_names) == CELLS.header
    assert table["raw"].to_pylist() == [row.raw for row in cells()]
    assert table["value"].to_pylist()[:4] == ["58", "0.30000000000000004", "-3.5", "1000"]
    assert table["captured_at"].to_pylist()[0] == AT
    assert {str(table.schema.field(name).type) for name in ("year", "captured_at", "value")} == {
        "int16",
        "timestamp[us, tz=UTC]",
        "string",
    }


def test_parquet_without_rows_has_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "cells.parquet"
    assert writer("parquet")(path, CELLS, []) == 0
    assert tuple(pyarrow.parquet.read_table(path).column_names) == CELLS.header


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "cells.xlsx"
    writer("xlsx")(path, CELLS, blocks(cells()))
    sheet = openpyxl.load_workbook(path)["cells"]
    lines = list(sheet.iter_rows())
    assert tuple(cell.value for cell in lines[0]) == CELLS.header
    assert len(lines) == len(cells()) + 1
    raw, value, year = (CELLS.header.index(name) for name in ("raw", "value", "year"))
    for row, line in zip(cells(), lines[1:], strict=True):
        assert line[raw].data_type == ("s" if row.raw else "n")
        assert bool(line[raw].value) == bool(row.raw)
        if row.raw and "\x0b" not in row.raw and not row.raw.startswith("_x"):
            assert line[raw].value.replace("\r\n", "\n") == row.raw.replace("\r\n", "\n")
        assert line[year].value == 2025
        assert line[value].data_type == ("s" if row.value and len(row.value.as_tuple().digits) > 15 else "n")
        assert row.value is None or Decimal(str(line[value].value)) == row.value
    assert lines[1][value].value == 58


def test_a_workbook_escapes_what_xml_cannot_hold_as_excel_does(tmp_path: Path) -> None:
    path = tmp_path / "cells.xlsx"
    writer("xlsx")(path, CELLS, blocks(cells()))
    sheet = openpyxl.load_workbook(path)["cells"]
    shown = [line[CELLS.header.index("raw")] for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert shown[16:18] == ["_x000B__x0007_", "_x0041_"]
    with zipfile.ZipFile(path) as book:
        assert "_x005F_x0041_" in book.read("xl/sharedStrings.xml").decode()


def test_a_workbook_with_too_many_texts_to_be_kept_holds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row for row in cells() if row.raw is None or "_x" not in row.raw]
    writer("xlsx")(tmp_path / "shared.xlsx", CELLS, blocks(rows))
    monkeypatch.setattr(workbook, "MOST", 3)
    writer("xlsx")(tmp_path / "inline.xlsx", CELLS, blocks(rows))
    shared, inline = (
        list(openpyxl.load_workbook(tmp_path / f"{name}.xlsx")["cells"].iter_rows(values_only=True))
        for name in ("shared", "inline")
    )
    assert shared == inline
    with zipfile.ZipFile(tmp_path / "inline.xlsx") as book:
        assert book.read("xl/sharedStrings.xml").count(b"<si>") == 3


@pytest.mark.parametrize(("rows", "sheets"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_rows_that_a_sheet_cannot_hold_go_to_further_sheets(
    rows: int, sheets: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.export.sheets.ROWS", 5)
    path = tmp_path / "cells.xlsx"
    assert workbook.write(path, CELLS, blocks(cells(rows))) == rows
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["cells", "cells 2", "cells 3"][:sheets]
    names = [line[6] for sheet in book for line in sheet.iter_rows(min_row=2, values_only=True)]
    assert names == [row.row for row in cells(rows)]
    assert all(sheet.max_row <= 5 for sheet in book)


@pytest.mark.parametrize("kind", ALL)
def test_rows_are_taken_as_they_come_and_not_kept(kind: str, tmp_path: Path) -> None:
    """The source remembers how many rows are alive; a writer that makes a list of all would hold them all."""
    alive = 0

    class Counted(tuple):
        __slots__ = ()

        def __new__(cls, row):
            nonlocal alive
            alive += 1
            return super().__new__(cls, row)

        def __del__(self):
            nonlocal alive
            alive -= 1

    most = 0

    def some():
        nonlocal most
        row = cells(1)[0]
        for number in range(columnar.BATCH // 50 * 3):
            most = max(most, alive)
            yield Block((), [Counted((*row[:6], f"row_{number}_{i}", *row[7:])) for i in range(50)], ())

    count = writer(kind)(tmp_path / f"cells.{kind}", CELLS, some())
    assert most < count * 0.7
    assert alive == 0


def test_an_unknown_format_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="csv, parquet, xlsx, sqlite"):
        writer("ods")


def test_a_library_that_is_not_installed_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "storage.export.writers.columnar", None)
    with pytest.raises(StorageError, match=r'pip install "nianbao\[parquet\]"'):
        writer("parquet")
