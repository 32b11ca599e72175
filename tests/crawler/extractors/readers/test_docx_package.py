"""Word files whose packages are not as they should be, and which Word opens all the same."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from crawler.extractors import read
from crawler.extractors.readers import docx
from tests.layouts import pages, truth, word
from tests.layouts.case import draw
from tests.layouts.statutory import Style

_STRICT = (
    (b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"),
    (
        b"schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
Change = Callable[[str, bytes], bytes | None]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return word.write(draw("a2021", truth.make("a2021", "full"), Style()))


def changed(data: bytes, change: Change) -> bytes:
    """The package with every part changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        for name in package.namelist():
            if (part := change(name, package.read(name))) is not None:
                other.writestr(name, part)
    return out.getvalue()


def strict(_: str, part: bytes) -> bytes:
    for ours, theirs in _STRICT:
        part = part.replace(ours, theirs)
    return part


def without_relationships(name: str, part: bytes) -> bytes | None:
    return None if name.endswith(".rels") else part


def without_pictures(name: str, part: bytes) -> bytes | None:
    return None if name.endswith(".jpeg") else part


def with_a_broken_theme(name: str, part: bytes) -> bytes:
    return b"<a:theme" if "theme" in name else part


def elsewhere(name: str, part: bytes) -> bytes:
    return part.replace(b'"word/document.xml"', b'"/word/document.xml"') if name == "_rels/.rels" else part


def lost(name: str, part: bytes) -> bytes:
    return part.replace(b'"word/document.xml"', b'"word/nothing.xml"') if name == "_rels/.rels" else part


@pytest.mark.parametrize(
    "change", [strict, without_relationships, without_pictures, with_a_broken_theme, elsewhere, lost]
)
def test_a_package_that_word_opens_gives_every_cell(whole: bytes, change: Change) -> None:
    (expected,) = read(whole).reports
    (report,) = read(changed(whole, change)).reports
    assert report.cells == expected.cells
    assert report.sections == expected.sections


def test_a_comment_inside_a_text_does_not_cut_it_in_two(whole: bytes) -> None:
    def commented(name: str, part: bytes) -> bytes:
        return part.replace("行政".encode(), "行<!-- -->政".encode()) if name == "word/document.xml" else part

    assert read(changed(whole, commented)).reports[0].cells == read(whole).reports[0].cells


def test_a_package_without_a_document_is_damaged(whole: bytes) -> None:
    reading = read(changed(whole, lambda name, part: b"<a/>" if name == "word/document.xml" else part))
    assert reading.refusal is not None
    assert reading.refusal.kind == "damaged"


def as_it_was(name: str, part: bytes) -> bytes:
    """With what each cell spanned before somebody changed it, which Word keeps beside what it spans now."""
    was = b"<w:tcPrChange w:id='1'><w:tcPr><w:gridSpan w:val='3'/><w:vMerge/></w:tcPr></w:tcPrChange></w:tcPr>"
    return part.replace(b"</w:tcPr>", was) if name == "word/document.xml" else part


def test_what_a_cell_spanned_before_it_was_changed_says_nothing(whole: bytes) -> None:
    assert read(changed(whole, as_it_was)).reports[0].cells == read(whole).reports[0].cells


def in_html(name: str, part: bytes) -> bytes:
    """A body of nothing but a page of HTML, as web offices write it."""
    if name == "word/document.xml":
        start, end = part.index(b"<w:body>") + 8, part.rindex(b"</w:body>")
        return part[:start] + b'<w:p/><w:altChunk r:id="rIdHtml"/>' + part[end:]
    if name.endswith("document.xml.rels"):
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
        chunk = f'<Relationship Id="rIdHtml" Type="{kind}" Target="theme/theme1.xml"/></Relationships>'
        return part.replace(b"</Relationships>", chunk.encode())
    if name == "word/theme/theme1.xml":
        return pages.html(draw("a2021", truth.make("a2021", "full"), Style()))
    return part


def test_a_page_of_html_inside_is_read(whole: bytes) -> None:
    (report,) = read(changed(whole, in_html)).reports
    (as_word,) = read(whole).reports
    assert [(cell.value, cell.state) for cell in report.cells] == [(cell.value, cell.state) for cell in as_word.cells]


def sheet(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("how", "rows"),
    [
        ('Type="Embed" DrawAspect="Content"', [["指标", "数量"], ["规章", "12"]]),
        ('Type="Embed" DrawAspect="Icon"', None),
        ('Type="Link" DrawAspect="Content"', None),
    ],
)
def test_a_sheet_that_is_an_object_of_the_document_stands_where_it_is_shown(
    how: str, rows: list[list[str]] | None
) -> None:
    namespaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    shown = '<v:shape><v:imagedata r:id="i"/></v:shape>'
    held = f'<w:object>{shown}<o:OLEObject ProgID="Excel.Sheet.12" r:id="e" {how}/></w:object>'
    body = f"<w:p><w:r><w:t>上</w:t></w:r><w:r>{held}</w:r></w:p><w:p><w:r><w:t>下</w:t></w:r></w:p>"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
    related = f'<Relationship Id="e" Type="{relation}" Target="embeddings/a.xlsx"/>'
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("word/document.xml", f"<w:document {namespaces}><w:body>{body}</w:body></w:document>")
        package.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>',
        )
        package.writestr("word/embeddings/a.xlsx", sheet([["指标", "数量"], ["规章", "12"]]))
    document = docx.read(written.getvalue())
    found = [[[span.text for span in row] for row in table.rows] for table in document.tables]
    assert found == ([rows] if rows else [])
    assert [getattr(block, "text", "table") for block in document.blocks] == ["上", *(["table"] if rows else []), "下"]
    assert len(document.pictures) == (0 if rows else 1)
