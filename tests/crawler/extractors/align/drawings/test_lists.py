"""Statutory tables that were turned into lists: a line, or a row, for every number."""

import pytest

import forms
from crawler.extractors.align import Alignment, align
from crawler.extractors.align.drawings.items import tell
from crawler.extractors.document import Paragraph, Span, Table
from forms import Measure
from storage.records import State
from tests.crawler.extractors.align.tables import cells, numbered, report

VALUES = numbered("a2021")
DISCLOSURE = {
    "regulations": ("规章", ("made", "repealed", "in_force")),
    "normative_docs": ("行政规范性文件", ("made", "repealed", "in_force")),
    "licensing": ("行政许可", ("decisions",)),
    "penalties": ("行政处罚", ("decisions",)),
    "coercion": ("行政强制", ("decisions",)),
    "admin_fees": ("行政事业性收费", ("fee_amount",)),
}
NAMES = {
    "made": "本年制发件数",
    "repealed": "本年废止件数",
    "in_force": "现行有效件数",
    "decisions": "本年处理决定数量",
    "fee_amount": "本年收费金额（单位：万元）",
}


def read(found: Alignment, table: str) -> dict[Measure, str | None]:
    return {Measure(*c[:3]): c.raw for c in found.cells if c.table == table and c.state is not State.MISSING}


def expected(table: str) -> dict[Measure, str]:
    return {measure: VALUES[measure] for measure in forms.asked("a2021") if measure.table == table}


def disclosed(pattern: str) -> list[str]:
    return [
        pattern.format(row=label, column=NAMES[column], text=VALUES[Measure("t2a", row, column)])
        for row, (label, columns) in DISCLOSURE.items()
        for column in columns
    ]


def with_lines(lines: list[str]) -> list[Paragraph | Table]:
    return [*map(Paragraph, lines), *report(VALUES)[1:]]


@pytest.mark.parametrize("pattern", ["{row}{column}：{text}", "{row}（{column}）: {text}", "1.{column}—{row}：{text}"])
def test_a_line_that_names_row_and_column_is_read(pattern: str) -> None:
    assert read(align(with_lines(disclosed(pattern))), "t2a") == expected("t2a")


def test_the_row_may_stand_above_its_columns() -> None:
    lines = [line for one in disclosed("{row}|{column}：{text}") for line in one.split("|")]
    assert read(align(with_lines(lines)), "t2a") == expected("t2a")


def test_a_table_of_names_and_numbers_is_read_with_its_places() -> None:
    rows = tuple(cells(*line.split("|")) for line in disclosed("{row}{column}|{text}"))
    found = align([Table(0, rows), *report(VALUES)[1:]])
    assert read(found, "t2a") == expected("t2a")
    assert next(c.at for c in found.cells if c.column == "repealed") == (0, 1, 1)


def test_a_few_such_lines_are_prose() -> None:
    assert read(align(with_lines(disclosed("{row}{column}：{text}")[:5])), "t2a") == {}


def test_a_document_without_a_word_is_of_no_form() -> None:
    assert align([]).form == "unknown"


def test_a_row_without_its_column_is_nobodys_number() -> None:
    assert read(align(with_lines(disclosed("{row}：{text}"))), "t2a") == {}


def test_what_two_lines_say_differently_is_not_taken() -> None:
    lines = disclosed("{row}{column}：{text}")
    found = read(align(with_lines([*lines, "规章本年制发件数：1"])), "t2a")
    assert found == {m: t for m, t in expected("t2a").items() if m[1:] != ("regulations", "made")}


COLUMNS = [(column.key, column.label) for column in forms.table("t3").columns]


def requested(blank: str = "") -> list[str]:
    """A line a row with its label, then a line a column; ``blank``: the column whose number is left out."""
    lines = []
    for row in forms.table("t3").rows_of("a2021"):
        lines.append(row.label)
        if row.kind != "group":
            for key, label in COLUMNS:
                lines.append(f"{label}：{'' if label == blank else VALUES[Measure('t3', row.key, key)]}")
    return lines


def test_columns_below_their_row_are_read() -> None:
    tables = report(VALUES)
    assert read(align([tables[0], *map(Paragraph, requested()), tables[2]]), "t3") == expected("t3")


@pytest.mark.parametrize(("key", "blank"), COLUMNS)
def test_a_column_without_its_number_is_no_row_of_the_next(key: str, blank: str) -> None:
    tables = report(VALUES)
    found = read(align([tables[0], *map(Paragraph, requested(blank)), tables[2]]), "t3")
    assert found == {m: "" if m.column == key else t for m, t in expected("t3").items()}


def test_a_number_may_stand_on_the_line_below_its_name() -> None:
    lines = disclosed("{row}{column}：{text}")
    found = read(align(with_lines(["行政强制本年处理决定数量：", "7", *lines[:5], *lines[6:8], lines[9]])), "t2a")
    assert Measure("t2a", "coercion", "decisions") not in found


def test_a_column_above_its_rows_may_be_one_of_several() -> None:
    lines = ["现行有效件数：", "规章：3件", "行政规范性文件：5件", *disclosed("{row}{column}：{text}")[6:]]
    found = read(align(with_lines(lines)), "t2a")
    assert Measure("t2a", "regulations", "in_force") not in found


S14 = [(row, Measure("s14", row.key, "count")) for row in forms.table("s14").rows]
COUNTED = numbered("c2014")


def indicators(pattern: str) -> list[Paragraph | Table]:
    lines = [
        row.label if row.kind == "group" else pattern.format(label=row.label, unit=row.unit, text=COUNTED[measure])
        for row, measure in S14
    ]
    return [Paragraph("政府信息公开情况统计表"), *(Paragraph(p) for line in lines for p in line.split("|"))]


