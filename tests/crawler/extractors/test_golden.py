"""Golden reports: every shape of a report gives the rows that stand beside it in expected.json."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from crawler.extractors import read
from crawler.extractors.readers import html
from storage.records import Cell, Outcome, Report

GOLDEN = Path(__file__).parents[2] / "golden"
CASES = sorted(path.parent for path in GOLDEN.glob("*/expected.json"))
SHAPES = ("page.html", "report.doc", "report.docx", "page.txt")
INPUTS = [folder / shape for folder in CASES for shape in SHAPES if (folder / shape).exists()]


def report_in(path: Path) -> Report:
    reading = read(path.read_bytes())
    assert reading.refusal is None
    (report,) = reading.reports
    return report


def expected_of(path: Path) -> dict[str, Any]:
    return json.loads((path.parent / "expected.json").read_text("utf-8"))


def row(cell: Cell) -> list[str | None]:
    value = None if cell.value is None else str(cell.value)
    return [cell.table, cell.row, cell.column, value, cell.state.value, cell.raw]


def plain(text: str) -> str:
    """Without white space and in one width: shapes differ in both."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[f"{p.parent.name}/{p.name}" for p in paths])


def test_the_first_report_comes_in_all_four_shapes() -> None:
    assert [(GOLDEN / "xinfangban-2024" / shape).exists() for shape in SHAPES] == [True] * 4


@each(INPUTS)
def test_every_cell_is_read_as_it_was_printed(path: Path) -> None:
    expected = expected_of(path)["cells"]
    asked = {tuple(cell[:3]) for cell in expected}
    read_rows = [row(cell) for cell in report_in(path).cells]
    assert [cell for cell in read_rows if tuple(cell[:3]) in asked] == expected


@each(INPUTS)
def test_cells_that_the_report_does_not_have_are_missing(path: Path) -> None:
    asked = {tuple(cell[:3]) for cell in expected_of(path)["cells"]}
    others = [row(cell) for cell in report_in(path).cells if (cell.table, cell.row, cell.column) not in asked]
    assert {cell[1] for cell in others} <= {"other_public_docs"}  # the row that only Hubei has
    assert all(cell[3:] == [None, "missing", None] for cell in others)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_2021_form_gives_200_cells(shape: str) -> None:
    cells = report_in(GOLDEN / "xinfangban-2024" / shape).cells
    assert {table: sum(cell.table == table for cell in cells) for table in ("t2a", "t3", "t4")} == {
        "t2a": 10,
        "t3": 175,
        "t4": 15,
    }


@each(INPUTS)
def test_agency_year_form_and_title_are_read(path: Path) -> None:
    expected, report = expected_of(path), report_in(path)
    assert (report.year, report.format) == (expected["year"], expected["format"])
    assert report.agency == expected["on_page" if path.name == "page.html" else "agency"]
    assert report.title == expected["title"].get(path.name, expected["title"]["other"])


@each(INPUTS)
def test_the_publication_date_stands_on_the_page_only(path: Path) -> None:
    published = report_in(path).published
    assert (published and published.isoformat()) == expected_of(path)["published"].get(path.name)


@each(INPUTS)
def test_the_six_sections_are_found_with_their_text(path: Path) -> None:
    expected, report = expected_of(path), report_in(path)
    assert [[s.key, plain(s.title)] for s in report.sections] == [[k, plain(t)] for k, t in expected["sections"]]
    texts = {section.key: plain(section.text) for section in report.sections}
    for key, lines in expected["prose"].items():
        assert texts[key] == plain("".join(lines)), key


@each(INPUTS)
def test_exactly_the_identities_fail_that_were_made_to_fail(path: Path) -> None:
    failed = [(f.identity, dict(f.bind)) for f in report_in(path).findings if f.outcome is Outcome.FAIL]
    wanted = [(fail["identity"], fail["bind"]) for fail in expected_of(path)["fails"]]
    assert sorted(failed, key=str) == sorted(wanted, key=str)


@each(INPUTS)
def test_a_unit_is_kept_where_the_form_names_none(path: Path) -> None:
    units = {f"{c.table}.{c.row}.{c.column}": c.unit for c in report_in(path).cells if c.unit}
    assert units == expected_of(path)["units"]


@each([path for path in INPUTS if path.name == "page.html"])
def test_the_footer_names_the_site_and_never_the_agency(path: Path) -> None:
    page = html.Page(path.read_bytes(), None)
    assert page.meta["siteidcode"] == expected_of(path)["site_code"]["page.html"]
    assert "办公室" in path.read_text("utf-8").split("主办：")[1][:20]
    assert "区人民政府办公室" not in (report_in(path).agency or "")


@pytest.mark.parametrize("folder", CASES, ids=[folder.name for folder in CASES])
def test_all_shapes_of_a_report_agree_cell_for_cell(folder: Path) -> None:
    shapes = [report_in(path) for path in INPUTS if path.parent == folder]
    assert len(shapes) >= 2
    first, *others = shapes
    for other in others:
        assert [row(cell) for cell in other.cells] == [row(cell) for cell in first.cells]
        assert [(s.key, plain(s.text)) for s in other.sections] == [(s.key, plain(s.text)) for s in first.sections]
