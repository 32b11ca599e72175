"""The statistics of 2014 to 2018: one indicator a row, its unit and its number."""

import pytest

import forms
from crawler.extractors.align import align
from crawler.extractors.align.walk import Alignment
from crawler.extractors.document import Span, Table
from storage.records import State
from tests.crawler.extractors.align.tables import cells

LISTED = list(forms.table("s14").rows_of("c2014"))
NUMBERED = [row for row in LISTED if row.kind != "group"]
VALUES = {row.key: str(101 + n) for n, row in enumerate(NUMBERED)}


def read(*rows: tuple[Span, ...], index: int = 0) -> Alignment:
    return align([Table(index, rows)])


def raws(found: Alignment) -> dict[str, str | None]:
    return {cell.row: cell.raw for cell in found.cells if cell.state is not State.MISSING}


def drawn(make: str) -> list[tuple[Span, ...]]:
    """Every row in columns by their letters: n number of the row, l label, u unit, v value, r remark, b blank."""
    rows = []
    for n, row in enumerate(LISTED, 1):
        texts = {"n": str(n), "l": row.label, "u": row.unit or "", "v": VALUES.get(row.key, ""), "r": "", "b": ""}
        rows.append(cells(*(texts[letter] for letter in make)))
    return rows


@pytest.mark.parametrize(
    ("head", "make"),
    [
        (("统计指标", "单位", "统计数"), "luv"),
        (("统计指标", "统计数"), "lv"),
        (("序号", "统计指标", "单位", "统计数"), "nluv"),
        (("统计指标", "单位", "统计数", "备注"), "luvr"),
        (("统计指标", "统计数", "单位"), "lvu"),
        (("统计指标", "单位", "2016年"), "luv"),
        (("统计指标", "", "单位", "统计数"), "lbuv"),
    ],
)
def test_the_number_is_in_the_column_of_numbers_wherever_it_stands(head: tuple[str, ...], make: str) -> None:
    found = read(cells(*head), *drawn(make))
    assert found.form == "c2014"
    assert raws(found) == VALUES
    assert found.extras == ()


def test_without_headings_the_number_stands_behind_the_unit_or_the_label() -> None:
    assert raws(read(*drawn("luv"))) == raws(read(*drawn("lv"))) == VALUES


@pytest.mark.parametrize(
    ("parts", "read_as"),
    [(("区直部门", "乡镇街道"), VALUES), (("2015年", "2016年"), {}), (("上半年", "下半年"), {})],
)
def test_the_whole_counts_beside_its_parts_and_not_beside_times(
    parts: tuple[str, str], read_as: dict[str, str]
) -> None:
    rows = [(*row, Span("7"), Span("8")) for row in drawn("luv")]
    assert raws(read(cells("统计指标", "单位", "合计", *parts), *rows)) == read_as


def test_two_columns_of_numbers_are_nobodys_and_their_cells_are_lost() -> None:
    found = read(cells("统计指标", "2016年", "2017年"), *drawn("lvv"))
    assert raws(found) == {}
    assert {measure.row for measure in found.lost} == set(VALUES)
    assert {measure.table for measure in found.lost} == {"s14"}
    assert {measure.column for measure in found.lost} == {column.key for column in forms.table("s14").columns}
    assert any(warning.endswith("no number certain to be its own") for warning in found.warnings)


def test_where_a_number_stands_and_how_alike_its_label_is_are_told() -> None:
    rows = [cells("统计指标", "单位", "统计数"), *drawn("luv")]
    place = next(n for n, row in enumerate(rows) if row[0].text == NUMBERED[0].label)
    label = NUMBERED[0].label.replace("主动公开", "主动公布", 1)
    rows[place] = (Span(label), *rows[place][1:])
    found = {cell.row: cell for cell in read(*rows, index=4).cells if cell.state is not State.MISSING}
    first, second = found[NUMBERED[0].key], found[NUMBERED[1].key]
    assert first.at == (4, place, 2)
    assert first.match is not None
    assert 0.75 <= first.match < 1
    assert second.match is None


def test_the_unit_of_a_row_is_that_of_its_number() -> None:
    row = next(row for row in NUMBERED if row.unit == "万元")
    rows = [cells("统计指标", "单位", "统计数"), *drawn("luv")]
    place = next(n for n, line in enumerate(rows) if line[0].text == row.label)
    rows[place] = cells(row.label, "元", "25000")
    (cell,) = (cell for cell in read(*rows).cells if cell.row == row.key)
    assert (cell.raw, str(cell.value)) == ("25000", "2.5")


def test_a_row_with_a_number_too_many_is_nobodys() -> None:
    row = NUMBERED[3]
    rows = [cells("统计指标", "单位", "统计数"), *drawn("luv")]
    place = next(n for n, line in enumerate(rows) if line[0].text == row.label)
    rows[place] = cells(row.label, row.unit or "", "5", "6")
    found = read(*rows)
    assert raws(found) == {key: text for key, text in VALUES.items() if key != row.key}


def test_of_two_labels_beside_each_other_none_has_the_blanks_behind_them() -> None:
    rows = (
        cells("1.按时办结数", "2.延期办结数", "", ""),
        cells("7", "8", "", ""),
        cells("六、举报投诉数量", "9", "", ""),
    )
    assert raws(read(cells("统计指标", "统计数"), *rows)).keys() <= {"complaints"}


def test_bare_numerals_in_a_column_of_their_own_are_ordinals() -> None:
    """行政复议 and 行政诉讼 have rows of the same names below them."""
    rows = []
    for listed in LISTED:
        ordinal = next((mark for mark in ("、", "）", ".") if mark in listed.label[:4]), "")
        first, label = listed.label.split(ordinal, 1) if ordinal else ("", listed.label)
        texts = (f"{first}{ordinal.strip('、.')}", label, listed.unit or "", VALUES.get(listed.key, ""))
        rows.append(cells(*texts))
    assert [span.text for span in rows[-5][:1]] == ["（四）"]
    assert raws(read(cells("序号", "统计指标", "单位", "统计数"), *rows)) == VALUES


@pytest.mark.parametrize("count", ["", "7"])
def test_a_unit_may_stand_once_beside_several_rows(count: str) -> None:
    head = cells("统计指标", "单位", "统计数")
    rows = [(Span("1.按时办结数"), Span("件", 2), Span("5")), (Span("2.延期办结数"), Span(count))]
    assert raws(read(head, *rows)) == {"closed_on_time": "5", "closed_extended": count}


def test_of_a_column_that_a_local_form_has_not_nothing_is_lost() -> None:
    rows = [row for row in forms.table("s08").rows_of("d2008") if row.kind != "group"]
    head = cells("指标名称", "计量单位", "数量")
    found = read(head, *(cells(row.label, row.unit or "条", str(10 + n)) for n, row in enumerate(rows)))
    assert raws(found) == {row.key: str(10 + n) for n, row in enumerate(rows)}
    assert (found.warnings, found.lost) == ((), frozenset())


@pytest.mark.parametrize("unit", ["，件", ",件", "，单位：件"])
def test_a_unit_may_stand_behind_a_label_and_a_comma(unit: str) -> None:
    rows = [cells(f"1.按时办结数{unit}", "5"), cells("2.延期办结数", "6")]
    assert raws(read(cells("统计指标", "统计数"), *rows)) == {"closed_on_time": "5", "closed_extended": "6"}
