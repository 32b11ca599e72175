"""The tables of the forms as a whole: what is printed goes where it belongs, and what is not certain is missing."""

from decimal import Decimal
from itertools import pairwise

import pytest

import forms
from crawler.extractors.align import align
from crawler.extractors.align.disputes import adds_up, order_of_groups
from crawler.extractors.align.walk import Alignment
from crawler.extractors.document import Paragraph, Span, Table
from crawler.extractors.grid import turn
from forms import Measure
from storage.records import State
from tests.crawler.extractors.align.tables import cells, disclosure, disputes, numbered, report, requests

VALUES = numbered("a2021")


def raws(found: Alignment, table: str = "") -> dict[Measure, str | None]:
    return {
        Measure(*cell[:3]): cell.raw
        for cell in found.cells
        if cell.state is not State.MISSING and cell.table.startswith(table)
    }


def printed(table: str) -> dict[Measure, str]:
    """What the notice's own rows print: rows that only some districts add are not among them."""
    asked = set(forms.asked("a2021"))
    return {measure: text for measure, text in VALUES.items() if measure.table == table and measure in asked}


def test_a_report_in_the_shape_of_the_notice_is_read_whole() -> None:
    found = align(report(VALUES))
    assert found.form == "a2021"
    assert raws(found) == printed("t2a") | printed("t3") | printed("t4")
    assert found.warnings == ()
    assert found.lost == frozenset()
    assert found.extras == ()


def test_cells_come_in_the_order_of_the_form_missing_ones_included() -> None:
    found = align(report(VALUES)[:1])
    assert [Measure(*cell[:3]) for cell in found.cells] == list(forms.asked("a2021"))
    assert {cell.state for cell in found.cells if cell.table != "t2a"} == {State.MISSING}
    assert set(found.warnings) == {"t3: not found", "t4: not found"}


def test_tables_of_no_form_are_unknown_and_kept_as_they_stand() -> None:
    found = align([Table(0, (cells("项目", "数量"), cells("甲", "5")))])
    assert (found.form, found.cells) == ("unknown", ())
    assert [extra.labels for extra in found.extras] == [("项目", "数量"), ("甲",)]


# ------------------------------------------------------------------ 表三


def test_the_columns_may_stand_in_any_order() -> None:
    inner = ("lp_other", "lp_legal_service", "lp_business", "lp_research", "lp_public_interest")
    order = ("natural_person", *inner, "total")
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(requests(VALUES, order=order)))]
    assert raws(align(tables), "t3") == printed("t3")


@pytest.mark.parametrize("cut", range(4, 28, 3))
def test_the_rows_may_go_on_in_another_table(cut: int) -> None:
    rows = requests(VALUES)
    head, rest = rows[:cut], [tuple(Span(s.text, 1, s.columns) for s in row) for row in rows[cut:]]
    found = raws(align([Table(0, tuple(head)), Table(1, tuple(rest))]), "t3")
    assert found.items() <= printed("t3").items()
    assert len(found) > 0.9 * len(printed("t3"))


def test_without_headings_rows_that_do_not_add_up_are_missing() -> None:
    found = align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(requests(VALUES)[3:]))])
    assert raws(found, "t3") == {}
    assert any("no heading row" in warning for warning in found.warnings)


def test_without_headings_rows_that_add_up_are_read_in_the_order_of_the_form() -> None:
    parts = [c.key for c in forms.table("t3").columns if c.key != "total"]
    values = dict(VALUES)
    for measure in VALUES:
        if measure.table == "t3" and measure.column == "total":
            values[measure] = str(sum(int(VALUES[measure._replace(column=part)]) for part in parts))
    found = align([Table(0, tuple(disclosure(values, "a2021"))), Table(1, tuple(requests(values)[3:]))])
    assert raws(found, "t3") == {m: values[m] for m in printed("t3")}


def test_a_row_with_a_cell_too_few_is_missing_and_the_others_are_read() -> None:
    rows = requests(VALUES)
    rows[3] = rows[3][:-1]
    found = align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows))])
    assert {m.row for m in printed("t3")} - {m.row for m in raws(found, "t3")} == {"new_received"}
    assert {measure.row for measure in found.lost if measure.table == "t3"} == {"new_received"}


def test_a_table_with_rows_for_columns_is_turned() -> None:
    found = align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, turn(requests(VALUES)))])
    assert raws(found, "t3") == printed("t3")


