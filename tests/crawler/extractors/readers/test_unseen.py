"""Digits that are in a file and not to be seen in it: style sheets, white letters, what was painted over."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Color, Font, PatternFill
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from crawler.extractors.readers.doc import chpx
from crawler.extractors.readers.html import Page
from crawler.extractors.readers.pdf import read as read_pdf
from crawler.extractors.readers.rtf import read as read_rtf
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.sheets import read as read_workbook


def _cell(cell: str, sheet: str = "") -> str:
    """The text of a cell on a page with a style sheet."""
    table = f"<table><tr><td>左<td>{cell}</td><td>1</tr>\n<tr><td>甲</td>\n<td>乙</td>\n<td>2</td></tr></table>"
    page = Page(f"<!DOCTYPE html><head><style>{sheet}</style></head><body>{table}</body>".encode())
    return page.document().tables[0].rows[0][1].text


@pytest.mark.parametrize(
    ("sheet", "cell", "text"),
    [
        (".a{display:none}", "<i class=a>5</i>12", f"{UNSURE}12"),
        ("p,td .a , b{color:red;visibility: hidden}", "<i class=a>5</i>12", f"{UNSURE}12"),
        ("/* .b{ */ .a{opacity:0}", "<i class=a>5</i>12", f"{UNSURE}12"),
        ("@media print{.a{font-size:0}}", "<i class=a>5</i>12", f"{UNSURE}12"),
        ("#n{text-indent:-9999px}", "<i id=n>5</i>12", f"{UNSURE}12"),
        (".a::before{content:'1'}", "<i class=a>2</i>", f"2{UNSURE}"),
        (".a:after{content:counter(n)}", "<i class=a></i>", UNSURE),
        (".a{display:none}", "<i class=a>件</i>12", "件12"),
        (".a{display:block}", "<i class=a>5</i>", "5"),
        (".a{opacity:0.5;font-size:0.9em;text-indent:-21pt}", "<i class=a>5</i>", "5"),
        (".b{display:none}", "<i class=a>5</i>", "5"),
        (".a:before{content:'■'}", "<i class=a>5</i>", "5"),
        (".a:::x[{display:none}", "<i class=a>5</i>", "5"),
    ],
)
def test_what_a_style_sheet_hides_or_writes_is_doubted(sheet: str, cell: str, text: str) -> None:
    assert _cell(cell, sheet) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<bdo dir=rtl>321</bdo>", "123"),
        ("<bdo dir=ltr>321</bdo>", "321"),
        ("<bdo dir=rtl><p>321</p></bdo>", "321"),
        ("<b dir=rtl>321</b>", "321"),
        ("<b style='direction:rtl; unicode-bidi:bidi-override'>321</b>", "123"),
        ("\u202e321", f"\u202e{UNSURE * 3}"),
        ("\u202e21\u202c3", f"\u202e{UNSURE * 2}\u202c3"),
        ("12<small>7</small>", f"12{UNSURE}"),
        ("<SMALL>7</SMALL>12", f"{UNSURE}12"),
        ("<b>12</b><small>7</small>", f"12{UNSURE}"),
        ("<small>12</small>", "12"),
        ("<small>1</small><small>2件</small>", "12件"),
        ("12<!--3--><small>件</small>", "12件"),
        ("12<small>件</small>", "12件"),
        ("<button>12</button>", UNSURE),
        ("<b style='opacity: .5'>5</b>", "5"),
        ("<b style='color:rgba(0,0,0,0)'>5</b>1", f"{UNSURE}1"),
        ("<b style='position:absolute;left:-1000px'>5</b>1", f"{UNSURE}1"),
    ],
)
def test_what_is_turned_or_without_ink(cell: str, text: str) -> None:
    assert _cell(cell) == text


@pytest.mark.parametrize(
    ("font", "fill", "value", "text"),
    [
        (Font(color="FFFFFFFF"), None, 12, UNSURE * 2),
        (Font(color=Color(theme=0)), None, "12件", f"{UNSURE * 2}件"),
        (Font(color="FFFFFFFF"), None, "件", "件"),
        (Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F3864"), 12, "12"),
        (Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FFFFFFFF"), 12, UNSURE * 2),
        (Font(color="FFC00000"), None, 12, "12"),
    ],
)
def test_white_cells_of_a_workbook(font: Font, fill: PatternFill | None, value: object, text: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["甲", "乙", "丙"])
    sheet.append(["丁", value, 3])
    sheet["B2"].font = font
    if fill is not None:
        sheet["B2"].fill = fill
    out = io.BytesIO()
    book.save(out)
    assert [span.text for span in read_workbook(out.getvalue()).tables[0].rows[1]] == ["丁", text, "3"]


_COLOURS = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"{\cf1 5}12", "⁵12"),
        (r"\cf1 5\cf2 12", "⁵12"),
        (r"{\cf1 5{\cf2 6}7}8", "⁵6⁷8"),
        (r"{\cf1\super 5\nosupersub 6}", "⁵⁶"),
        (r"{\super 5\cf2 6}7", "⁵⁶7"),
        (r"{\cf1 5\plain 6}", "⁵6"),
        (r"{\cf12 5}", "5"),
    ],
)
def test_white_digits_of_rich_text_are_as_raised_ones(text: str, shown: str) -> None:
    document = read_rtf((r"{\rtf1\ansi" + _COLOURS + r"\pard " + text + r"\par}").encode())
    assert [block.text for block in document.blocks] == [shown]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "gone", "raised"),
    [
        (b"\x70\x68\xff\xff\xff\x00", False, True),
        (b"\x70\x68\x00\x00\x00\x00", False, False),
        (b"\x70\x68\xff\xff\xff\x00\x70\x68\x00\x00\x00\xff", False, False),
        (b"\x42\x2a\x08", False, True),
        (b"\x42\x2a\x01", False, False),
        (b"\x3c\x08\x01\x42\x2a\x08", True, True),
    ],
)
def test_white_letters_of_an_old_word_file(said: bytes, gone: bool, raised: bool) -> None:
    assert chpx._looks(said) == (gone, raised)


def _painted(*, fill: object, size: tuple[float, float], over: str = "34") -> str:
    """The text of a cell of a ruled table in which 12 was printed, a shape painted over it, and a number on that."""
    out = io.BytesIO()
    paper = Canvas(out, pagesize=(300, 200))
    for x in (50, 150, 250):
        paper.line(x, 60, x, 140)
    for y in (60, 100, 140):
        paper.line(50, y, 250, y)
    for x, y, text in ((60, 115, "a"), (160, 115, "b"), (60, 75, "c"), (160, 75, "12")):
        paper.drawString(x, y, text)
    paper.setFillColor(fill)
    paper.rect(158, 72, *size, stroke=0, fill=1)
    paper.setFillColor(colors.Color(0, 0, 0, alpha=1))
    if over:
        paper.drawString(180, 75, over)
    paper.save()
    return read_pdf(out.getvalue()).tables[0].rows[1][1].text


def test_what_is_painted_over_is_not_read() -> None:
    assert _painted(fill=colors.white, size=(18, 14)) == "34"


def test_a_cell_in_which_all_is_painted_over_is_not_blank() -> None:
    assert _painted(fill=colors.white, size=(18, 14), over="") == UNSURE


def test_what_one_sees_through_covers_nothing() -> None:
    assert _painted(fill=colors.Color(1, 1, 0, alpha=0.4), size=(18, 14)) == "12 34"


def test_a_thin_rule_below_a_number_covers_nothing() -> None:
    assert _painted(fill=colors.black, size=(18, 1)) == "12 34"


def _drawn(draw: Callable[[Canvas], None]) -> list[list[str]]:
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.setFont("Helvetica", 10)
    draw(canvas)
    canvas.save()
    (table,) = read_pdf(written.getvalue()).tables
    return [[span.text for span in row] for row in table.rows]


def _cells(canvas: Canvas) -> None:
    for x, y, text in (
        (110, 705, "a"),
        (160, 705, "b"),
        (210, 705, "c"),
        (110, 685, "1"),
        (160, 685, "2"),
        (210, 685, "3"),
    ):
        canvas.drawString(x, y, text)


def test_a_watermark_across_the_page_is_in_no_cell() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([100, 150, 200, 250], [680, 700, 720])
        _cells(canvas)
        canvas.translate(112, 682)
        canvas.rotate(45)
        canvas.drawString(0, 0, "9 9 9 9")

    assert _drawn(draw) == [["a", "b", "c"], ["1", "2", "3"]]


def test_a_table_open_to_its_sides_has_its_first_and_last_column() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (680, 700, 720):
            canvas.line(100, y, 250, y)
        for x in (150, 200):
            canvas.line(x, 680, x, 720)
        _cells(canvas)

    assert _drawn(draw) == [["a", "b", "c"], ["1", "2", "3"]]


@pytest.mark.parametrize("level", [(680, 700), (700, 720)])
def test_a_table_without_its_first_or_last_line_has_all_its_rows(level: tuple[int, int]) -> None:
    """At a page break programs leave the line between two rows to one of the pages."""

    def draw(canvas: Canvas) -> None:
        for y in level:
            canvas.line(100, y, 250, y)
        for x in (100, 150, 200, 250):
            canvas.line(x, 680, x, 700)
            canvas.line(x, 700, x, 720)
        _cells(canvas)

    assert _drawn(draw) == [["a", "b", "c"], ["1", "2", "3"]]


def test_a_cell_that_goes_on_over_the_page_break_has_no_line_below() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(100, 720, 250, 720)
        canvas.line(150, 700, 250, 700)
        canvas.line(150, 680, 250, 680)
        for x in (100, 150, 200, 250):
            canvas.line(x, 680, x, 720)
        _cells(canvas)

    assert _drawn(draw) == [["a 1", "b", "c"], ["2", "3"]]


def test_upright_lines_that_end_within_a_table_cut_no_cell_in_two() -> None:
    """Those of the middle row, beside a cell of all three rows."""

    def draw(canvas: Canvas) -> None:
        for y in (660, 720):
            canvas.line(100, y, 250, y)
        for y in (680, 700):
            canvas.line(100, y, 150, y)
            canvas.line(200, y, 250, y)
        for x in (100, 150, 200, 250):
            canvas.line(x, 660, x, 720)
        for x in (125, 225, 240):
            canvas.line(x, 680, x, 700)
        canvas.drawString(160, 685, "b")

    assert ["b"] in [[text for text in row if text] for row in _drawn(draw)]


@pytest.mark.parametrize("degrees", [90, -90, 180])
def test_a_page_whose_text_lies_on_its_side_is_turned(degrees: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(degrees)
        canvas.translate(-175, -700)
        canvas.grid([100, 150, 200, 250], [680, 700, 720])
        _cells(canvas)
        canvas.drawString(100, 740, "a line of text that is long enough")

    assert _drawn(draw) == [["a", "b", "c"], ["1", "2", "3"]]
