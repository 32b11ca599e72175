"""Sheets that are no workbooks of Excel: OpenDocument, XML of Excel 2003, text with tabs or commas."""

import io
import zipfile

import pytest

from crawler.errors import Unreadable
from crawler.extractors import numbers, readers
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.readers import text
from crawler.extractors.report import facts
from crawler.extractors.sniff import Kind, sniff
from storage.records import State

TITLE = "某区教育局2024年政府信息公开工作年度报告"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
SML = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def shown(document: Document) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [[tuple(span) for span in row] for row in block.rows]
        for block in document.blocks
    ]


def read(data: bytes) -> list[object]:
    return shown(readers.read(data, sniff(data)))


COVERED = "<table:covered-table-cell/>"


def cell(said: str, how: str = "") -> str:
    return f"<table:table-cell {how}>" + (f"<text:p>{said}</text:p>" if said else "") + "</table:table-cell>"


def ods(*rows: str, hidden: str = "") -> str:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    style = f'<style:style style:name="h"><style:table-properties table:display="{hidden or "true"}"/></style:style>'
    sheet = f'<table:table table:style-name="h">{body}</table:table>'
    return f"{style}<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"


def package(content: str, kind: Kind = Kind.ODS) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", kind.media_type)
        archive.writestr("content.xml", f"<office:document-content {NAMES}>{content}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", "<a/>")
    return written.getvalue()


def flat(content: str, kind: Kind = Kind.ODS) -> bytes:
    root = f'office:document {NAMES} office:mimetype="{kind.media_type}"'
    return f'<?xml version="1.0"?><{root}>{content}</office:document>'.encode()


ROWS = (
    cell(TITLE) + '<table:table-cell table:number-columns-repeated="1023"/>',
    cell("指标", 'table:number-rows-spanned="2"')
    + cell("数量", 'table:number-columns-spanned="2"')
    + "<table:covered-table-cell/>",
    COVERED + cell("今年") + cell("去年"),
    cell("规章")
    + cell("12<office:annotation><text:p>9</text:p></office:annotation>", 'office:value="12.4"')
    + cell(""),
)
SHOWN = [
    TITLE,
    [[("指标", 2, 1), ("数量", 1, 2)], [("今年", 1, 1), ("去年", 1, 1)], [("规章", 1, 1), ("12", 1, 1), ("", 1, 1)]],
]


@pytest.mark.parametrize("wrap", [package, flat])
def test_an_opendocument_sheet_says_what_is_printed_in_it(wrap: object) -> None:
    assert callable(wrap)
    assert sniff(wrap(ods(*ROWS))) is Kind.ODS
    assert read(wrap(ods(*ROWS))) == SHOWN
    assert read(wrap(ods(*ROWS, hidden="false"))) == []


def test_a_sheet_that_is_no_xml_is_damaged() -> None:
    with pytest.raises(Unreadable) as problem:
        read(package("<broken"))
    assert problem.value.kind == "damaged"


def test_an_opendocument_text_in_one_piece_is_read_as_its_package_is() -> None:
    body = (
        f"<office:body><office:text><text:p>{TITLE}</text:p><text:h>一、总体情况</text:h></office:text></office:body>"
    )
    assert sniff(flat(body, Kind.ODT)) is Kind.ODT
    assert read(flat(body, Kind.ODT)) == read(package(body, Kind.ODT)) == [TITLE, "一、总体情况"]