def test_the_trial_forms_other_results_are_one_row() -> None:
    values = numbered("b2019")
    rows = requests(VALUES)
    trial = [row for row in rows if not any(span.text.startswith(("1.申请人", "2.申请人")) for span in row)]
    place = next(n for n, row in enumerate(trial) if row[0].text.startswith("3.其他"))
    trial[place] = (Span("（六）其他处理", 1, 2), *trial[place][1:])
    found = align([Table(0, tuple(disclosure(values, "b2019"))), Table(1, tuple(trial))])
    assert found.form == "b2019"
    assert raws(found, "t3")[Measure("t3", "other_undivided", "total")] == VALUES[Measure("t3", "other_misc", "total")]


# ------------------------------------------------------------------ 表二


def blocks() -> list[list[tuple[Span, ...]]]:
    """The rows of every block: article, headings, data."""
    rows = disclosure(VALUES, "a2021")
    starts = [n for n, row in enumerate(rows) if len(row) == 1]
    return [rows[a:b] for a, b in pairwise([*starts, len(rows)])]


def test_blocks_in_tables_of_their_own_are_read_alike() -> None:
    assert raws(align([Table(n, tuple(part)) for n, part in enumerate(blocks())]), "t2a") == printed("t2a")


def test_articles_may_stand_in_a_column_of_their_own_with_a_name() -> None:
    rows: list[tuple[Span, ...]] = []
    for article, head, *body in blocks():
        rows += [(Span("类别"), *head), (Span(article[0].text, len(body)), *body[0]), *body[1:]]
    assert raws(align([Table(0, tuple(rows))]), "t2a") == printed("t2a")


def test_columns_of_a_block_are_found_by_their_names() -> None:
    rows = [
        (row[0], *reversed(row[1:])) if len(row) > 2 else row  # three columns, the other way round
        for row in disclosure(VALUES, "a2021")
    ]
    assert raws(align([Table(0, tuple(rows))]), "t2a") == printed("t2a")


def test_an_amount_in_yuan_is_converted_and_kept_as_printed() -> None:
    rows = [tuple(s._replace(text=s.text.replace("万元", "元")) for s in row) for row in disclosure(VALUES, "a2021")]
    (fee,) = (cell for cell in align([Table(0, tuple(rows))]).cells if cell.row == "admin_fees")
    assert fee.raw == VALUES[Measure(*fee[:3])]
    assert fee.value == Decimal(fee.raw) / 10000


def test_a_row_of_no_form_is_kept_beside_the_table_it_stands_in() -> None:
    rows = disclosure(VALUES, "a2021")
    rows.insert(4, cells("其他主动公开文件", "901", "902", "903"))
    found = align([Table(0, tuple(rows))])
    assert raws(found, "t2a") == printed("t2a")
    assert [(extra.table, extra.labels, extra.cells) for extra in found.extras] == [
        ("t2a", ("其他主动公开文件",), ("901", "902", "903"))
    ]


# ------------------------------------------------------------------ 表四


def with_disputes(rows: list[tuple[Span, ...]]) -> Alignment:
    return align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows))])


def test_two_rows_of_numbers_that_differ_are_nobodys() -> None:
    rows = disputes(VALUES)
    found = with_disputes([*rows, cells(*(str(n) for n in range(501, 516)))])
    assert raws(found, "t4") == {}
    assert any("two rows of numbers" in warning for warning in found.warnings)
    assert raws(with_disputes([*rows, rows[-1]]), "t4") == printed("t4")


def test_a_remark_behind_a_number_costs_its_cell_and_not_the_row() -> None:
    rows = disputes(VALUES)
    rows[-1] = (Span("12(上年9)"), *rows[-1][1:])
    found = raws(align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows))]), "t4")
    assert set(found.values()) == {"12(上年9)", *list(printed("t4").values())[1:]}


def test_the_numbers_of_the_columns_are_no_values() -> None:
    rows = disputes(VALUES)
    rows.insert(3, cells(*(str(n) for n in range(1, 16))))
    assert raws(with_disputes(rows), "t4") == printed("t4")


def test_the_numbers_may_stand_at_the_top_of_the_next_table() -> None:
    head, values = disputes(VALUES)[:3], disputes(VALUES)[3:]
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(head)), Table(2, tuple(values))]
    assert raws(align(tables), "t4") == printed("t4")


