"""OFD files: texts and lines at their places, in millimetres."""

import io
import zipfile
from collections.abc import Sequence

import pytest

from crawler.errors import Unreadable
from crawler.extractors.readers.ofd import read
from crawler.extractors.readers.ofd.geometry import advances
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.sniff import Kind, sniff

XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
EDGES = (20, 80, 110, 140)


def text(x: float, y: float, said: str, how: str = "", inside: str = "") -> str:
    """A text of letters four millimetres high; without ``DeltaX`` they follow each other."""
    code = f'<ofd:TextCode X="0" Y="3.4">{said}</ofd:TextCode>'
    return f'<ofd:TextObject Boundary="{x} {y} 60 5" Font="3" Size="4" {how}>{inside}{code}</ofd:TextObject>'


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    path = f"M 0 0 L {x1 - x0} {y1 - y0}"
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def bar(x0: float, y0: float, x1: float, y1: float) -> str:
    """The same as a filled rectangle, as thin as a line."""
    wide, high = x1 - x0 or 0.2, y1 - y0 or 0.2
    path = f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C"
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {wide} {high}" Stroke="false" Fill="true">'
        f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ruled(top: float, rows: int, rule: object = line) -> str:
    assert callable(rule)
    level = [rule(EDGES[0], top + 10 * y, EDGES[-1], top + 10 * y) for y in range(rows + 1)]
    return "".join(level + [rule(x, top, x, top + 10 * rows) for x in EDGES])


def cells(top: float, *rows: Sequence[str]) -> str:
    return "".join(
        text(EDGES[x] + 2, top + 10 * y + 3, said) for y, row in enumerate(rows) for x, said in enumerate(row)
    )


def ofd(*pages: str, template: str = "", resources: str = "", remarks: str = "", **parts: str) -> bytes:
    """A file with these pages, drawings to be used on them, and what was written on the first one afterwards."""
    listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/{i}.xml"/>' for i in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    shared = '<ofd:TemplatePage ID="9" BaseLoc="T.xml"/><ofd:DocumentRes>R.xml</ofd:DocumentRes>'
    common = f"<ofd:CommonData>{area}{shared}</ofd:CommonData>"
    written_on = "<ofd:Annotations>A/All.xml</ofd:Annotations>"
    document = f"<ofd:Document {XMLNS}>{common}<ofd:Pages>{listed}</ofd:Pages>{written_on}</ofd:Document>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {XMLNS}><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:OFD>")
        archive.writestr("Doc_0/Document.xml", document)
        archive.writestr("Doc_0/R.xml", f"<ofd:Res {XMLNS}>{resources}</ofd:Res>")
        of_page = '<ofd:Page PageID="0"><ofd:FileLoc>0.xml</ofd:FileLoc></ofd:Page>'
        archive.writestr("Doc_0/A/All.xml", f"<ofd:Annotations {XMLNS}>{of_page}</ofd:Annotations>")
        archive.writestr("Doc_0/A/0.xml", f"<ofd:PageAnnot {XMLNS}>{remarks}</ofd:PageAnnot>")
        archive.writestr("Doc_0/T.xml", f"<ofd:Page {XMLNS}>{template}</ofd:Page>")
        for i, page in enumerate(pages):
            body = f'<ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content>'
            archive.writestr(f"Doc_0/pages/{i}.xml", f"<ofd:Page {XMLNS}>{body}</ofd:Page>")
        for name, content in parts.items():
            archive.writestr(f"{name}.xml", content)
    return written.getvalue()


def rows_of(data: bytes) -> list[list[str]]:
    (table,) = read(data).tables
    return [[span.text for span in row] for row in table.rows]


@pytest.mark.parametrize("rule", [line, bar])
def test_a_table_that_goes_on_over_a_page_break_is_one(rule: object) -> None:
    first = (
        text(60, 20, "某区2024年政府信息公开工作年度报告")
        + ruled(250, 2, rule)
        + cells(250, ("甲", "乙", "丙"), ("规章", "12", "3"))
    )
    second = ruled(20, 1, rule) + cells(20, ("行政许可", "4567", "0")) + text(100, 285, "- 2 -")
    data = ofd(first, second)
    assert sniff(data) is Kind.OFD
    assert rows_of(data) == [["甲", "乙", "丙"], ["规章", "12", "3"], ["行政许可", "4567", "0"]]
    assert [block.text for block in read(data).blocks if not hasattr(block, "rows")] == [
        "某区2024年政府信息公开工作年度报告"
    ]


