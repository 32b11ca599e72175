"""Word files (.docx), OpenDocument and flat Word XML whose XML is the weapon."""

from collections.abc import Callable

from tests.hostile.catalogue import add, hostile
from tests.hostile.packages import zipped

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLE = "示例区示例局2023年政府信息公开工作年度报告"
_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
_BOMB = f'<!DOCTYPE x [<!ENTITY a0 "12">{_ENTITIES}]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
_NETWORK = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY a11 SYSTEM "http://127.0.0.1:9/x">]>'
_PARAMETER = '<!DOCTYPE x [<!ENTITY % f SYSTEM "file:///etc/passwd"><!ENTITY % g "%f;%f;">%g;]>'
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY a11 "{"1" * 100_000}">]>'


def _docx(body: str, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": xml.encode()})


def _said(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_said(text)}</w:tc>"


def _table(rows: str) -> str:
    return f"{_said(_TITLE)}<w:tbl>{rows}</w:tbl>"


def _odt(body: str, before: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
    )
    xml = (
        f"<?xml version='1.0'?>{before}<office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml.encode()})


def _flat(body: str, before: str = "") -> bytes:
    name = "http://schemas.microsoft.com/office/word/2003/wordml"
    document = f'<w:wordDocument xmlns:w="{name}"><w:body>{body}</w:body></w:wordDocument>'
    return f'<?xml version="1.0"?>{before}<?mso-application progid="Word.Document"?>{document}'.encode()


_WRITERS: dict[str, tuple[Callable[[str, str], bytes], str]] = {
    "docx": (_docx, _said(f"{_TITLE}&a11;")),
    "odt": (_odt, f"<text:p>{_TITLE}&a11;</text:p>"),
    "wordml": (_flat, _said(f"{_TITLE}&a11;")),
}
for _format, (_write, _body) in _WRITERS.items():
    for _name, _before in (
        ("an entity that doubles", _BOMB),
        ("an entity from the disk", _OUTSIDE),
        ("an entity from the network", _NETWORK),
        ("a parameter entity", _PARAMETER),
    ):
        add(f"{_format}: {_name}", _format, lambda write=_write, body=_body, before=_before: write(body, before))


@hostile("docx")
def a_long_entity_named_ten_thousand_times() -> bytes:
    return _docx(_said("&a11;" * 10_000), _QUADRATIC)


@hostile("docx", quick=False)
def a_word_table_of_a_million_cells() -> bytes:
    return _docx(_table(f"<w:tr>{_cell('12') * 1000}</w:tr>" * 1000))


@hostile("docx")
def word_tables_ten_thousand_deep() -> bytes:
    return _docx("<w:tbl><w:tr><w:tc>" * 10_000 + _said("12") + "</w:tc></w:tr></w:tbl>" * 10_000)


@hostile("docx")
def word_tables_sixty_deep_in_two_columns() -> bytes:
    body = _said("12")
    for _ in range(60):
        body = f"<w:tbl><w:tr><w:tc>{_said('1')}{body}</w:tc><w:tc>{_said('2')}</w:tc></w:tr></w:tbl>"
    return _docx(body)


@hostile("docx")
def cells_that_span_a_billion_columns() -> bytes:
    span = '<w:gridSpan w:val="1000000000"/>'
    return _docx(_table(f"<w:tr>{_cell('12', span) * 20}</w:tr>" * 200))


@hostile("docx")
def a_span_of_less_than_nothing() -> bytes:
    span = '<w:gridSpan w:val="-2147483649"/><w:vMerge/>'
    return _docx(_table(f"<w:tr>{_cell('12', span) * 20}</w:tr>" * 200))


@hostile("docx")
def cells_merged_over_fifty_thousand_rows() -> bytes:
    merged = '<w:vMerge w:val="restart"/>'
    first = f"<w:tr>{_cell('12', merged) * 2}</w:tr>"
    return _docx(_table(first + f"<w:tr>{_cell('', '<w:vMerge/>') * 2}</w:tr>" * 50_000))


@hostile("docx")
def rows_that_begin_a_billion_columns_in() -> bytes:
    before = '<w:trPr><w:gridBefore w:val="1000000000"/><w:gridAfter w:val="1000000000"/></w:trPr>'
    return _docx(_table(f"<w:tr>{before}{_cell('12')}</w:tr>" * 100))


@hostile("docx")
def a_part_of_zeros() -> bytes:
    return zipped({"word/document.xml": bytes(40 * 2**20)})


@hostile("docx", quick=False)
def a_part_of_a_gigabyte() -> bytes:
    return zipped({"word/document.xml": b"<w:document>" + b" " * 2**30})


@hostile("docx")
def a_hundred_thousand_text_boxes_in_each_other() -> bytes:
    return _docx("<w:p><w:r><w:pict><w:txbxContent>" * 100_000)


@hostile("docx")
def styles_that_stand_on_themselves() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 500}"/></w:style>'
        for n in range(500)
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="s{n}"/></w:pPr><w:r><w:t>一、</w:t></w:r></w:p>' for n in range(500))
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "word/document.xml": document.encode(),
            "word/styles.xml": f'<w:styles xmlns:w="{_MAIN}">{styles}</w:styles>'.encode(),
        }
    )


@hostile("docx")
def a_million_runs_in_a_paragraph() -> bytes:
    return _docx(f"<w:p>{'<w:r><w:t>1</w:t></w:r>' * 1_000_000}</w:p>")


@hostile("docx")
def an_attribute_of_ten_megabytes() -> bytes:
    return _docx(f'<w:p w:rsidR="{"1" * 10_000_000}"><w:r><w:t>{_TITLE}</w:t></w:r></w:p>')


@hostile("docx")
def relationships_that_lead_out() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" '
        'Target="file:///etc/passwd"/><Relationship Id="r2" Type="x" Target="../../../../etc/passwd"/></Relationships>'
    )
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{_said(_TITLE)}</w:body></w:document>'
    return zipped({"word/document.xml": document.encode(), "word/_rels/document.xml.rels": rels.encode()})


@hostile("docx")
def a_macro_and_an_embedded_program() -> bytes:
    document = f'<w:document xmlns:w="{_MAIN}"><w:body>{_said(_TITLE)}</w:body></w:document>'
    return zipped(
        {
            "word/document.xml": document.encode(),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
            "word/embeddings/oleObject1.bin": b"MZ" + bytes(4096),
        }
    )


@hostile("odt")
def an_odt_row_repeated_a_billion_times() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="1000000000"><text:p>12</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    return _odt(f"<text:p>{_TITLE}</text:p><table:table>{row}</table:table>")


@hostile("odt")
def odt_sections_fifty_thousand_deep() -> bytes:
    return _odt("<text:section>" * 50_000 + "</text:section>" * 50_000)


@hostile("odt")
def odt_spaces_a_billion() -> bytes:
    return _odt(f'<text:p>{_TITLE}<text:s text:c="1000000000"/>1</text:p>')


@hostile("wordml")
def flat_xml_a_hundred_thousand_deep() -> bytes:
    return _flat("<w:sect>" * 100_000)
