"""A case in the formats that office programs write: each writer is as small as the format allows, and our own.

All take the same boxes, so that a layout tried in one format can be tried in every other.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from html import escape

import openpyxl
from openpyxl.styles import Color, Font
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.layouts import word
from tests.layouts.boxes import Box, Grid, split, spread
from tests.layouts.case import Case

Place = tuple[int, int, Box, int, int]
"""Row, column, box, and the rows and columns that it covers."""


def places(grid: Grid) -> Iterator[Place]:
    """Every box at its upper left corner."""
    matrix = spread(grid)
    seen: set[int] = set()
    for y, row in enumerate(matrix):
        for x, box in enumerate(row):
            if box is None:
                yield y, x, Box(), 1, 1
            elif id(box) not in seen:
                seen.add(id(box))
                width = sum(1 for other in row[x:] if other is box)
                height = sum(1 for line in matrix[y:] if line[x] is box)
                yield y, x, box, height, width


# ------------------------------------------------------------------ RTF

_RTF_HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0\fs21 "
_TWIPS = 900


def rtf(case: Case, *, unicode: bool = False) -> bytes:
    """As Word writes it: merged cells as \\clvmgf and \\clvmrg, Chinese in code page 936 or as \\u."""
    body = []
    for block in case.blocks():
        if isinstance(block, str):
            body.append(rf"\pard {_rtf_text(block, unicode)}\par" + "\n")
        else:
            body.append(_rtf_table(block, unicode))
    return (_RTF_HEAD + "".join(body) + "}").encode("ascii")


def _rtf_text(text: str, unicode: bool) -> str:
    out = []
    for character in text:
        if character in "\\{}":
            out.append("\\" + character)
        elif character.isascii():
            out.append(character)
        elif unicode:
            code = ord(character)
            out.append(rf"\u{code - 65536 if code > 32767 else code}?")
        else:
            out.append("".join(rf"\'{byte:02x}" for byte in character.encode("gb18030")))
    return "".join(out)


def _rtf_table(grid: Grid, unicode: bool) -> str:
    matrix = spread(grid)
    lines = []
    for y, row in enumerate(matrix):
        definitions, contents = [], []
        x = 0
        while x < len(row):
            box = row[x]
            width = 1
            while box is not None and x + width < len(row) and row[x + width] is box:
                width += 1
            above = y > 0 and box is not None and matrix[y - 1][x] is box
            below = y + 1 < len(matrix) and box is not None and matrix[y + 1][x] is box
            merge = r"\clvmrg" if above else r"\clvmgf" if below else ""
            definitions.append(rf"{merge}\cellx{_TWIPS * (x + width)}")
            contents.append((_rtf_text(box.text, unicode) if box is not None and not above else "") + r"\cell ")
            x += width
        lines.append(r"\trowd\trgaph108 " + "".join(definitions) + r"\pard\intbl " + "".join(contents) + r"\row" + "\n")
    return "".join(lines) + r"\pard"


# ------------------------------------------------------------------ HTML inside other things


def _html_table(grid: Grid) -> str:
    rows: dict[int, list[str]] = {y: [] for y in range(len(spread(grid)))}
    for y, _, box, height, width in places(grid):
        rows[y].append(
            f"<td rowspan={height} colspan={width}><p class=MsoNormal>{escape(box.text)}<o:p></o:p></p></td>"
        )
    return "<table border=1>" + "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows.values()) + "</table>"


def bare_table(grid: Grid) -> str:
    """A table without any other markup, in one line."""
    rows: dict[int, list[str]] = {y: [] for y in range(len(spread(grid)))}
    for y, _, box, height, width in places(grid):
        rows[y].append(f"<td rowspan={height} colspan={width}>{escape(box.text)}</td>")
    return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows.values()) + "</table>"


def _page(case: Case, charset: str) -> str:
    body = "".join(
        f"<p class=MsoNormal>{escape(b)}</p>" if isinstance(b, str) else _html_table(b) for b in case.blocks()
    )
    return (
        f'<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
        f"<head><meta http-equiv=Content-Type content='text/html; charset={charset}'><title>{case.title}</title></head>"
        f"<body lang=ZH-CN>{body}</body></html>"
    )


def html_as_doc(case: Case) -> bytes:
    """A page in GBK that says gb2312, as Word's "web page, filtered" is, under the name of a .doc."""
    return _page(case, "gb2312").encode("gb18030")