def test_headings_that_are_not_legible_count_only_where_the_numbers_add_up() -> None:
    rows = disputes(VALUES)
    rows[2] = cells(*("结果维持", "结果纠正", "看不清", "尚未审结", "总计") * 2)
    assert raws(with_disputes(rows), "t4") == {}
    rows[3] = cells(*("1", "2", "3", "4", "10") * 3)
    assert list(raws(with_disputes(rows), "t4").values()) == ["1", "2", "3", "4", "10"] * 3


GROUP_NAMES = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}


def stacked(*groups: str, corner: str = "类别") -> list[tuple[Span, ...]]:
    """表四 with a row for each group."""
    leaves = {
        "upheld": "结果维持",
        "corrected": "结果纠正",
        "other": "其他结果",
        "pending": "尚未审结",
        "total": "总计",
    }
    return [
        cells(corner, *leaves.values()),
        *(
            cells(GROUP_NAMES[group], *(VALUES[Measure("t4", "value", f"{group}_{leaf}")] for leaf in leaves))
            for group in groups
        ),
    ]


def test_a_row_for_each_group_under_the_five_headings_is_read_in_any_order() -> None:
    assert raws(with_disputes(stacked("after_review", "review", "direct")), "t4") == printed("t4")


@pytest.mark.parametrize("groups", [("review", "direct"), ("review", "direct", "after_review", "review")])
def test_rows_of_groups_that_are_not_there_or_there_twice_are_nobodys(groups: tuple[str, ...]) -> None:
    assert raws(with_disputes(stacked(*groups)), "t4") == {}


@pytest.mark.parametrize("change", [0, 1, 2])
def test_a_row_of_groups_with_a_cell_too_few_too_many_or_merged_is_nobodys(change: int) -> None:
    rows = stacked("review", "direct", "after_review")
    rows[2] = [rows[2][:-1], (*rows[2], Span("7")), (*rows[2][:-2], Span("7", 1, 2))][change]
    assert raws(with_disputes(rows), "t4") == {}


def test_litigation_stands_for_the_groups_below_it() -> None:
    assert order_of_groups(["review", "litigation", "direct", "after_review"]) == ["review", "direct", "after_review"]
    assert order_of_groups(["litigation", "review", "after_review", "direct"]) == ["after_review", "direct", "review"]
    assert order_of_groups(["direct", "review", "direct"]) == ["direct", "review"]


def test_groups_add_up_each_for_itself() -> None:
    order = [c.key for c in forms.table("t4").columns]
    right = dict(zip(order, [1, 2, 3, 4, 10] * 3, strict=True))
    assert adds_up(right)
    assert adds_up({})
    for key in order:
        assert not adds_up(right | {key: right[key] + 1})


# ------------------------------------------------------------------ 统计表


def indicators(*rows: tuple[str, str, str]) -> Table:
    return Table(0, (cells("统计指标", "单位", "统计数"), *(cells(*row) for row in rows)))


@pytest.fixture(scope="module")
def s14() -> list[tuple[str, str, str]]:
    rows = forms.table("s14").rows_of("c2014")
    return [(row.label, row.unit or "", "——" if row.kind == "group" else str(100 + n)) for n, row in enumerate(rows)]


def test_every_row_of_the_statistics_is_read(s14: list[tuple[str, str, str]]) -> None:
    found = align([indicators(*s14)])
    assert found.form == "c2014"
    assert sorted(raws(found).values(), key=str) == sorted(value for _, _, value in s14 if value.isdigit())


def test_a_column_of_another_year_beside_makes_numbers_nobodys(s14: list[tuple[str, str, str]]) -> None:
    table = Table(0, (cells("统计指标", "统计数", "统计数"), *(cells(a, c, "9" + c) for a, _, c in s14)))
    assert raws(align([table])) == {}


# ------------------------------------------------------------------ running text


def lines(rows: list[tuple[Span, ...]]) -> list[Paragraph]:
    return [Paragraph(span.text) for row in rows for span in row if span.text]


def test_disputes_in_running_text_count_only_where_they_add_up() -> None:
    head = lines(disputes(VALUES)[:3])
    table = Table(0, tuple(disclosure(VALUES, "a2021")))
    right = [Paragraph(text) for text in ("1", "2", "3", "4", "10") * 3]
    assert list(raws(align([table, *head, *right]), "t4").values()) == ["1", "2", "3", "4", "10"] * 3
    assert raws(align([table, *head, *right[:-1], Paragraph("11")]), "t4") == {}
    assert raws(align([table, *head, *right[:-1]]), "t4") == {}


