"""Tables with several years: this year's numbers at their places in the source, and nothing where it cannot be told."""

from collections.abc import Sequence

import pytest

from crawler.extractors import read, readers
from crawler.extractors.document import Span, Table
from crawler.extractors.grid import lay_out
from crawler.extractors.report.years import of_this_year
from crawler.extractors.sniff import sniff
from tests.layouts.catalogue import LAYOUTS

BOTH = [name for name in LAYOUTS if name.startswith("years: ") and "others" not in name]


def _table(*rows: Sequence[str | tuple[str, int, int]]) -> Table:
    return Table(
        0, tuple(tuple(Span(*cell) if isinstance(cell, tuple) else Span(cell) for cell in row) for row in rows)
    )


def _texts(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[span.text for span in row] for row in table.rows]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("form", ["a2021", "c2014"])
def test_places_are_those_of_the_source(name: str, form: str) -> None:
    data, _ = LAYOUTS[name].make(form, "full")
    printed = {
        (table.index, cell.row, cell.column): cell.text
        for table in readers.read(data, sniff(data)).tables
        for line in lay_out(table.rows)
        for cell in line
    }
    (report,) = read(data, name="report").reports
    cells = [cell for cell in report.cells if cell.at is not None]
    assert cells
    assert [printed[cell.at] for cell in cells] == [cell.raw for cell in cells]  # type: ignore[index]


def test_columns_of_other_years_are_left_out() -> None:
    table = _table(("指标", "单位", "2023年", "2022年"), ("甲", "件", "1", "2"))
    assert _texts(of_this_year(table, 2023)) == [["指标", "单位", "2023年"], ["甲", "件", "1"]]
    assert _texts(of_this_year(table, 2022)) == [["指标", "单位", "2022年"], ["甲", "件", "2"]]


def test_a_number_over_two_years_is_doubted() -> None:
    table = _table(("指标", "本年", "上年"), ("甲", ("7", 1, 2)), ("乙", ("无", 1, 2)))
    assert _texts(of_this_year(table, 2023))[1:] == [["甲", "\ufffd"], ["乙", "无"]]


@pytest.mark.parametrize(
    "years",
    [
        ("2021年", "2020年"),
        ("本年", "2023年", "上年"),
        ("本年", "上年", "上年"),
        ("2022年", "本年", "2022年"),
    ],
)
def test_which_numbers_are_of_this_year_is_not_guessed(years: Sequence[str]) -> None:
    assert of_this_year(_table(("指标", *years), ("甲", *"123"[: len(years)])), 2023) is None


def test_rows_of_other_years_are_left_out() -> None:
    table = _table((("甲", 2, 1), "2022年", "1"), ("2023年", "2"), (("乙", 2, 1), "2022年", "3"), ("2023年", "4"))
    assert _texts(of_this_year(table, 2023)) == [["甲", "2"], ["乙", "4"]]


def test_a_year_that_is_not_named_for_every_row_is_unclear() -> None:
    table = _table((("甲", 2, 1), "2022年", "1"), ("2023年", "2"), ("乙", "2022年", "3"))
    assert of_this_year(table, 2023) is None


@pytest.mark.parametrize(
    "row",
    [
        ("本年新收", "上年结转", "合计"),
        ("上一年项目数量", "本年增/减", "处理决定数量"),
        ("2023", "2022", "2021"),
        ("2023年", "1", "2"),
        ("2023年1月", "2023年2月", "3"),
        ("2023年", "2023年", "3"),
    ],
)
def test_other_tables_stay_the_same_object(row: Sequence[str]) -> None:
    table = _table(("指标", *row), ("甲", "1", "2", "3"))
    assert of_this_year(table, 2023) is table