def test_a_sheet_of_excel_2003_has_its_cells_where_they_say() -> None:
    rows = (
        f'<Row><Cell><Data ss:Type="String">{TITLE}</Data></Cell></Row>',
        (
            '<Row ss:Index="3"><Cell ss:MergeDown="1"><Data>指标</Data></Cell>'
            '<Cell ss:MergeAcross="1"><Data>数量</Data></Cell></Row>'
        ),
        '<Row><Cell ss:Index="2"><Data>今年</Data></Cell><Cell><Data>去年</Data></Cell></Row>',
        (
            '<Row><Cell><Data>规章</Data></Cell><Cell ss:Index="3">'
            '<Data ss:Type="Number">23.800000000000001</Data></Cell></Row>'
        ),
    )
    hidden = f"<Worksheet><Table>{rows[0]}</Table><x:WorksheetOptions xmlns:x='urn:schemas-microsoft-com:office:excel'>"
    hidden += "<x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
    shown_sheet = f"<Worksheet><Table>{''.join(rows)}</Table></Worksheet>"
    data = f'<?xml version="1.0"?><Workbook {SML}>{shown_sheet}{hidden}</Workbook>'.encode()
    assert sniff(data) is Kind.SPREADSHEETML
    assert read(data) == [
        TITLE,
        [
            [("指标", 2, 1), ("数量", 1, 2)],
            [("今年", 1, 1), ("去年", 1, 1)],
            [("规章", 1, 1), ("", 1, 1), ("23.8", 1, 1)],
        ],
    ]


@pytest.mark.parametrize("mark", ["\t", ","])
def test_a_text_whose_lines_have_as_many_cells_each_is_a_sheet(mark: str) -> None:
    lines = ([TITLE, "", ""], ["指标", "今年", "去年"], ["", "", ""], ['"1,规章"', "12", ""])
    data = "".join(f"{mark.join(line)}\r\n" for line in lines)
    assert shown(text.read(data)) == [
        TITLE,
        [
            [("指标", 1, 1), ("今年", 1, 1), ("去年", 1, 1)],
            *[[("", 1, 1)] * 3],
            [("1,规章", 1, 1), ("12", 1, 1), ("", 1, 1)],
        ],
    ]


def test_lines_with_tabs_among_others_are_a_table_and_indented_lines_are_none() -> None:
    lines = (TITLE, "\t一、总体情况", "指标\t今年\t去年", "规章\t\t12", "\t二、其他", "\t结束")
    assert shown(text.read("\n".join(lines))) == [
        TITLE,
        "一、总体情况",
        [[("指标", 1, 1), ("今年", 1, 1), ("去年", 1, 1)], [("规章", 1, 1), ("", 1, 1), ("12", 1, 1)]],
        "二、其他",
        "结束",
    ]


@pytest.mark.parametrize("end", ["\t", "\t5"])
def test_a_text_that_breaks_off_in_a_row_says_nothing_of_its_last_cell(end: str) -> None:
    (table,) = text.read(f"指标\t今年\n规章\t12\n许可{end}").tables
    assert numbers.read(table.rows[-1][-1].text).state is State.UNREADABLE


def test_text_that_was_deleted_and_stands_at_its_place_is_left_out() -> None:
    regions = "".join(
        f'<text:changed-region text:id="{name}"><text:{how}/></text:changed-region>'
        for name, how in (("a", "deletion"), ("b", "insertion"))
    )
    marked = "".join(
        f'<text:change-start text:change-id="{name}"/>{said}<text:change-end text:change-id="{name}"/>'
        for name, said in (("a", "73<text:span>4</text:span>"), ("b", "8402"))
    )
    unseen = '<text:section text:name="s" text:display="none"><text:p>模板说明</text:p></text:section>'
    body = f"<text:tracked-changes>{regions}</text:tracked-changes><text:p>共{marked}件</text:p>{unseen}"
    whole = f"<office:body><office:text>{body}</office:text></office:body>"
    assert read(flat(whole, Kind.ODT)) == read(package(whole, Kind.ODT)) == ["共8402件"]


