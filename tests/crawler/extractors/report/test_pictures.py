"""Reports whose tables are pictures: unreadable cells and a warning, never zeros and never blanks."""

import base64
import io
import zipfile

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from crawler.extractors import read
from storage.records import Report, State
from tests.layouts import formats, pages, truth, word
from tests.layouts.case import Case, draw
from tests.layouts.statutory import Style

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HERE = "这里是图"
"""Where the writers below put a picture."""


def pictured(*tables: int) -> Case:
    """A report in which these of 表二, 表三 and 表四 are pictures."""
    case = draw("a2021", truth.make("a2021", "full"), Style())
    for table in tables:
        case.parts[table] = [HERE]  # type: ignore[list-item]
    return case


def page(case: Case) -> bytes:
    return pages.html(case).replace(HERE.encode(), b"<img src='t.png' width=600>")


def docx(case: Case) -> bytes:
    picture = (
        '<w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"/></a:graphicData></a:graphic>'
        "</w:drawing></w:r>"
    )
    with zipfile.ZipFile(io.BytesIO(word.write(case))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    xml = files["word/document.xml"].decode()
    files["word/document.xml"] = xml.replace(f"<w:r><w:t>{HERE}</w:t></w:r>", picture).encode()
    return formats.zipped(files)


def pdf(case: Case) -> bytes:
    """Text in lines, and pictures as wide as the text."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    top = 780
    for block in case.blocks():
        if block == HERE:
            canvas.drawImage(ImageReader(io.BytesIO(PNG)), 60, top - 100, 475, 90)
            top -= 120
        elif isinstance(block, str):
            canvas.setFont("STSong-Light", 11)
            canvas.drawString(60, top, block)
            top -= 30
    canvas.save()
    return out.getvalue()


def states(report: Report) -> dict[str, set[State]]:
    found: dict[str, set[State]] = {}
    for cell in report.cells:
        found.setdefault(cell.table, set()).add(cell.state)
    return found


@pytest.mark.parametrize("write", [page, docx, pdf])
def test_where_all_tables_are_pictures_all_cells_are_unreadable(write: object) -> None:
    (report,) = read(write(pictured(0, 1, 2))).reports  # type: ignore[operator]
    assert states(report) == {"t2a": {State.UNREADABLE}, "t3": {State.UNREADABLE}, "t4": {State.UNREADABLE}}
    assert sum("picture" in warning for warning in report.warnings) == 3


@pytest.mark.parametrize("write", [page, docx])
def test_one_table_that_is_a_picture_leaves_the_others_as_they_are(write: object) -> None:
    (report,) = read(write(pictured(1))).reports  # type: ignore[operator]
    assert states(report) == {"t2a": {State.REPORTED}, "t3": {State.UNREADABLE}, "t4": {State.REPORTED}}


def test_a_picture_beside_its_table_changes_nothing() -> None:
    whole = draw("a2021", truth.make("a2021", "full"), Style())
    source = pages.html(whole)
    decorated = source.replace(b"<table", b"<p><img src=line.png></p><table").replace(
        b"</table>", b"</table><img src=x>"
    )
    assert read(decorated).reports[0].cells == read(source).reports[0].cells


def test_a_picture_in_another_section_is_none_of_a_missing_table() -> None:
    case = pictured()
    case.parts[1] = []
    source = pages.html(case).replace("本机关".encode(), b"<img src=a.png>" + "本机关".encode())
    (report,) = read(source).reports
    assert states(report)["t3"] == {State.MISSING}
