"""Rows of an .rtf that are described behind their cells only, where the library looks for it before them."""

import re

import pytest

from crawler.extractors.document import Table
from crawler.extractors.readers import rtf
from tests.layouts import formats
from tests.layouts.case import draw
from tests.layouts.statutory import Style
from tests.layouts.truth import make

_ROW = re.compile(r"(\\trowd\\trgaph108 .*?)(\\pard\\intbl .*?)(\\row)", re.DOTALL)


@pytest.mark.parametrize("form", ["a2021", "b2019", "c2014"])
@pytest.mark.parametrize("behind", [r"\2{\1\3}", r"\2\1\3"])
def test_rows_described_behind_their_cells_are_read_as_any(form: str, behind: str) -> None:
    data = formats.rtf(draw(form, make(form, "full", 7), Style()))
    changed, count = _ROW.subn(behind, data.decode())
    assert count > 20
    assert rtf.read(changed.encode()).blocks == rtf.read(data).blocks


def test_a_row_has_its_own_cells_and_not_those_of_the_row_before() -> None:
    row = r"\pard\intbl {0}\cell {1}\cell{{\trowd\cellx{2}\cellx{3}\row}}"
    wide = r"\pard\intbl a\cell b\cell c\cell{\trowd\cellx1000\cellx2000\cellx3000\row}"
    body = wide + row.format("1", "2", 2000, 3000) + r"\pard end\par"
    (table,) = (
        b for b in rtf.read((r"{\rtf1\ansi \pard begin\par " + body + "}").encode()).blocks if isinstance(b, Table)
    )
    assert [[(span.text, span.columns) for span in line] for line in table.rows] == [
        [("a", 1), ("b", 1), ("c", 1)],
        [("1", 2), ("2", 1)],
    ]
