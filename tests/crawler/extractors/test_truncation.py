"""A file of which the end is missing, as broken downloads leave it: what is read of it is true, and nothing else."""

import re
from functools import partial

import pytest

from crawler.extractors import read
from storage.records import State
from tests.layouts import flattened, formats, pages, truth, word
from tests.layouts.case import Case, draw
from tests.layouts.layout import Write
from tests.layouts.statutory import Style
from tests.layouts.truth import meaning

WRITERS: dict[str, Write] = {
    "page": pages.html,
    "page, office markup": partial(pages.html, markup=pages.office),
    "page, no cell closed": partial(pages.html, close=False),
    "text": lambda case: flattened.text(case, flattened.own_cells),
    "Markdown": lambda case: flattened.text(case, flattened.markdown),
    "text, a cell a line": lambda case: flattened.text(case, flattened.one_cell_a_line),
    "Word": word.write,
    "Word 2003 XML": formats.wordml,
    "RTF": formats.rtf,
    "RTF in Unicode": partial(formats.rtf, unicode=True),
    "OpenDocument": formats.odt,
    "MHTML": formats.mhtml,
    "workbook": formats.xlsx,
    "PDF": formats.pdf,
}


def _case() -> Case:
    return draw("a2021", truth.make("a2021", "full"), Style())


def _invented(data: bytes, case: Case) -> list[str]:
    """Cells that say what the whole file does not."""
    told = {m: meaning(text) for m, text in case.truth.items()}
    return [
        f"{'.'.join(cell[:3])}: {cell.raw!r} ({cell.state.value})"
        for report in read(data).reports
        for cell in report.cells
        if cell.state not in (State.MISSING, State.UNREADABLE) and (cell.state.value, cell.value) != told.get(cell[:3])  # type: ignore[call-overload]
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_cut_off_anywhere_invents_nothing(name: str) -> None:
    case = _case()
    data = WRITERS[name](case)
    for percent in range(3, 100, 3):
        assert _invented(data[: len(data) * percent // 100], case) == [], f"cut off at {percent} %"


@pytest.mark.parametrize("name", ["page", "page, office markup", "page, no cell closed", "text", "Markdown", "RTF"])
def test_a_number_cut_in_two_is_not_its_first_half(name: str) -> None:
    case = _case()
    data = WRITERS[name](case)
    places = [match.start() + 2 for match in re.finditer(rb"(?<=[> |{])\d{3,4}(?=[<\s|\\}])", data)]
    for place in places[:: max(1, len(places) // 25)]:
        assert _invented(data[:place], case) == [], data[place - 30 : place]