def test_prose_between_label_and_numbers_keeps_them_apart() -> None:
    head = lines(disputes(VALUES)[:3])
    right = [Paragraph(text) for text in ("1", "2", "3", "4", "10") * 3]
    table = Table(0, tuple(disclosure(VALUES, "a2021")))
    assert raws(align([table, *head, Paragraph("本年无变化。"), *right]), "t4") == {}


def requests_flowing() -> list[Paragraph]:
    """表三 a cell a line, one of every kind of applicant in every row and seven of them the total."""
    words = [
        "申请人情况",
        "自然人",
        "法人或其他组织",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
        "总计",
    ]
    for row in requests(VALUES)[3:]:
        words += [span.text for span in row[:-7] if span.text]
        words += ["1"] * 6 + ["6"]
    return [Paragraph(word) for word in words]


def test_requests_in_running_text_count_only_where_they_add_up_and_balance() -> None:
    table = Table(0, tuple(disclosure(VALUES, "a2021")))
    found = align([table, *requests_flowing()])
    assert set(raws(found, "t3").values()) == {"1", "6"}
    broken = requests_flowing()
    last = max(n for n, block in enumerate(broken) if block.text == "6")
    broken[last] = Paragraph("7")
    assert not any(m.row == "carried_out" for m in raws(align([table, *broken]), "t3"))


def test_headings_in_an_order_in_which_nothing_adds_up_are_not_believed_where_the_forms_does() -> None:
    rows = requests({m: "6" if m.column == "total" else "1" for m in VALUES})
    person, organisations, total = rows[1]
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows))]
    assert set(raws(align(tables), "t3").values()) == {"1", "6"}
    tables[1] = Table(1, (rows[0], (person, total, organisations), *rows[2:]))
    assert raws(align(tables), "t3") == {}


@pytest.mark.parametrize(("texts", "read"), [("31117", False), ("11311", True), ("00000", True), ("10001", False)])
def test_a_row_that_may_have_lost_a_cell_is_missing_where_others_print_their_totals(texts: str, read: bool) -> None:
    rows = requests({m: "6" if m.column == "total" else "1" for m in VALUES})
    label = rows[4][0]
    rows[4] = (label, *map(Span, ("0", *texts, "")))
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows))]
    assert any(m.row == "carried_in" for m in raws(align(tables), "t3")) == read


@pytest.mark.parametrize("zero", ["0", ""])
def test_sums_tell_of_a_row_that_looks_as_if_it_had_lost_a_cell_whether_it_did(zero: str) -> None:
    """A row slides left by whichever cell it lost, and a blank fills it up; the same row as it was is read."""
    sizes = {"lp_other": 5, "total": 5}
    held = {m: sizes.get(m.column, 0) if m.row in ("partial", "results_total") else 0 for m in VALUES}
    values = {m: str(held[m]) if held[m] or m.column == "total" else zero for m in VALUES}
    for lost in (None, *range(5)):
        rows = requests(values)
        *labels, a, b, c, d, e, f, total = rows[6]
        numbers = (
            [a, b, c, d, e, f] if lost is None else [*(a, b, c, d, e, f, total)[:lost], *(b, c, d, e, f, total)[lost:]]
        )
        rows[6] = (*labels, *numbers, Span(""))
        found = raws(align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows))]), "t3")
        assert any(m.row == "partial" for m in found) == (lost is None)
        assert len(found) == 175 - 7 * (lost is not None)


def test_rows_that_stand_twice_in_running_text_with_other_numbers_are_nobodys() -> None:
    table = Table(0, tuple(disclosure(VALUES, "a2021")))
    other = [Paragraph({"6": "12", "1": "2"}.get(block.text, block.text)) for block in requests_flowing()]
    assert raws(align([table, *requests_flowing(), *other]), "t3") == {}
    assert set(raws(align([table, *requests_flowing(), *requests_flowing()]), "t3").values()) == {"1", "6"}