def mhtml(case: Case) -> bytes:
    """A page saved as one file: quoted-printable in GBK, with a picture behind it."""
    import quopri  # noqa: PLC0415 – one of the few that needs it

    page = quopri.encodestring(_page(case, "gb2312").encode("gb18030"))
    head = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Next"\r\n\r\n'
        b"------=_Next\r\nContent-Location: file:///C:/report.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b'Content-Type: text/html; charset="gb2312"\r\n\r\n'
    )
    picture = (
        b"\r\n------=_Next\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    )
    return head + page.replace(b"\n", b"\r\n") + picture + b"------=_Next--\r\n"


# ------------------------------------------------------------------ XML


def wordml(case: Case) -> bytes:
    """Word 2003 XML, inside the hints that Word writes around sections."""
    body = "".join(
        f"<w:p><w:r><w:t>{escape(b)}</w:t></w:r></w:p>" if isinstance(b, str) else _w_table(b, "vmerge")
        for b in case.blocks()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"><w:body><wx:sect><wx:sub-section>'
        f"{body}</wx:sub-section><w:sectPr/></wx:sect></w:body></w:wordDocument>"
    ).encode()


def _w_table(grid: Grid, merge: str) -> str:
    matrix = spread(grid)
    rows = []
    for y, row in enumerate(matrix):
        cells = []
        x = 0
        while x < len(row):
            box = row[x]
            width = 1
            while box is not None and x + width < len(row) and row[x + width] is box:
                width += 1
            above = y > 0 and box is not None and matrix[y - 1][x] is box
            below = y + 1 < len(matrix) and box is not None and matrix[y + 1][x] is box
            merged = f"<w:{merge}/>" if above else f'<w:{merge} w:val="restart"/>' if below else ""
            text = escape(box.text) if box is not None and not above else ""
            properties = f'<w:tcPr><w:gridSpan w:val="{width}"/>{merged}</w:tcPr>'
            cells.append(f"<w:tc>{properties}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
            x += width
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def flat_package(case: Case) -> bytes:
    """A .docx laid flat into one XML file, as Word's "XML document" is."""
    with zipfile.ZipFile(io.BytesIO(word.write(case))) as package:
        parts = {name: package.read(name).decode() for name in ("word/document.xml", "word/styles.xml")}
    flat = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>'
        f"{xml.partition('?>')[2].strip()}</pkg:xmlData></pkg:part>"
        for name, xml in parts.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{flat}</pkg:package>'
    ).encode()


_ODT = "urn:oasis:names:tc:opendocument:xmlns"


def odt(case: Case) -> bytes:
    """OpenDocument: spans on the first cell, covered cells for the rest."""
    return odt_with(case, lambda source: source)


def odt_with(case: Case, change: Callable[[str], str]) -> bytes:
    """The same with its source changed."""
    body = "".join(
        f"<text:p>{escape(b)}</text:p>" if isinstance(b, str) else _odt_table(b, n) for n, b in enumerate(case.blocks())
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2" '
        f'xmlns:office="{_ODT}:office:1.0" xmlns:text="{_ODT}:text:1.0" xmlns:table="{_ODT}:table:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
        f'xmlns:manifest="{_ODT}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": change(content).encode(),
            "META-INF/manifest.xml": manifest.encode(),
        }
    )


