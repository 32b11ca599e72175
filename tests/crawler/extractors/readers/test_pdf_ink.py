"""Text in a PDF file that nobody sees: what OCR once made of a scan is never read as print."""

import io
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PIL import Image
from reportlab.lib.colors import CMYKColor, CMYKColorSep, Color, black, navy, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from crawler.extractors import read
from crawler.extractors.document import Document, Table
from crawler.extractors.readers import pdf, scan
from storage.records import Report, State
from tests.layouts import formats, truth
from tests.layouts.case import Case, draw
from tests.layouts.statutory import Style

FONT = "STSong-Light"
NUMBERED = ("t2a", "t3", "t4")


def picture(size: tuple[int, int] = (60, 80), *, clear: bool = False) -> ImageReader:
    return ImageReader(Image.new("RGBA" if clear else "RGB", size, (255, 255, 255, 0) if clear else "white"))


class Paper(Canvas):
    """Plain print."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.begin()

    def showPage(self) -> None:
        self.end()
        super().showPage()
        self.begin()

    def begin(self) -> None: ...

    def end(self) -> None: ...

    def operator(self, code: str) -> None:
        self._code.append(code)


class Unruled(Paper):
    """Without the lines of its tables, which are in the picture of a scan."""

    def line(self, *place: object) -> None: ...

    def lines(self, lines: object) -> None: ...

    def rect(self, *place: object, **how: object) -> None: ...


class Invisible(Paper):
    def begin(self) -> None:
        self.drawImage(picture(), 0, 0, 595, 842)
        self.operator("3 Tr")


class InvisibleAndUnruled(Unruled, Invisible): ...


class WithoutPicture(Paper):
    """As where letters are drawn as shapes."""

    def begin(self) -> None:
        self.operator("3 Tr")


class Clipping(Invisible):
    def begin(self) -> None:
        self.operator("7 Tr")


class Transparent(Paper):
    def setFillAlpha(self, a: float) -> None:
        super().setFillAlpha(0 * a)


class Covered(Paper):
    """By a scan in strips."""

    def end(self) -> None:
        for strip in range(4):
            self.drawImage(picture(), 0, strip * 842 / 4, 595, 842 / 4)


class Outlined(Paper):
    def begin(self) -> None:
        self.operator("2 Tr")


class UnderGlass(Paper):
    """What lies over it can be seen through."""

    def begin(self) -> None:
        self.drawImage(picture(), 0, 0, 595, 842)

    def end(self) -> None:
        self.drawImage(picture(clear=True), 0, 0, 595, 842, mask="auto")
        self.setFillAlpha(0.5)
        self.drawImage(picture(), 0, 0, 595, 842)


@pytest.fixture
def case() -> Case:
    return draw("a2021", truth.make("a2021", "full"), Style())


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be recognised."""
    monkeypatch.setattr(scan, "is_available", lambda: False)


def report(data: bytes) -> Report:
    (found,) = read(data).reports
    return found


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("canvas", [Invisible, InvisibleAndUnruled, WithoutPicture, Clipping, Transparent, Covered])
def test_no_number_is_taken_from_a_layer_of_text_that_nobody_sees(case: Case, canvas: type[Canvas]) -> None:
    found = report(formats.pdf(case, canvas=canvas))
    assert {cell.state for cell in found.cells if cell.table in NUMBERED} == {State.UNREADABLE}
    assert {cell.table for cell in found.cells} == set(NUMBERED)
    assert found.statements == ()
    assert any("nobody sees" in warning for warning in found.warnings)
    assert found.year == 2023


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("canvas", [Outlined, UnderGlass])
def test_print_of_another_kind_is_print(case: Case, canvas: type[Canvas]) -> None:
    assert report(formats.pdf(case, canvas=canvas)).cells == report(formats.pdf(case)).cells


@pytest.mark.usefixtures("blind")
def test_a_blank_cell_under_a_layer_is_not_taken_for_blank() -> None:
    bare = draw("a2021", truth.make("a2021", "bare"), Style())
    found = report(formats.pdf(bare, canvas=WithoutPicture))
    assert {cell.state for cell in found.cells} == {State.UNREADABLE}