LEFT = [
    [("指标", 1, 1), ("数量", 1, 2)],
    [("规章", 2, 1), ("12", 1, 1), ("3", 1, 1)],
    [("7", 1, 1), ("8", 1, 1)],
]
"""What is seen of a sheet with a hidden row and a hidden column."""


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_and_columns_of_an_opendocument_sheet_are_left_out(how: str) -> None:
    hide = f'table:visibility="{how}"'
    columns = f"<table:table-column/><table:table-column {hide}/><table:table-column/>"
    rows = (
        cell("指标") + cell("数量", 'table:number-columns-spanned="3"') + COVERED * 2,
        cell("规章", 'table:number-rows-spanned="3"') + cell("99") + cell("12") + cell("3"),
        COVERED + cell("98") + cell("97") + cell("96"),
        COVERED + cell("95") + cell("7") + cell("8"),
    )
    body = "".join(f"<table:table-row {hide if i == 2 else ''}>{row}</table:table-row>" for i, row in enumerate(rows))
    sheet = f"<table:table>{columns}{body}</table:table>"
    assert read(package(f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>")) == [LEFT]


def test_a_row_of_which_every_cell_is_covered_keeps_its_place() -> None:
    tall = 'table:number-rows-spanned="2"'
    rows = (cell("规章", tall) + cell("12", tall), COVERED * 2, cell("行政许可") + cell("5"))
    (table,) = read(package(ods(cell("指标") + cell("数量"), *rows)))
    assert isinstance(table, list)
    assert table[1:] == [[("规章", 2, 1), ("12", 2, 1)], [], [("行政许可", 1, 1), ("5", 1, 1)]]


def test_hidden_rows_and_columns_of_a_sheet_of_excel_2003_are_left_out() -> None:
    columns = '<Column/><Column ss:Index="2" ss:Hidden="1"/>'
    rows = (
        '<Row><Cell><Data>指标</Data></Cell><Cell ss:MergeAcross="2"><Data>数量</Data></Cell></Row>',
        (
            '<Row><Cell ss:MergeDown="2"><Data>规章</Data></Cell><Cell><Data>99</Data></Cell>'
            "<Cell><Data>12</Data></Cell><Cell><Data>3</Data></Cell></Row>"
        ),
        '<Row ss:Hidden="1"><Cell ss:Index="2"><Data>98</Data></Cell><Cell><Data>97</Data></Cell></Row>',
        '<Row><Cell ss:Index="3"><Data>7</Data></Cell><Cell><Data>8</Data></Cell></Row>',
    )
    sheet = f"<Worksheet><Table>{columns}{''.join(rows)}</Table></Worksheet>"
    assert read(f'<?xml version="1.0"?><Workbook {SML}>{sheet}</Workbook>'.encode()) == [LEFT]


def test_a_text_box_of_word_with_a_table_is_read_as_libreoffice_writes_it() -> None:
    loext = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    draw = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    rows = "".join(
        f"<loext:table-row>{''.join(f'<loext:table-cell><text:p>{text}</text:p></loext:table-cell>' for text in row)}"
        "</loext:table-row>"
        for row in (("指标", "数量"), ("规章", "12"))
    )
    table = f'<loext:table {loext}><loext:table-column table:number-columns-repeated="2"/>{rows}</loext:table>'
    shape = f"<draw:custom-shape {draw}>{table}<text:p/><draw:enhanced-geometry/></draw:custom-shape>"
    whole = f"<office:body><office:text><text:p>{TITLE}{shape}</text:p></office:text></office:body>"
    table_read = [[("指标", 1, 1), ("数量", 1, 1)], [("规章", 1, 1), ("12", 1, 1)]]
    assert read(package(whole, Kind.ODT)) == [TITLE, table_read]


def test_a_page_that_is_one_sheet_has_its_title_in_its_first_row() -> None:
    rows = "".join(
        f"<tr><td colspan=3>{text}</td></tr>" for text in (TITLE, "2024年，我局依法公开政府信息。", "一、总体情况")
    )
    page = f"<html><body><table>{rows}<tr><td>指标<td>单位<td>数量</tr></table></body></html>"
    found = facts.find(readers.read(page.encode(), Kind.HTML))
    assert (found.title, found.agency, found.year) == (TITLE, "某区教育局", 2024)
