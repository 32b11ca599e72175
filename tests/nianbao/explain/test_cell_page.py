"""Every cell is marked where it is printed, whatever the file is; and nothing of a page survives that could act."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.charset import decode
from crawler.extractors.explanation import About, explain
from crawler.extractors.sniff import Kind, sniff
from nianbao.explain.cell import cell_page
from nianbao.explain.inert import inert
from storage.records import At, Refusal, Report, State
from tests.layouts.catalogue import LAYOUTS

GOLDEN = Path(__file__).parents[2] / "golden"
FILES = sorted(path for path in GOLDEN.glob("*/*.*") if path.suffix in (".html", ".doc", ".docx", ".txt"))
MADE = ("workbook", "PDF", "RTF in Unicode", "OpenDocument", "MHTML", "zip around a .docx", "PDF: 表三 in four tables")


def check(data: bytes) -> int:
    """How many cells were looked at."""
    parts = explain(data, About(name="report"))
    assert not isinstance(parts, Refusal)
    seen = 0
    for part in parts:
        assert isinstance(part.report, Report)
        for cell in part.report.cells:
            if cell.state is State.REPORTED:
                assert cell.at is not None
                assert "".join((cell.raw or "").split()) in _marked(data, part.document, cell.at), cell
                seen += 1
    return seen


def _marked(data: bytes, document, at: At) -> str:
    if sniff(data) is Kind.HTML:
        node = LexborHTMLParser(inert(decode(data, None)[0], at)).css_first("[data-marked]")
    else:
        node = LexborHTMLParser(cell_page("report", {}, document, at, None)).css_first("td.marked")
    assert node is not None, at
    return "".join(node.text().split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_number_of_a_golden_report_is_marked_where_it_stands(path: Path) -> None:
    assert check(path.read_bytes()) >= 20


@pytest.mark.parametrize("name", MADE)
def test_every_number_is_marked_in_every_kind_of_file(name: str) -> None:
    data, _ = LAYOUTS[name].make("a2021", "full", 0)
    assert check(data) > 100


HOSTILE = """<html><head><base href="http://evil/"><meta http-equiv="refresh" content="0;url=http://evil/">
<link rel=stylesheet href="http://evil/a.css"><style>@import url(http://evil/b.css)</style>
<script>alert(1)</script></head>
<body onload="alert(2)" background="http://evil/c.png"><img src="http://evil/d.png" alt="章">
<a href="javascript:alert(3)">甲</a>
<iframe src="http://evil/"></iframe><svg onload="alert(4)"><a xlink:href="http://evil/"></a></svg><form action="http://evil/">
<input type=hidden name=x></form><object data="http://evil/"></object>
<p style="background:url(http://evil/e.png);text-align:center">乙</p>
<table background="http://evil/f.png"><tr><td rowspan="2" onclick="alert(5)">丙</td><td>1</td></tr>
<tr><td>2</td></tr></table>
</body></html>"""


def test_nothing_of_a_page_runs_loads_or_leads_away() -> None:
    page = inert(HOSTILE, At(0, 1, 1))
    assert "evil" not in page
    assert "alert" not in page
    tree = LexborHTMLParser(page)
    assert not tree.css("script, iframe, object, svg, link, base, img")
    assert tree.css_first("meta[http-equiv]").attributes["content"].startswith("default-src 'none'")
    assert tree.css_first("[data-marked]").text() == "2"
    assert tree.css_first("td[rowspan]").text() == "丙"
    assert "[章]" in page
    assert "text-align:center" not in page


def test_the_page_around_it_escapes_what_the_original_says() -> None:
    page = cell_page("<b>", {"raw": "<script>"}, None, None, (HOSTILE.encode(), None))
    frame = LexborHTMLParser(page).css_first("iframe")
    assert frame.attributes["sandbox"] == ""
    assert "乙" in frame.attributes["srcdoc"]
    assert not LexborHTMLParser(page).css("script")