@pytest.mark.parametrize(("table", "row"), [(0, 3), (0, -1), (1, 10), (1, 25)])
def test_a_row_that_a_table_states_twice_with_other_numbers_is_nobodys(table: int, row: int) -> None:
    """规范性文件, 收费, 不予公开 and （六）3.其他, whose short label counts where it is due only."""
    row %= len(next(t for t in report(VALUES) if isinstance(t, Table) and t.index == table).rows)
    blocks = list(report(VALUES))
    tables = [block for block in blocks if isinstance(block, Table)]
    rows = list(tables[table].rows)
    whole = raws(align(tables))
    label = next(span for span in reversed(rows[row]) if not span.text.isdigit())
    values = [span for span in rows[row] if span.text.isdigit()]
    rows.insert(row + 1, (label, *(Span(f"9{span.text}") for span in values)))
    found = align([Table(n, tuple(rows)) if n == table else one for n, one in enumerate(tables)])
    assert whole.items() - raws(found).items() == {
        item for item in whole.items() if item[1] in {v.text for v in values}
    }
    rows[row + 1] = (label, *values)
    assert raws(align([Table(n, tuple(rows)) if n == table else one for n, one in enumerate(tables)])) == whole


def test_a_row_of_disputes_that_may_lack_a_cell_gives_what_is_certain() -> None:
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(requests(VALUES)))]
    texts = ["1", "2", "3", "4", "10", "5", "6", "7", "8", "26", "9", "10", "11", "12", "42"]
    head = disputes(VALUES)[:-1]
    slid = align([*tables, Table(2, (*head, cells(*texts[:7], *texts[8:], "")))])
    assert list(raws(slid, "t4").values()) == texts[:5]
    assert any("may lack a cell" in warning for warning in slid.warnings)
    assert len(raws(align([*tables, Table(2, (*head, cells(*texts)))]), "t4")) == 15


def test_a_spoilt_row_of_requests_is_missing_and_no_other() -> None:
    values = dict.fromkeys(VALUES, "0") | {Measure("t3", row, "total"): "6" for row in ("granted", "results_total")}
    values |= {Measure("t3", row, "lp_other"): "6" for row in ("granted", "results_total")}
    values |= {Measure("t3", "new_received", key): "6" for key in ("lp_other", "total")}
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(requests(values)))]
    assert len(raws(align(tables), "t3")) == 175
    rows = list(tables[1].rows)
    rows[5] = (*rows[5][:-7], *map(Span, ("", "0", "0", "6", "0", "0", "6")))
    found = raws(align([tables[0], Table(1, tuple(rows))]), "t3")
    assert {m.row for m in printed("t3")} - {m.row for m in found} == {"granted"}
    assert len(found) == 168


def matrix(values: dict[Measure, str], form: str) -> tuple[tuple[Span, ...], ...]:
    """表二 with the columns of all blocks over all rows, and dashes where a row has none."""
    table = forms.table(next(key for key in forms.form(form).tables if key.startswith("t2")))
    columns = {block.key: block.columns for block in table.blocks}
    rows = [cells("信息内容", *(column.label for column in table.columns))]
    for row in table.rows:
        own = columns[row.parent or ""]
        texts = (values[Measure(table.key, row.key, c.key)] if c.key in own else "—" for c in table.columns)
        rows.append(cells(row.label, *texts))
    return tuple(rows)


@pytest.mark.parametrize("form", ["a2021", "b2019"])
def test_the_blocks_of_disclosure_may_stand_in_one_matrix(form: str) -> None:
    values = numbered(form)
    rows = matrix(values, form)
    table = next(key for key in forms.form(form).tables if key.startswith("t2"))
    found = raws(align([Table(0, rows)]), table)
    assert found == {m: text for m, text in values.items() if m.table == table}
    short = tuple(row[:-1] for row in rows)
    assert not any(m.row == "licensing" for m in raws(align([Table(0, short)]), table))


@pytest.mark.parametrize(
    ("year", "form"), [(2020, "b2019"), (2021, "a2021"), (2024, "a2021"), (2018, "unknown"), (None, "unknown")]
)
def test_the_year_tells_the_form_where_disputes_alone_were_found(year: int | None, form: str) -> None:
    found = align([Table(0, tuple(disputes(VALUES)))], year=year)
    assert found.form == form
    assert raws(found) == (printed("t4") if form != "unknown" else {})
    assert align([Table(0, (cells("甲", "1"),))], year=year).form == "unknown"


def test_a_row_without_cells_or_with_too_many_ends_nothing() -> None:
    rows = requests(VALUES)
    for between in ((), cells(*["9"] * 65)):
        tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, (*rows[:5], between, *rows[5:]))]
        assert raws(align(tables), "t3") == printed("t3")
