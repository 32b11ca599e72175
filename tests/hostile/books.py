"""Workbooks whose sheets are larger than they look."""

from tests.hostile.catalogue import hostile
from tests.hostile.packages import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _book(sheet: str, strings: str = "", before: str = "", sheets: int = 1) -> bytes:
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    rels = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    rels += f'<Relationship Id="rIdS" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    worksheet = f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}">{sheet}</worksheet>'
    workbook = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{_KINDS}.{kind}+xml"/>'
        for part, kind in (("xl/workbook.xml", "sheet.main"), ("xl/worksheets/sheet1.xml", "worksheet"))
    )
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}">{root}</Relationships>',
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}">{rels}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        **{f"xl/worksheets/sheet{n}.xml": worksheet for n in range(1, sheets + 1)},
    }
    return zipped({name: text.encode() for name, text in files.items()})


@hostile("xlsx")
def a_sheet_that_says_it_is_endless() -> bytes:
    cell = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _book(
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{cell}</sheetData>'
    )


@hostile("xlsx")
def a_cell_beyond_the_last_column() -> bytes:
    return _book('<sheetData><row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row></sheetData>')


@hostile("xlsx")
def one_cell_merged_over_the_whole_sheet() -> bytes:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return _book(f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>{merge}')


@hostile("xlsx")
def a_hundred_thousand_merged_ranges() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:Z{n + 50}"/>' for n in range(1, 100_001))
    return _book(f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>{merges}</mergeCells>')


@hostile("xlsx")
def one_long_string_in_fifty_thousand_cells() -> bytes:
    rows = "<row>" + '<c t="s"><v>0</v></c>' * 500 + "</row>"
    return _book(f"<sheetData>{rows * 100}</sheetData>", f"<si><t>{'年' * 100_000}</t></si>")


@hostile("xlsx", quick=False)
def ten_million_shared_strings() -> bytes:
    return _book("<sheetData/>", "<si><t>1</t></si>" * 2_500_000)


@hostile("xlsx")
def strings_that_are_not_there() -> bytes:
    return _book('<sheetData><row><c t="s"><v>99999999999999999999</v></c><c t="s"><v>-1</v></c></row></sheetData>')


@hostile("xlsx")
def an_entity_that_doubles_in_a_sheet() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return _book(
        '<sheetData><row><c t="str"><v>&a11;</v></c></row></sheetData>',
        before=f'<!DOCTYPE x [<!ENTITY a0 "12">{entities}]>',
    )


@hostile("xlsx")
def two_thousand_sheets() -> bytes:
    return _book('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', sheets=2000)


@hostile("xlsx")
def a_number_of_a_million_digits() -> bytes:
    return _book(f"<sheetData><row><c><v>{'9' * 1_000_000}</v></c></row></sheetData>")
