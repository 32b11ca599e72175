"""Rows without any text at the end of a table of a .doc, .rtf or .odt, which the library leaves out."""

import io
import zipfile
from collections.abc import Sequence

import pytest

from crawler.extractors.document import Document, Table
from crawler.extractors.readers import doc, odt, rtf
from tests.crawler.extractors.readers.test_doc_nesting import OUTER_CELL, PLAIN, ends_row, word

Rows = Sequence[Sequence[str]]

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def read_doc(tables: Sequence[Rows]) -> Document:
    paragraphs = [("题\r", PLAIN)]
    for table in tables:
        for row in table:
            paragraphs += [(f"{cell}\x07", OUTER_CELL) for cell in row]
            paragraphs.append(("\x07", ends_row(OUTER_CELL, b"\x17\x24", len(row))))
        paragraphs.append(("完\r", PLAIN))
    return doc.read(word(paragraphs))


def read_rtf(tables: Sequence[Rows]) -> Document:
    body = []
    for table in tables:
        for row in table:
            edges = "".join(rf"\cellx{1000 * (n + 1)}" for n in range(len(row)))
            body.append(rf"\trowd{edges} " + "".join(rf"\pard\intbl\qc {{\f1 {cell}\cell }}" for cell in row) + r"\row")
        body.append(r"\pard end\par ")
    return rtf.read((r"{\rtf1\ansi \pard begin\par " + "".join(body) + "}").encode())


def read_odt(tables: Sequence[Rows]) -> Document:
    made = "".join(
        f'<table:table table:name="T"><table:table-column table:number-columns-repeated="{len(table[0])}"/>'
        + "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in table
        )
        + "</table:table><text:p>end</text:p>"
        for table in tables
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {_NAMESPACES}><office:body><office:text>{made}</office:text></office:body>"
            "</office:document-content>",
        )
    return odt.read(written.getvalue())


def texts(document: Document) -> list[list[list[str]]]:
    return [[[s.text for s in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)]


TABLES = [
    [["a", "b"], ["1", "2"], ["", ""]],
    [["m"], [""], ["9"], [""]],
]


@pytest.mark.parametrize("read", [read_doc, read_rtf, read_odt])
def test_blank_rows_at_the_end_of_a_table_are_there(read: object) -> None:
    assert callable(read)
    assert texts(read(TABLES)) == TABLES


@pytest.mark.parametrize("read", [read_doc, read_rtf, read_odt])
def test_no_other_row_or_word_comes_with_them(read: object) -> None:
    assert callable(read)
    document = read(TABLES)
    lines = [block.text for block in document.blocks if not isinstance(block, Table)]
    assert not any(letter > "\ue000" and letter < "\uf8ff" for line in lines for letter in line)
    assert sum(len(table) for table in texts(document)) == sum(map(len, TABLES))


def test_characters_written_as_numbers_are_text() -> None:
    row = r"\trowd\cellx1000\cellx2000 \pard\intbl \u30002?\cell \'31\cell\row"
    (table,) = texts(rtf.read((r"{\rtf1\ansi " + row + row + r"\pard end\par}").encode()))
    assert table == [["甲", "1"], ["甲", "1"]]
