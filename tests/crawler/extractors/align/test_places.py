"""What is told of each number beside its value: where it stands, by which rule, and how alike its label is."""

import pytest

from crawler.extractors.align import align
from crawler.extractors.document import Span, Table
from forms import Measure
from storage.records import Cell, State
from tests.crawler.extractors.align.tables import cells, disclosure, disputes, numbered, report, requests

VALUES = numbered("a2021")
Rows = list[tuple[Span, ...]]


def read(*tables: Table) -> dict[Measure, Cell]:
    return {Measure(*cell[:3]): cell for cell in align(tables).cells if cell.state is not State.MISSING}


def misspelt(rows: Rows, label: str, written: str) -> Rows:
    return [tuple(s._replace(text=s.text.replace(label, written)) for s in row) for row in rows]


def test_every_number_stands_where_the_source_prints_it() -> None:
    tables = [Table(n + 3, table.rows) for n, table in enumerate(report(VALUES))]
    found = read(*tables)
    assert {cell.at.table for cell in found.values() if cell.at} == {3, 4, 5}
    for key, table, row, column in (
        (Measure("t2a", "regulations", "made"), 3, 2, 1),
        (Measure("t2a", "admin_fees", "fee_amount"), 3, 13, 1),
        (Measure("t3", "new_received", "natural_person"), 4, 3, 3),
        (Measure("t3", "carried_out", "total"), 4, 27, 9),
        (Measure("t4", "value", "review_upheld"), 5, 3, 0),
    ):
        assert found[key].raw == VALUES[key]
        assert found[key].at == (table, row, column)
    assert all(cell.match is None for cell in found.values())


@pytest.mark.parametrize(
    ("tables", "row", "label", "written"),
    [
        (requests, "new_received", "本年新收政府信息公开申请数量", "本年新收政府信息公开申请数里"),
        (requests, "carried_in", "上年结转政府信息公开申请数量", "上年结转政府信息公开申请数目"),
    ],
)
def test_a_label_that_was_forgiven_says_how_alike_it_is(tables, row: str, label: str, written: str) -> None:
    rows = tables(VALUES)
    found = read(Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(misspelt(rows, label, written))))
    forgiven = {measure.row for measure, cell in found.items() if cell.match is not None}
    assert forgiven == {row}
    assert all(0.8 < cell.match < 1 for cell in found.values() if cell.match is not None)
    assert {cell.raw for m, cell in found.items() if m.row == row} == {VALUES[m] for m in VALUES if m.row == row}


def test_a_forgiven_label_of_the_disclosures_says_so_too() -> None:
    rows = misspelt(disclosure(VALUES, "a2021"), "行政规范性文件", "行政规范性义件")
    found = read(Table(0, tuple(rows)), Table(1, tuple(requests(VALUES))))
    assert {m.row for m, cell in found.items() if cell.match is not None} == {"normative_docs"}


def test_the_rule_that_placed_a_number_is_told() -> None:
    steps = align(report(VALUES), trace=True).trace
    assert {step.measure for step in steps} >= set(read(*report(VALUES)))
    assert {step.measure.table for step in steps} == {"t2a", "t3", "t4"}
    assert all(step.rule for step in steps)
    assert all(step.at is not None for step in steps)


def test_what_is_lost_is_named_cell_by_cell() -> None:
    found = align([Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(requests(VALUES)[3:]))])
    assert {measure for measure in found.lost if measure.table == "t3"} == {m for m in VALUES if m.table == "t3"}
    (reason,) = [warning for warning in found.warnings if "no heading row" in warning]
    assert reason == "t3.new_received: no heading row to go by, and in the order of the form rows do not add up"


# ------------------------------------------------------------------ columns beside the labels


def beside(rows: Rows, name: str, texts: list[str], place: int) -> Rows:
    """With a column more: its name in the heading row, and a text in every other."""
    heads, data = rows[0], rows[1:]
    lines = [(*heads[:place], Span(name), *heads[place:])]
    lines += [(*row[:place], Span(text), *row[place:]) for row, text in zip(data, texts, strict=True)]
    return lines


def plain() -> Rows:
    """表三 with one heading row and one label a row, for the rows whose label says all."""
    rows = [cells("事项", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")]
    return rows + [(Span(row[0].text), *row[1:]) for row in requests(VALUES)[3:5]]


@pytest.mark.parametrize("spanned", [True, False])
@pytest.mark.parametrize("place", [0, 1])
def test_a_side_column_left_of_the_numbers_shifts_none(spanned: bool, place: int) -> None:
    name, texts = ("序号", ["1", "2"]) if place == 0 else ("单位", ["件", "件"])
    first = Table(0, tuple(disclosure(VALUES, "a2021")))
    found = read(first, Table(1, tuple(beside(plain(), name, texts, place)), spanned=spanned))
    wanted = {m: text for m, text in VALUES.items() if m.row in ("new_received", "carried_in")}
    raws = {m: cell.raw for m, cell in found.items() if m.table == "t3"}
    assert raws.items() <= wanted.items()
    if spanned:
        assert raws == wanted


def test_short_labels_count_where_they_are_due_only() -> None:
    """其他 and 总计 are rows under their group and columns elsewhere."""
    rows = misspelt(misspelt(requests(VALUES), "3.其他", "其他"), "（七）总计", "总计")
    tables = [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(rows)), Table(2, tuple(disputes(VALUES)))]
    found = read(*tables)
    for row in ("other_misc", "results_total"):
        assert {m.column: c.raw for m, c in found.items() if m.row == row} == {
            m.column: text for m, text in VALUES.items() if m.row == row
        }
    stray = [(Span("其他", 1, 3), *cells(*"1234567"))]
    lines = requests(VALUES)
    found = read(tables[0], Table(1, (*lines[:5], *stray, *lines[5:])))
    assert {c.raw for m, c in found.items() if m.row == "other_misc"} == {
        text for m, text in VALUES.items() if m.row == "other_misc"
    }


# ------------------------------------------------------------------ （六）其他处理


def undivided(rows: Rows) -> Rows:
    """As the trial form has it: one row, with numbers of its own."""
    own = [row for row in rows if not any(s.text.startswith(("1.申请人", "2.申请人")) for s in row)]
    place = next(n for n, row in enumerate(own) if row[0].text.startswith("3.其他"))
    own[place] = (Span("（六）其他处理", 1, 2), *cells(*"8888889"))
    return own


def test_the_rows_of_other_results_tell_the_form_where_nothing_else_does() -> None:
    for rows, form in ((requests(VALUES), "a2021"), (undivided(requests(VALUES)), "b2019")):
        start = next(n for n, row in enumerate(rows) if row[0].text.startswith("三、"))
        assert align([Table(0, (*rows[:3], *rows[start:]))]).form == form


def test_what_a_group_prints_beside_its_rows_is_kept_beyond_the_form() -> None:
    rows = requests(VALUES)
    first = Table(0, tuple(disclosure(VALUES, "a2021")))
    found = align([first, Table(1, tuple(rows)), Table(2, tuple(undivided(rows)))])
    own = [extra for extra in found.extras if extra.labels == ("（六）其他处理",)]
    assert [(extra.table, extra.cells, extra.at.table) for extra in own] == [("t3", tuple("8888889"), 2)]
    assert not any(cell.row == "other_undivided" for cell in found.cells)
    kept = {m: c for m, c in read(first, Table(1, tuple(rows))).items() if m.row == "other_misc"}
    assert {cell.raw for cell in kept.values()} == {text for m, text in VALUES.items() if m.row == "other_misc"}
