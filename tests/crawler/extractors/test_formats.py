"""Files of every format: what they are by their bytes, what is refused, and what damage may do."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from crawler.extractors import read
from crawler.extractors.sniff import Kind, sniff
from forms import Measure
from storage.records import State
from tests.layouts import formats, pages, truth, word
from tests.layouts.case import Case, draw
from tests.layouts.statutory import Style

WRITERS: dict[Kind, Callable[[Case], bytes]] = {
    Kind.HTML: formats.html_as_doc,
    Kind.DOCX: word.write,
    Kind.RTF: formats.rtf,
    Kind.MHTML: formats.mhtml,
    Kind.WORDML: formats.wordml,
    Kind.ODT: formats.odt,
    Kind.XLSX: formats.xlsx,
    Kind.PDF: formats.pdf,
    Kind.ZIP: lambda case: formats.zipped({"报告.html": pages.html(case), "说明.txt": "见报告".encode()}),
}
AGENCY, YEAR = "示例区示例局", 2023


def case() -> Case:
    return draw("a2021", truth.make("a2021", "marks"), Style())


def each() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", WRITERS, ids=lambda kind: kind.value)


@each()
def test_the_bytes_decide_and_the_report_knows_whose_it_is(kind: Kind) -> None:
    data = WRITERS[kind](case())
    assert sniff(data) is kind
    reading = read(data, name="a.doc", content_type="application/octet-stream")
    (report,) = reading.reports
    assert (report.agency, report.year, report.format) == (AGENCY, YEAR, "a2021")
    assert reading.media_type == kind.media_type
    assert [section.key for section in report.sections] == [
        "overview", "proactive", "requests", "review_litigation", "problems", "other_matters"
    ]  # fmt: skip


@each()
@pytest.mark.parametrize("lead", [b"\r\n\r\n", b"\xef\xbb\xbf", b"\n\n   \t\n"])
def test_blank_lines_that_a_server_printed_before_a_file_are_no_part_of_it(kind: Kind, lead: bytes) -> None:
    data = lead + WRITERS[kind](case())
    assert sniff(data) is kind
    (report,) = read(data).reports
    assert len([cell for cell in report.cells if cell.state is not State.MISSING]) == 200


@each()
def test_damage_never_invents_a_number(kind: Kind) -> None:
    """Cut off anywhere, with bytes lost or changed: refused, or read with nothing that was not printed."""
    whole = case()
    data = WRITERS[kind](whole)
    printed = {text for text in whole.truth.values() if text}
    chance = Random(kind.value)
    for _ in range(6 if kind is Kind.PDF else 25):
        broken = bytearray(data[: chance.randrange(1, len(data))] if chance.random() < 0.5 else data)
        for _ in range(chance.randrange(4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        reading = read(bytes(broken))
        assert reading.reports or reading.refusal
        if kind in (Kind.HTML, Kind.MHTML, Kind.RTF, Kind.WORDML):
            continue  # a changed byte may be a digit: then another number is printed
        for report in reading.reports:
            assert {cell.raw for cell in report.cells if cell.state is State.REPORTED} <= printed


@each()
def test_a_truncated_file_never_reads_a_cell_otherwise(kind: Kind) -> None:
    whole = case()
    data = WRITERS[kind](whole)
    chance = Random(kind.value)
    for _ in range(4 if kind is Kind.PDF else 15):
        for report in read(data[: chance.randrange(1, len(data))]).reports:
            for cell in report.cells:
                if cell.state is State.REPORTED:
                    text = whole.truth.get(Measure(cell.table, cell.row, cell.column))
                    assert text is None or text.startswith(cell.raw or ""), (cell, text)


def refusal(data: bytes) -> str:
    reading = read(data)
    assert reading.refusal is not None
    return reading.refusal.kind


@pytest.mark.parametrize("start", [b"%PDF-1.4", b"PK\x03\x04"])
def test_why_a_damaged_file_cannot_be_read_is_said_in_words(start: bytes) -> None:
    reading = read(start + b" broken" * 9)
    assert reading.refusal is not None
    assert reading.refusal.kind == "damaged"
    assert not re.search(r"\w\(|[\[\]{}]|\n", reading.refusal.message)


def test_a_pdf_of_pictures_says_that_it_would_have_to_be_recognised() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.drawInlineImage(_picture(), 50, 50, 400, 600)
    page.save()
    assert refusal(out.getvalue()) == "image_only"


def _picture():
    from PIL import Image  # noqa: PLC0415 – it comes with reportlab

    return Image.new("RGB", (40, 60), "white")


def test_a_pdf_with_a_password_is_encrypted() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    page.drawString(100, 100, "report")
    page.save()
    assert refusal(out.getvalue()) == "encrypted"


def test_a_zip_that_unpacks_to_more_than_any_report_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(5):
            package.writestr(f"{number}.html", b"0" * 30_000_000)
    assert len(out.getvalue()) < 1_000_000
    assert refusal(out.getvalue()) == "too_large"


def test_names_in_a_zip_lead_nowhere_and_of_zips_in_zips_one_is_opened() -> None:
    inner = formats.zipped({"../年报.html": pages.html(case()), "deeper.zip": formats.zipped({"a": b"x"})})
    (report,) = read(formats.zipped({"../../etc/passwd": b"x", "inner.zip": inner})).reports
    assert "from the file 年报.html in a zip" in report.warnings
    assert refusal(formats.zipped({"a.zip": formats.zipped({"b.zip": inner})})) == "not_a_report"


def test_of_two_files_with_the_same_report_the_better_one_counts() -> None:
    data = formats.zipped(
        {"a.txt": "示例区示例局2023年政府信息公开工作年度报告\n一、总体情况\n无".encode(), "b.docx": word.write(case())}
    )
    (report,) = read(data).reports
    assert report.format == "a2021"


def test_entities_in_word_xml_are_not_resolved() -> None:
    bomb = formats.wordml(case()).decode().replace("<w:wordDocument", _BOMB + "<w:wordDocument", 1)
    reading = read(bomb.replace("第二十条", "&f;", 1).encode())
    assert reading.reports or reading.refusal


_BOMB = (
    "<!DOCTYPE w [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
    "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>"
)


def test_lines_of_nothing_but_invisible_characters_are_no_lines() -> None:
    case = draw("a2021", truth.make("a2021", "full"), Style())
    source = pages.html(case)
    spaced = source.replace(b"<p>", "<p>\u200b</p><p>&#65279;&#8203;</p><p>".encode())
    assert read(spaced).reports[0].cells == read(source).reports[0].cells