def test_letters_stand_where_their_matrix_and_their_steps_put_them() -> None:
    turned = (
        '<ofd:TextObject Boundary="82 23 9 5" Size="1" CTM="4 0 0 4 0 0"><ofd:TextCode X="0" Y="0.85" DeltaX="g 2 0.5">'
    )
    page = ruled(20, 2) + f"{turned}327</ofd:TextCode></ofd:TextObject>" + cells(20, ("甲", "", "5"), ("乙", "1", "2"))
    assert rows_of(ofd(page)) == [["甲", "327", "5"], ["乙", "1", "2"]]
    assert advances("g 3 4.2 5", 5) == [4.2, 4.2, 4.2, 5, 5]
    assert advances("", 3) == []


@pytest.mark.parametrize(
    ("how", "inside", "shown"),
    [
        ("", '<ofd:FillColor Value="255 255 255"/>', UNSURE),
        ('Alpha="0"', "", UNSURE),
        ('Fill="false"', "", UNSURE),
        ('Visible="false"', "", ""),
        ('CTM="0.7 0.7 -0.7 0.7 0 0"', "", ""),
        ("", '<ofd:FillColor Value="0 0 0"/>', "9"),
    ],
)
def test_what_leaves_no_ink_or_climbs_is_no_number(how: str, inside: str, shown: str) -> None:
    page = ruled(20, 2) + cells(20, ("甲", "", "5"), ("乙", "1", "2")) + text(84, 23, "9", how, inside)
    assert rows_of(ofd(page))[0] == ["甲", shown, "5"]


def test_a_template_lends_its_lines() -> None:
    assert rows_of(ofd(cells(20, ("甲", "乙"), ("1", "2")), template=ruled(20, 2)))[1] == ["1", "2", ""]


def drawing(name: str, content: str) -> str:
    return f'<ofd:CompositeGraphicUnit ID="{name}"><ofd:Content>{content}</ofd:Content></ofd:CompositeGraphicUnit>'


def use(name: str, x: float, y: float, how: str = "") -> str:
    return f'<ofd:CompositeObject Boundary="{x} {y} 200 100" ResourceID="{name}" {how}/>'


def test_drawings_are_read_where_they_are_used() -> None:
    half = ruled(20, 2) + cells(20, ("甲", "乙"), ("1", "2"))
    page = use("5", 0, 10) + use("5", 0, 110, 'CTM="0.5 0 0 0.5 0 0"')
    resources = drawing("5", use("6", 5, 5)) + drawing("6", half)
    first, second = read(
        ofd(page, resources=f"<ofd:CompositeGraphicUnits>{resources}</ofd:CompositeGraphicUnits>")
    ).tables
    assert [[span.text for span in row] for row in first.rows] == [["甲", "乙", ""], ["1", "2", ""]]
    assert first.rows == second.rows


def test_a_drawing_that_uses_itself_ends() -> None:
    around = "".join(use("5", 0, 0) for _ in range(50))
    page = ruled(20, 2) + cells(20, ("甲", "乙"), ("1", "2")) + use("5", 0, 0)
    assert rows_of(ofd(page, resources=drawing("5", around)))[1] == ["1", "2", ""]


@pytest.mark.parametrize(
    ("how", "shown"), [('Type="Stamp"', "9"), ('Type="Stamp" Visible="false"', ""), ('Type="Watermark"', "")]
)
def test_what_was_written_on_a_page_afterwards_is_part_of_it(how: str, shown: str) -> None:
    page = ruled(20, 2) + cells(20, ("甲", "", "5"), ("乙", "1", "2"))
    looks = f'<ofd:Appearance Boundary="80 20 20 20">{text(4, 3, "9")}</ofd:Appearance>'
    assert rows_of(ofd(page, remarks=f"<ofd:Annot {how}>{looks}</ofd:Annot>"))[0] == ["甲", shown, "5"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ofd('<ofd:ImageObject Boundary="0 0 210 297"/>'), "image_only"),
        (ofd(), "empty"),
        (ofd("", Encryptions="<a/>"), "encrypted"),
        (ofd("<broken"), "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as problem:
        read(data)
    assert problem.value.kind == kind
