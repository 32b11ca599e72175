"""Labels above their numbers: put together only where all of a table is drawn so."""

import pytest

from crawler.extractors.align.drawings.folded import across, below_labels
from crawler.extractors.document import Span
from crawler.extractors.grid import Line, lay_out


def _lines(*rows: str) -> list[Line]:
    """Rows of cells apart by a bar; a row of one cell is as wide as the widest."""
    width = max(row.count("|") + 1 for row in rows)
    cells = [row.split("|") for row in rows]
    return lay_out([[Span(text, 1, width if len(row) == 1 else 1) for text in row] for row in cells])


def _texts(lines: list[Line]) -> list[list[str]]:
    return [[cell.text for cell in line] for line in lines]


def test_every_label_comes_before_the_numbers_below_it() -> None:
    folded = below_labels(_lines("自然人|总计", "新收", "1|2", "结转", "|", "公开", "-|4"))
    assert _texts(folded) == [["自然人", "总计"], [], ["新收", "1", "2"], [], ["结转", "", ""], [], ["公开", "-", "4"]]
    assert [cell.column for cell in folded[2]] == [-1, 0, 1]
    assert {cell.row for cell in folded[2]} == {2}


@pytest.mark.parametrize(
    "rows",
    [
        ("自然人|总计", "新收", "1|2"),
        ("自然人|总计", "1|2", "新收", "3|4", "结转", "5|6", "公开"),
        ("自然人|总计", "新收", "1|2", "结转", "3|4", "公开|5"),
        ("自然人|总计", "新收", "1|2", "3|4", "结转", "5|6"),
        ("自然人|总计", "新收", "一项|2", "结转", "3|4"),
        ("新收|1|2", "结转|3|4"),
        ("第一项", "新收|1", "第二项", "结转|2"),
    ],
)
def test_other_tables_stay_as_they_are(rows: tuple[str, ...]) -> None:
    assert below_labels(_lines(*rows)) == _lines(*rows)


def test_a_label_is_put_before_the_number_right_below_it() -> None:
    found = across(_lines("新收|结转|公开", "1|2|", "报送|培训|会议", "4|5|无"))
    assert [(y, [cell.text for cell in line]) for y, line in found] == [
        (1, ["新收", "1"]),
        (1, ["结转", "2"]),
        (1, ["公开", ""]),
        (3, ["报送", "4"]),
        (3, ["培训", "5"]),
        (3, ["会议", "无"]),
    ]
    assert all(cell.row == y for y, line in found for cell in line)


@pytest.mark.parametrize(
    "rows",
    [
        ("新收|结转", "1|2"),
        ("新收|结转", "1|2", "报送|", "4|5"),
        ("新收|结转", "1|2", "报送|培训"),
        ("新收|结转", "1|2", "报送|3", "4|5"),
        ("新收|结转", "1|两项", "报送|培训", "4|5"),
        ("新收|结转|公开", "1|2", "报送|培训|会议", "4|5|6"),
        ("1|2", "新收|结转", "3|4", "报送|培训"),
    ],
)
def test_rows_that_do_not_alternate_throughout_stay_as_they_are(rows: tuple[str, ...]) -> None:
    assert across(_lines(*rows)) == list(enumerate(_lines(*rows)))


def test_rows_may_end_in_blanks_that_fill_them_up() -> None:
    found = across(_lines("新收|结转|公开", "1|2|3", "报送||", "4||"))
    assert [[cell.text for cell in line] for _, line in found][-1] == ["报送", "4"]
    assert len(found) == 4
