"""A table of a million cells: every reader ends soon, within bounded memory, and says what it left out or why."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from crawler.extractors import read
from tests.layouts import formats

_SIDE = 1000
_MOST_MEGABYTES = 700
_CHILD = """
import json, resource, sys
from crawler.extractors import read
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reading = read(data)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
said = [w for report in reading.reports for w in report.warnings]
said += [reading.refusal.message] if reading.refusal else []
print(json.dumps({"megabytes": (after - before) // 1024, "said": said}))
"""
_TITLE = "示例区示例局2023年政府信息公开工作年度报告"


def page() -> bytes:
    table = "<tr>" + "<td>12</td>" * _SIDE + "</tr>"
    return f"<!DOCTYPE html><html><body><h1>{_TITLE}</h1><table>{table * _SIDE}</table></body></html>".encode()


def text() -> bytes:
    return "\n".join([_TITLE, *[" | ".join(["12"] * _SIDE)] * _SIDE, ""]).encode()


def rtf() -> bytes:
    row = rb"\trowd" + b"".join(rb"\cellx%d" % (90 * n) for n in range(1, 51)) + rb"\pard\intbl " + rb"12\cell " * 50
    return rb"{\rtf1 " + (row + rb"\row") * (_SIDE * _SIDE // 50) + b"}"


def docx() -> bytes:
    cell = "<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>"
    body = f"<w:p><w:r><w:t>{_TITLE}</w:t></w:r></w:p><w:tbl>{f'<w:tr>{cell * _SIDE}</w:tr>' * _SIDE}</w:tbl>"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>'
    return formats.zipped({"word/document.xml": xml.encode()})


def workbook() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(_SIDE):
        sheet.append([12] * _SIDE)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("write", [page, text, rtf, docx, workbook], ids=lambda write: write.__name__)
def test_a_table_of_a_million_cells_takes_bounded_memory_and_is_told(write: Callable[[], bytes]) -> None:
    done = subprocess.run([sys.executable, "-c", _CHILD], input=write(), capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert told["megabytes"] < _MOST_MEGABYTES
    assert any("cells" in said or "bytes" in said for said in told["said"]), told["said"]


@pytest.mark.parametrize("shift", [0, 1, 9, 12, 0xFFFF])
def test_an_old_office_file_with_nonsense_in_its_header_is_refused_in_a_sentence(shift: int) -> None:
    data = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 4096)
    struct.pack_into("<H", data, 30, shift)
    refusal = read(bytes(data)).refusal
    assert refusal is not None
    assert refusal.message


def test_what_the_library_says_of_its_limits_is_a_refusal() -> None:
    """A sheet of more nodes than it takes, though of fewer bytes than the readers do."""
    row = "<row>" + "<c/>" * 1000 + "</row>"
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{row * 2200}'
    book = openpyxl.Workbook()
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["xl/worksheets/sheet1.xml"] = f"{sheet}</sheetData></worksheet>".encode()
    refusal = read(formats.zipped(files)).refusal
    assert refusal is not None
    assert refusal.kind == "too_large"