def _odt_table(grid: Grid, number: int) -> str:
    matrix = spread(grid)
    first = {id(box): (y, x, height, width) for y, x, box, height, width in places(grid)}
    rows = []
    for y, row in enumerate(matrix):
        cells = []
        for x, box in enumerate(row):
            if box is None:
                cells.append("<table:table-cell/>")
                continue
            top, left, height, width = first[id(box)]
            if (top, left) != (y, x):
                cells.append("<table:covered-table-cell/>")
                continue
            spans = f'table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
            cells.append(f"<table:table-cell {spans}><text:p>{escape(box.text)}</text:p></table:table-cell>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{len(matrix[0])}"/>'
    return f'<table:table table:name="T{number}">{columns}{"".join(rows)}</table:table>'


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


# ------------------------------------------------------------------ workbooks


def xlsx(case: Case) -> bytes:
    """One sheet: lines of text merged over the columns, tables below each other; whole numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    y = 1
    for block in case.blocks():
        if isinstance(block, str):
            sheet.cell(y, 1, block)
            sheet.merge_cells(start_row=y, end_row=y, start_column=1, end_column=9)
            y += 1
            continue
        for top, left, box, height, width in places(block):
            text: object = int(box.text) if box.text.isdigit() and str(int(box.text)) == box.text else box.text or None
            sheet.cell(y + top, 1 + left, text)
            if height > 1 or width > 1:
                sheet.merge_cells(
                    start_row=y + top, end_row=y + top + height - 1, start_column=1 + left, end_column=left + width
                )
        y += len(spread(block)) + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_SIGN = "◊"


def _signed(case: Case) -> Case:
    """Blanks with a sign in them."""
    for part in case.parts:
        for grid in part:
            for row in grid:
                for box in row[1:]:
                    box.text = box.text or _SIGN
    return case


def xlsx_with(change: Callable[[object], None]) -> Callable[[Case], bytes]:
    """A workbook in which ``change`` is made to every cell that looks blank and holds a 7."""

    def write(case: Case) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(xlsx(_signed(case))))
        for row in book.active.iter_rows():
            for cell in row:
                if cell.value == _SIGN:
                    cell.value = 7
                    change(cell)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return write


def white(cell: "openpyxl.cell.Cell") -> None:
    cell.font = Font(color="FFFFFFFF")


def white_by_theme(cell: "openpyxl.cell.Cell") -> None:
    cell.font = Font(color=Color(theme=0))


def without_format(cell: "openpyxl.cell.Cell") -> None:
    cell.number_format = ";;;"


def xlsx_hidden_row(case: Case) -> bytes:
    """A workbook with a second row 一 that nobody sees."""
    if len(case.parts) > 1:
        (grid,) = case.parts[1]
        y = next(y for y, row in enumerate(grid) if row[0].text.startswith("一、本年新收"))
        grid.insert(y, [Box(_SIGN + grid[y][0].text, 1, 3), *(Box("7") for _ in grid[y][1:])])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(case)))
    for row in book.active.iter_rows():
        if str(row[0].value).startswith(_SIGN):
            row[0].value = row[0].value[1:]
            book.active.row_dimensions[row[0].row].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ------------------------------------------------------------------ PDF

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
_TEXT = ParagraphStyle("text", fontName="STSong-Light", fontSize=10, leading=15, firstLineIndent=20, wordWrap="CJK")
_CELL = ParagraphStyle("cell", fontName="STSong-Light", fontSize=7, leading=8.5, wordWrap="CJK")


def _cell(text: str) -> Flowable:
    return Paragraph(escape(text), _CELL)


def pdf(
    case: Case, *, wide: bool = False, canvas: type[Canvas] = Canvas, cell: Callable[[str], Flowable] = _cell
) -> bytes:
    """Ruled tables that go on over page breaks, cells that break their lines, page numbers at the foot."""
    out = io.BytesIO()
    size = landscape(A4) if wide else A4
    document = SimpleDocTemplate(out, pagesize=size, topMargin=70, bottomMargin=70, leftMargin=60, rightMargin=60)
    story: list[object] = []
    for block in case.blocks():
        if isinstance(block, str):
            story.append(Paragraph(escape(block), _TEXT))
        else:
            story += [*_over_pages(block, size[0] - 120, 12 if wide else 20, cell), Spacer(1, 12)]

    def number(paper: Canvas, page: object) -> None:
        paper.setFont("STSong-Light", 9)
        paper.drawCentredString(size[0] / 2, 30, f"— {page.page} —")  # type: ignore[attr-defined]

    document.build(story, onFirstPage=number, onLaterPages=number, canvasmaker=canvas)
    return out.getvalue()


class _Overtyped(Paragraph):
    """An old number, a white rectangle over it, and the new one, if any, on that."""

    def draw(self) -> None:
        paper = self.canv
        paper.setFont("STSong-Light", 7)
        paper.drawString(0, 1.5, "765")
        paper.setFillColor(colors.white)
        paper.rect(-1, -1, 24, 11, stroke=0, fill=1)
        paper.setFillColor(colors.black)
        super().draw()


def overtyped(case: Case) -> bytes:
    """A PDF in which somebody painted over every number, typed another one, and painted over some for good."""
    return pdf(
        case, cell=lambda text: _Overtyped(text or "&nbsp;", _CELL) if not text or text.isdigit() else _cell(text)
    )


def _over_pages(grid: Grid, width: float, most: int, cell: Callable[[str], Flowable]) -> Iterator[object]:
    """The table cut where an office program would break the page; cells that reach over the break stand on both."""
    after = range(most, len(spread(grid)), most)
    for n, part in enumerate(split(grid, *after)):
        if n:
            yield PageBreak()
        yield _pdf_table(part, width, cell)


def _pdf_table(grid: Grid, width: float, cell: Callable[[str], Flowable]) -> Table:
    matrix = spread(grid)
    data: list[list[object]] = [["" for _ in row] for row in matrix]
    spans = []
    for y, x, box, height, columns in places(grid):
        data[y][x] = cell(box.text)
        if height > 1 or columns > 1:
            spans.append(("SPAN", (x, y), (x + columns - 1, y + height - 1)))
    style = TableStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), "STSong-Light", 7), *spans]
    )
    return Table(data, colWidths=[width / len(matrix[0])] * len(matrix[0]), style=style, splitByRow=1)
