"""Scanned pages: a number is read where it stands beyond doubt, and the rest is declared unreadable."""

import base64
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from crawler.extractors import read
from crawler.extractors.readers import scan
from crawler.extractors.report import recognised
from storage.records import Cell, Finding, Outcome, Report, State
from tests.layouts import pages, truth
from tests.layouts.case import draw
from tests.layouts.statutory import Style
from tests.scans.scanner import Scanner, pdf

FOLDER = Path(__file__).parents[3] / "scans"
with_ocr = pytest.mark.skipif(not scan.is_available(), reason="the extra ocr is not installed")


def page(number: int) -> Image.Image:
    return Image.open(FOLDER / f"page{number}.png").convert("L")


def judged(report: Report, tables: tuple[str, ...] = ("t2a", "t3", "t4")) -> tuple[int, int, list[Cell]]:
    """Cells of the drawn report that are right, declared unreadable or missing, and wrong."""
    printed = truth.make("a2021", "marks")
    right, unread, wrong = 0, 0, []
    for cell in report.cells:
        if cell.table not in tables:
            continue
        if cell.state in (State.MISSING, State.UNREADABLE):
            unread += 1
        elif (cell.state, cell.value) == truth.meaning(printed.get(cell[:3], "")):  # type: ignore[call-overload]
            right += 1
        else:
            wrong.append(cell)
    return right, unread, wrong


@pytest.fixture(scope="module")
def clean() -> Report:
    (report,) = read(pdf([Scanner(dpi=200).encoded(page(1)), Scanner(dpi=200).encoded(page(2))])).reports
    return report


@with_ocr
def test_a_clean_scan_is_read_nearly_whole_and_never_wrong(clean: Report) -> None:
    right, unread, wrong = judged(clean)
    assert wrong == []
    assert right >= 195
    assert unread <= 5


@with_ocr
def test_every_recognised_cell_says_so_and_how_certain_it_is(clean: Report) -> None:
    shown = [cell for cell in clean.cells if cell.state is not State.MISSING]
    assert all(cell.ocr is not None for cell in shown)
    assert all(cell.ocr >= 0.9 for cell in shown if cell.state is not State.UNREADABLE)  # type: ignore[operator]
    assert sum("(OCR)" in warning and warning.startswith("t3") for warning in clean.warnings) >= 1


@with_ocr
def test_what_a_scan_says_of_itself_is_read_and_no_number_of_its_prose(clean: Report) -> None:
    assert (clean.agency, clean.year) == ("示例区示例局", 2023)
    assert [section.key for section in clean.sections][:2] == ["overview", "proactive"]
    assert clean.statements == ()


@with_ocr
def test_a_scan_is_read_from_its_picture_whatever_the_text_below_it_says() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    scanned = page(1).crop((200, 550, 2280, 1700)).resize((1040, 575))
    canvas.drawImage(ImageReader(scanned), 30, 400, 535, 296)
    canvas.setFont("STSong-Light", 9)
    canvas._code.append("3 Tr")
    canvas.drawString(60, 700, "示例区示例局2023年政府信息公开工作年度报告")
    for line in range(20, 60):
        canvas.drawString(60, 11 * line, "本年新收政府信息公开申请数量 4 4 4 4 4 4 4")
    canvas.save()
    (report,) = read(out.getvalue(), name="示例局2023年政府信息公开工作年度报告.pdf").reports
    right, _, wrong = judged(report, ("t2a",))
    assert wrong == []
    assert right >= 9
    assert "4 4 4" not in str(report.sections)


@with_ocr
def test_a_bad_scan_is_read_in_part_and_never_wrong() -> None:
    scanner = Scanner(dpi=120, angle=0.8, blur=0.5, noise=8, paper=225, ink=40, shade=40, jpeg=50)
    (report,) = read(pdf([scanner.encoded(page(1), 1)])).reports
    right, _, wrong = judged(report)
    assert wrong == []
    assert right >= 80


