"""Numbers that were typed on a finished page of a PDF, or into the fields of a form."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from crawler.extractors.readers import scan
from crawler.extractors.readers.pdf import read
from crawler.extractors.readers.shared.marked import UNSURE


def _written(draw: Callable[[Canvas], None]) -> bytes:
    """A page with a table of two rows, the middle cell of the second blank."""
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.grid([100, 150, 200, 250], [680, 700, 720])
    for x, y, text in ((110, 705, "a"), (160, 705, "b"), (210, 705, "c"), (110, 685, "1"), (210, 685, "3")):
        canvas.drawString(x, y, text)
    draw(canvas)
    canvas.save()
    return written.getvalue()


def _middle(data: bytes) -> str:
    (table,) = read(data).tables
    assert [span.text for span in table.rows[0]] == ["a", "b", "c"]
    return table.rows[1][1].text


def _field(value: str, flags: str = "print") -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(value=value, x=152, y=682, width=40, height=16, name="n", annotationFlags=flags)

    return draw


@pytest.mark.parametrize(("value", "flags", "shown"), [("27", "print", "27"), ("", "print", ""), ("27", "hidden", "")])
def test_a_field_of_a_form_says_what_was_typed_into_it(value: str, flags: str, shown: str) -> None:
    assert _middle(_written(_field(value, flags))) == shown


def _remark(looks: str | None, *, kind: str = "FreeText", matrix: str = "1 0 0 1 0 0") -> Callable[[Canvas], None]:
    """Something on the blank cell, with a drawing of 80 points by 32, twice as large as its place, or with none."""

    def draw(canvas: Canvas) -> None:
        remark = {"Type": pdfdoc.PDFName("Annot"), "Subtype": pdfdoc.PDFName(kind), "F": 4, "Contents": "27"}
        remark["Rect"] = pdfdoc.PDFArray([152, 682, 192, 698])
        if looks is not None:
            font = "<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
            stream = pdfdoc.PDFStream(content=looks)
            stream.dictionary["Type"], stream.dictionary["Subtype"] = pdfdoc.PDFName("XObject"), pdfdoc.PDFName("Form")
            stream.dictionary["BBox"] = pdfdoc.PDFArray([0, 0, 80, 32])
            stream.dictionary["Matrix"] = pdfdoc.PDFArray([float(part) for part in matrix.split()])
            stream.dictionary["Resources"] = font
            remark["AP"] = pdfdoc.PDFDictionary({"N": canvas._doc.Reference(stream)})
        canvas._addAnnotation(pdfdoc.PDFDictionary(remark))

    return draw


TYPED = "BT /F 20 Tf 1 0 0 1 4 4 Tm (27) Tj ET"
FRAMED = f"1 g 0 0 80 32 re f 0 G 10 2 60 28 re S 0 g {TYPED}"
UPSIDE_DOWN = "BT /F 20 Tf -1 0 0 -1 -4 -4 Tm (27) Tj ET"


@pytest.mark.parametrize("looks", [TYPED, FRAMED])
def test_what_was_typed_on_a_page_is_in_the_cell_below_it_and_brings_no_lines(looks: str) -> None:
    assert _middle(_written(_remark(looks))) == "27"


def test_a_drawing_is_turned_and_moved_into_its_place() -> None:
    turned = _remark(UPSIDE_DOWN.replace("-4 -4", "76 28"), matrix="-1 0 0 -1 0 0")
    assert _middle(_written(turned)) == "27"


def test_typed_text_without_a_drawing_is_no_blank_cell() -> None:
    assert _middle(_written(_remark(None))) == UNSURE


@pytest.mark.parametrize("kind", ["Popup", "Text", "Link"])
def test_notes_at_the_margin_and_links_are_not_printed(kind: str) -> None:
    assert _middle(_written(_remark(TYPED, kind=kind))) == ""


def test_a_number_that_a_remark_strikes_out_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(160, 685, "5")
        _remark("4 14 m 40 14 l S", kind="StrikeOut")(canvas)

    assert _middle(_written(draw)) == UNSURE


def test_a_page_with_typed_fields_is_not_read_from_its_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture that is drawn to be recognised lacks what fields show, so that their cells would be blank."""
    asked: list[int] = []
    monkeypatch.setattr(scan, "is_available", lambda: True)
    monkeypatch.setattr(scan, "read_image", lambda _, number, *__, **___: asked.append(number))
    paper = ImageReader(Image.new("L", (600, 600), 255))

    def scanned(value: str) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawImage(paper, 0, 0, 500, 600)
            _field(value)(canvas)

        return draw

    read(_written(scanned("27")))
    assert asked == []
    read(_written(scanned("")))
    assert asked == [1]


@pytest.mark.parametrize("as_text", [0, 1])
def test_blank_cells_of_a_damaged_page_are_not_taken_for_blank(monkeypatch: pytest.MonkeyPatch, as_text: int) -> None:
    monkeypatch.setattr(rl_config, "useA85", as_text)
    monkeypatch.setattr(rl_config, "pageCompression", 1)
    whole = _written(lambda _: None)
    last = whole.rindex(b"endstream") - (4 if as_text else 3)
    torn = whole[:last] + bytes([whole[last] ^ 1]) + whole[last + 1 :]
    assert [_middle(data) for data in (whole, torn)] == ["", UNSURE]
    assert any("damaged" in note for note in read(torn).notes)