class Page:
    """One page with a ruled table of two columns: labels, and what each cell is drawn with."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(595, 842), pageCompression=0)

    def write(self, x: float, y: float, text: str, mode: int = 0, colour: Color = black) -> None:
        self.canvas.setFillColor(colour)
        self.canvas._code.append(f"{mode} Tr")
        line = self.canvas.beginText(x, y)
        line.setFont(FONT, 10)
        line.textOut(text)
        self.canvas.drawText(line)

    def grid(self) -> None:
        self.canvas.grid([60, 300, 500], [600, 630, 660])
        self.write(70, 640, "本年新收政府信息公开申请数量")
        self.write(70, 610, "上年结转政府信息公开申请数量")

    def read(self) -> Document:
        self.canvas.save()
        return pdf.read(self.out.getvalue())

    def cells(self) -> list[list[str]]:
        (table,) = [block for block in self.read().blocks if isinstance(block, Table)]
        return [[span.text for span in row] for row in table.rows]


def test_where_a_cell_shows_one_number_and_hides_another_it_says_what_it_shows() -> None:
    page = Page()
    page.grid()
    page.write(320, 640, "17")
    page.write(340, 640, "9", mode=3)
    page.write(320, 610, "25", mode=3)
    assert [row[1] for row in page.cells()] == ["17", "\ufffd"]


def test_the_same_letter_hidden_and_then_printed_is_printed() -> None:
    page = Page()
    page.grid()
    for mode in (3, 0):
        page.write(320, 640, "17", mode=mode)
    assert page.cells()[0][1] == "17"


def test_hidden_words_between_printed_ones_are_left_out_and_a_note_says_so() -> None:
    page = Page()
    page.write(60, 700, "本年收到申请 件，均已按期答复。")
    page.write(120, 700, "12", mode=3)
    page.write(60, 670, "去年的数字是三十。", mode=3)
    found = page.read()
    assert "12" not in str(found.blocks)
    assert "三十" not in str(found.blocks)
    assert not found.recognised
    assert found.notes == ("pages 1 hold text that nobody sees; it was left out",)


def test_a_form_is_drawn_in_the_mode_of_the_page() -> None:
    page = Page()
    page.grid()
    page.canvas.beginForm("part", 0, 0, 595, 842)
    page.canvas.setFont(FONT, 10)
    page.canvas.drawString(320, 640, "17")
    page.canvas.endForm()
    page.canvas._code.append("3 Tr")
    page.canvas.doForm("part")
    assert page.cells()[0][1] == "\ufffd"


def off_the_paper(page: Page) -> None:
    page.canvas.setCropBox((0, 0, 400, 842))
    page.write(450, 640, "17")


def test_what_stands_off_the_paper_is_not_taken_for_print() -> None:
    page = Page()
    page.grid()
    off_the_paper(page)
    page.write(320, 610, "25")
    assert [row[1] for row in page.cells()] == ["\ufffd", "25"]


def lines(write: Callable[[Page], None]) -> Iterator[str]:
    page = Page()
    page.write(60, 780, "示例局2023年政府信息公开工作年度报告")
    write(page)
    yield from (block.text for block in page.read().blocks if not isinstance(block, Table))


def on_navy(page: Page) -> None:
    page.canvas.setFillColor(navy)
    page.canvas.rect(50, 690, 300, 30, stroke=0, fill=1)
    page.write(60, 700, "白字12", colour=white)


@pytest.mark.parametrize("colour", [white, CMYKColor(0, 0, 0, 0)])
def test_white_text_on_paper_is_left_out(colour: Color) -> None:
    assert list(lines(partial(Page.write, x=60, y=700, text="白字12", colour=colour))) == [
        "示例局2023年政府信息公开工作年度报告"
    ]


def test_white_text_on_a_dark_ground_and_ink_of_its_own_are_print() -> None:
    assert list(lines(on_navy))[1:] == ["白字12"]
    ink = CMYKColorSep(0, 0, 0, 1, spotName="Schwarz", density=1)
    assert list(lines(partial(Page.write, x=60, y=700, text="黑字12", colour=ink)))[1:] == ["黑字12"]


@pytest.mark.usefixtures("blind")
def test_letters_of_which_the_file_does_not_say_what_they_mean_are_a_picture(case: Case) -> None:
    meaningless = formats.pdf(case).replace(b"/UniGB-UCS2-H", b"/Identity-H   ").replace(b"(GB1)", b"(Own)")
    refusal = read(meaningless).refusal
    assert refusal is not None
    assert refusal.kind == "image_only"
