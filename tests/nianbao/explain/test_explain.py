"""What is said of a reading: every placed cell with its rule, and the original beside it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.explanation import Explanation, explain
from nianbao.cli.reading.explanations import explain_files
from nianbao.cli.reading.extract import extract
from nianbao.explain import lines, page
from storage.records import Refusal, Report, State

GOLDEN = Path(__file__).parents[2] / "golden"
UNBALANCED = GOLDEN / "unbalanced-2022" / "page.html"


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    found = explain(UNBALANCED.read_bytes())
    assert not isinstance(found, Refusal)
    (part,) = found
    return part


@pytest.fixture(scope="module")
def report(explanation: Explanation) -> Report:
    assert isinstance(explanation.report, Report)
    return explanation.report


def test_every_read_cell_has_its_line_on_the_terminal(explanation: Explanation, report: Report) -> None:
    told = "\n".join(lines(explanation))
    for cell in report.cells:
        if cell.state is not State.MISSING:
            shown = cell.state.value if cell.value is None else format(cell.value, "f")
            assert re.search(rf"→ {cell.table} {cell.row}: .*\b{cell.column} {re.escape(shown)}", told), cell


def test_what_fails_is_told_with_its_cells(explanation: Explanation, report: Report) -> None:
    failing = [line for line in lines(explanation) if line.startswith("fails: ")]
    assert failing
    assert all(re.search(r": t[234]\w? \w+ \w+", line) for line in failing)


def test_every_cell_of_the_reading_leads_to_its_place_in_the_original(explanation: Explanation, report: Report) -> None:
    tree = LexborHTMLParser(page("page.html", [explanation]))
    places = {node.attributes["id"]: node for node in tree.css("td[id]")}
    links = {node.attributes["href"][1:] for node in tree.css("a[href^='#']")}
    assert links <= places.keys()
    for cell in report.cells:
        if cell.at is not None:
            place = places[f"p0t{cell.at.table}r{cell.at.row}c{cell.at.column}"]
            assert place.text(strip=True) == (cell.raw or "")
            assert f"{cell.table} {cell.row} {cell.column} = " in place.attributes["title"]


def test_cells_that_do_not_add_up_are_marked_on_both_sides(explanation: Explanation) -> None:
    tree = LexborHTMLParser(page("page.html", [explanation]))
    marked = tree.css("td.failing")
    assert any("id" in node.attributes for node in marked)
    assert any("id" not in node.attributes for node in marked)


def test_the_page_loads_nothing_and_runs_nothing(explanation: Explanation) -> None:
    html = page("<script>alert(1)</script>", [explanation])
    tree = LexborHTMLParser(html)
    assert not tree.css("script, img, link, iframe, object")
    assert "url(" not in html
    assert "<title>&lt;script&gt;" in html


def test_a_file_that_is_no_report_is_shown_with_its_tables() -> None:
    found = explain("<html><title>关于做好年报工作的通知</title><table><tr><td>甲<td>1</table>".encode())
    assert not isinstance(found, Refusal)
    told = list(lines(found[0]))
    assert told[0].startswith("no report (not_a_report)")
    assert "甲 | 1" in told[2]
    assert "甲" in page("a.html", found)


def test_several_files_make_a_folder_of_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(UNBALANCED), str(tmp_path / "none.html")]
    assert not explain_files(files, None, terminal=False, page_to=tmp_path / "pages")
    assert (tmp_path / "pages" / "page.html.html").exists()
    told = capsys.readouterr()
    assert "explained in" in told.out
    assert "none.html: no such file; check the path" in told.err


def test_no_page_is_written_over_another_or_over_a_file_to_explain(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    files = [tmp_path / "a" / "1.html", tmp_path / "b" / "1.html", pages / "1.html.html"]
    for n, path in enumerate(files):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<html><title>{n}</title><table><tr><td>no {n}<td>1</table>", "utf-8")
    before = [path.read_bytes() for path in files]
    explain_files(list(map(str, files)), None, terminal=False, page_to=pages)
    assert [path.read_bytes() for path in files] == before
    written = sorted(set(pages.iterdir()) - set(files))
    assert ["".join(re.findall(r"no \d", path.read_text("utf-8"))) for path in written] == ["no 0", "no 1", "no 2"]


def test_a_page_in_place_of_the_file_to_explain_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "1.html"
    path.write_text("<html><title>x</title>", "utf-8")
    told = CliRunner().invoke(extract, ["--explain-html", str(path), str(path)])
    assert told.exit_code == 2
    assert "would write over" in told.output
    assert path.read_text("utf-8") == "<html><title>x</title>"
