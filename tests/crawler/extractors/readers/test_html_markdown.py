"""Markdown whose tables are HTML, as converters of documents write it."""

import pytest

from crawler.extractors import reading
from crawler.extractors.readers.html.markdown import as_page
from tests.layouts import formats
from tests.layouts.case import Case, draw
from tests.layouts.statutory import Style
from tests.layouts.truth import make


def written(case: Case) -> str:
    """A line a paragraph, and each table in one line of HTML without any other markup."""
    parts = [f"# {case.title}"]
    for block in case.blocks():
        if not isinstance(block, str):
            parts.append(formats.bare_table(block))
        elif block != case.title:
            parts.append(f"## {block}" if block[1:2] == "、" else block)
    return "\n\n".join(parts) + "\n"


@pytest.mark.parametrize("form", ["a2021", "b2019"])
def test_title_agency_and_sections_are_found_beside_the_cells(form: str) -> None:
    case = draw(form, make(form, "full", 5), Style())
    (report,) = reading.read(written(case).encode()).reports
    assert (report.title, report.agency) == (case.title, "示例区示例局")
    assert len(report.sections) == 6
    assert sum(cell.value is not None for cell in report.cells) == len(case.truth)


@pytest.mark.parametrize(
    "source",
    ["<html><body>a<table><tr><td>1</table>", "# a\n<p>b</p><table><tr><td>1</table>", "# a\nb", "a<table><tr><td>1"],
)
def test_any_other_source_stays_as_it_is(source: str) -> None:
    assert as_page(source) == source