def pictured(data: bytes) -> str:
    return f"<p><img src='data:image/png;base64,{base64.b64encode(data).decode()}'></p>"


@with_ocr
def test_pictures_inside_a_page_are_read_in_their_place() -> None:
    case = draw("a2021", truth.make("a2021", "marks"), Style())
    case.parts[2] = ["这里是图"]  # type: ignore[list-item]
    picture = io.BytesIO()
    page(2).crop((200, 1950, 2280, 2370)).resize((1387, 280)).save(picture, "PNG")
    source = pages.html(case).decode().replace("这里是图", pictured(picture.getvalue()))
    (report,) = read(source.encode()).reports
    right, _, wrong = judged(report)
    assert wrong == []
    assert right >= 195
    assert {cell.ocr is None for cell in report.cells if cell.table == "t3"} == {True}
    assert any(cell.ocr for cell in report.cells if cell.table == "t4")


@with_ocr
def test_pictures_inside_a_word_file_are_read() -> None:
    drawing = (
        '<w:p xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:r><w:drawing>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip r:embed="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></w:drawing></w:r></w:p>'
    )
    files = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": RELATIONS.format(kind="officeDocument", identity="rId1", target="word/document.xml"),
        "word/document.xml": (
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            "<w:p><w:r><w:t>示例区示例局2023年政府信息公开工作年度报告</w:t></w:r></w:p>"
            f"{drawing}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": RELATIONS.format(kind="image", identity="rId7", target="media/image1.png"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr("word/media/image1.png", Scanner(dpi=150).encoded(page(1).crop((200, 550, 2280, 1700))))
    (report,) = read(out.getvalue()).reports
    right, _, wrong = judged(report, ("t2a",))
    assert wrong == []
    assert right >= 9
    assert report.year == 2023


RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='{identity}'"
    " Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' Target='{target}'/>"
    "</Relationships>"
)


@with_ocr
def test_all_pages_of_a_picture_file_of_a_scanner_are_read(clean: Report) -> None:
    first, *others = (page(number).convert("1") for number in (1, 2))
    written = io.BytesIO()
    first.save(written, "TIFF", save_all=True, append_images=others, compression="group4")
    (report,) = read(written.getvalue()).reports
    right, _, wrong = judged(report)
    assert not wrong
    assert right > judged(clean)[0] // 2
    assert {cell.table for cell in report.cells if cell.state is State.REPORTED} == {"t2a", "t3", "t4"}


@with_ocr
@pytest.mark.parametrize("data", [b"II*\0 no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 no picture", b"GIF89a"])
def test_a_broken_picture_is_refused(data: bytes) -> None:
    refusal = read(data).refusal
    assert refusal is not None
    assert refusal.kind == "image_only"


def test_without_the_extra_a_scan_is_refused_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_available", lambda: False)
    scanned = pdf([Scanner(dpi=100).encoded(page(2))])
    assert [read(data).refusal.kind for data in (scanned, Scanner(dpi=100).encoded(page(2)))] == [  # type: ignore[union-attr]
        "image_only",
        "unsupported",
    ]


def test_without_the_extra_pictured_tables_stay_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_available", lambda: False)
    case = draw("a2021", truth.make("a2021", "marks"), Style())
    case.parts[2] = ["这里是图"]  # type: ignore[list-item]
    source = pages.html(case).decode().replace("这里是图", pictured(Scanner(dpi=100).encoded(page(2))))
    (report,) = read(source.encode()).reports
    assert {cell.state for cell in report.cells if cell.table == "t4"} == {State.UNREADABLE}


def test_a_recognised_table_whose_identities_fail_says_so() -> None:
    cells = (Cell("t3", "new_received", "total", None, State.REPORTED, "3", ocr=0.95),)
    failing = Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL)
    (warning,) = recognised.failing(cells, [failing, failing._replace(identity="T4_REVIEW_SUM")])
    assert warning.startswith("t3: ")
    assert "1 identities fail" in warning
    assert list(recognised.failing([cells[0]._replace(ocr=None)], [failing])) == []