@pytest.mark.parametrize("pattern", ["{label}：{text}{unit}", "{label} {unit} {text}", "{label}|{unit}|{text}"])
def test_indicators_as_lines_are_read(pattern: str) -> None:
    found = read(align(indicators(pattern)), "s14")
    assert {measure: text.rstrip("万元条件次人篇个") for measure, text in found.items() if text} == COUNTED


@pytest.mark.parametrize("pattern", ["{text}|{label}", "{text}|{label}|{unit}", "{unit}|{text}|{label}"])
def test_indicators_behind_their_numbers_are_not_read(pattern: str) -> None:
    assert read(align(indicators(pattern)), "s14") == {}


FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DISPUTED = [VALUES[measure] for measure in forms.asked("a2021") if measure.table == "t4"]


@pytest.mark.parametrize("pattern", ["{name} {text} 件", "{name}为{text}件", "{name}：{text}"])
@pytest.mark.parametrize(
    "groups", [("行政复议：", "行政诉讼：未经复议直接起诉：", "复议后起诉："), ("行政复议：",) * 3]
)
def test_results_behind_the_name_of_their_group_are_read(pattern: str, groups: tuple[str, ...]) -> None:
    lines = [
        group + "，".join(pattern.format(name=name, text=DISPUTED[5 * n + i]) for i, name in enumerate(FIVE)) + "。"
        for n, group in enumerate(groups)
    ]
    found = read(align([*report(VALUES)[:2], *map(Paragraph, lines)]), "t4")
    assert found.keys() == (expected("t4").keys() if len(set(groups)) > 1 else set())
    assert [text for text in map(_number, found.values()) if text not in DISPUTED] == []


def _number(text: str | None) -> str:
    return (text or "").rstrip("件 ")


LOCAL = [(row.label, row.unit, str(900 + n)) for n, row in enumerate(forms.table("s08").rows)]


@pytest.mark.parametrize("apart", ["　", "|"])
def test_local_indicators_as_lines_are_read_where_each_has_one_number(apart: str) -> None:
    rows = [apart.join((label, unit or "", text)).split("|") for label, unit, text in LOCAL]
    lines = [Paragraph(text) for row in [["指标名称", "计量单位", "本年度"], *rows] for text in row]
    found = read(align(lines), "s08")
    assert [found[Measure("s08", row.key, "count")] for row in forms.table("s08").rows] == [text for *_, text in LOCAL]
    two = [Paragraph(f"{block.text} 7") for block in lines[3:]]
    assert read(align([*lines[:3], *two]), "s08") == {}


def test_a_list_of_indicators_without_its_beginning_is_not_taken() -> None:
    whole = indicators("{label}：{text}{unit}")
    start = next(n for n, block in enumerate(whole) if "主动公开规范性文件数" in block.text)
    assert read(align([whole[0], *whole[start:]]), "s14") == {}


def test_a_number_before_the_first_label_means_that_all_stand_before_theirs() -> None:
    whole = indicators("{label} {unit} {text}")
    assert read(align([whole[0], Paragraph("12"), *whole[1:]]), "s14") == {}


def test_a_sentence_ends_a_list_of_indicators() -> None:
    whole = indicators("{label} {unit} {text}")
    half = len(whole) // 2
    parted = [*whole[:half], Paragraph("以上各项由区政府办公室统计。"), *whole[half:]]
    found = read(align(parted), "s14")
    assert {text for text in found.values() if text} <= set(COUNTED.values())
    assert len(found) < len(COUNTED)


def test_the_form_is_told_by_what_its_list_of_disclosure_names() -> None:
    lines = [Paragraph(line) for line in disclosed("{row}{column}：{text}")]
    assert tell(lines) == "a2021"
    assert tell(lines[:3]) is None


def listed(pattern: str, *, before: tuple[str, ...] = ()) -> list[Paragraph | Table]:
    """The disclosure as a table whose rows are these lines, ``|`` between their cells and ``/`` between rows."""
    lines = [line for one in disclosed(pattern) for line in one.split("/")]
    return [Table(0, tuple(cells(*line.split("|")) for line in (*before, *lines))), *report(VALUES)[1:]]


@pytest.mark.parametrize("pattern", ["{row}|{column}|{text}", "{row}/{column}|{text}"])
def test_row_and_column_may_stand_in_cells_of_their_own(pattern: str) -> None:
    found = align(listed(pattern))
    assert read(found, "t2a") == expected("t2a")
    at = next(c.at for c in found.cells if c.column == "repealed" and c.row == "regulations")
    assert at == ((0, 3, 1) if "/" in pattern else (0, 1, pattern.count("|")))


def test_a_table_with_a_wider_row_is_no_list() -> None:
    assert read(align(listed("{row}{column}|{text}", before=("甲|乙|丙|丁|戊",))), "t2a") == {}


def test_a_name_with_an_empty_cell_behind_it_is_blank() -> None:
    of = Measure("t2a", "regulations", "repealed")
    blocks = listed("{row}|{column}|{text}")
    rows = list(blocks[0].rows) if isinstance(blocks[0], Table) else []
    rows[1] = (*rows[1][:2], Span(""))
    found = next(c for c in align([Table(0, tuple(rows)), *blocks[1:]]).cells if Measure(*c[:3]) == of)
    assert (found.state, found.raw, found.at) == (State.BLANK, "", (0, 1, 2))


def test_the_fewest_labels_that_name_a_number_are_its_name() -> None:
    lines = disclosed("其他说明|{row}{column}：{text}")
    assert read(align(with_lines([part for line in lines for part in line.split("|")])), "t2a") == expected("t2a")
