"""Letters of a PDF and the cells of its ruled tables that they belong to."""

import pytest

from crawler.extractors.readers.pdf.letters import Letter
from crawler.extractors.readers.pdf.tables import table_of

_EDGE = 40.0
BOXES = [(x, y, x + _EDGE, y + 20) for y in (0.0, 20.0) for x in (0.0, _EDGE)]


def letters(text: str, right: float, top: float) -> list[Letter]:
    """A text of letters ten wide that ends at ``right``."""
    start = right - 10 * len(text)
    return [Letter(mark, start + 10 * i, start + 10 * (i + 1), top, top + 10) for i, mark in enumerate(text)]


@pytest.mark.parametrize("mark", ["）", "、", "。"])
def test_a_mark_that_hangs_over_the_edge_belongs_to_the_word_that_it_closes(mark: str) -> None:
    label = letters(f"不补正{mark}", _EDGE + 8, 25)
    number = letters("3", _EDGE + 18, 25)
    part, outside = table_of(BOXES, [*letters("行许", 30, 5), *letters("总计", 70, 5), *label, *number], 0, layer=False)
    assert part is not None
    assert [cell.text for cell in part.cells] == ["行许", "总计", f"不补正{mark}", "3"]
    assert outside == []


def test_a_number_that_runs_into_the_next_cell_stays_unread() -> None:
    part, _ = table_of(
        BOXES, [*letters("行许", 30, 5), *letters("总计", 70, 5), *letters("1234", 60, 25)], 0, layer=False
    )
    assert part is not None
    assert not any(cell.text.isdigit() for cell in part.cells)
