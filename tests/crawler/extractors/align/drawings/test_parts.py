"""Statutory tables cut into parts: columns in several tables, groups in several tables, two parts side by side."""

from collections.abc import Sequence

import pytest

from crawler.extractors.align import Alignment, align
from crawler.extractors.align.drawings import beside
from crawler.extractors.document import Paragraph, Span, Table
from crawler.extractors.grid import lay_out, turn
from forms import Measure
from storage.records import At, State
from tests.crawler.extractors.align.tables import cells, disclosure, disputes, report, requests
from tests.layouts import truth

VALUES = dict(truth.make("a2021", "full"))
Rows = Sequence[Sequence[Span]]


def read(found: Alignment, table: str) -> dict[Measure, str | None]:
    return {Measure(*c[:3]): c.raw for c in found.cells if c.table == table and c.state is not State.MISSING}


def printed(table: str) -> dict[Measure, str]:
    return {measure: text for measure, text in VALUES.items() if measure.table == table}


def columns(rows: Rows, *kept: range) -> tuple[tuple[Span, ...], ...]:
    """The table with these columns of its grid only."""
    places = [x for some in kept for x in some]
    new = []
    for y, line in enumerate(lay_out(rows)):
        own = [(cell, sum(x in places for x in range(cell.column, cell.end))) for cell in line if cell.row == y]
        new.append(tuple(Span(cell.text, cell.rows, width) for cell, width in own if width))
    return tuple(new)


LABELS, LEFT, RIGHT = range(3), range(3, 7), range(7, 10)


def halves(*, labels_twice: bool) -> list[Table]:
    whole = requests(VALUES)
    right = columns(whole, *((LABELS, RIGHT) if labels_twice else (RIGHT,)))
    rest = (Table(0, tuple(disclosure(VALUES, "a2021"))), Table(3, tuple(disputes(VALUES))))
    return [rest[0], Table(1, columns(whole, LABELS, LEFT)), Table(2, right), rest[1]]


@pytest.mark.parametrize("labels_twice", [True, False])
def test_columns_of_several_tables_make_one_table_of_requests(labels_twice: bool) -> None:
    found = align(halves(labels_twice=labels_twice))
    assert read(found, "t3") == printed("t3")
    assert not any(warning.startswith("t3") for warning in found.warnings)
    last = next(c for c in found.cells if (c.table, c.row, c.column) == ("t3", "new_received", "total"))
    assert last.at == At(2, 3, 5 if labels_twice else 2)


def test_halves_without_labels_must_add_up_row_by_row() -> None:
    first, left, right, last = halves(labels_twice=False)
    rows = list(right.rows)
    rows[5], rows[6] = rows[6], rows[5]
    assert read(align([first, left, Table(2, tuple(rows)), last]), "t3") == {}


def test_half_of_the_columns_alone_is_not_taken() -> None:
    first, left, _, last = halves(labels_twice=True)
    assert read(align([first, left, last]), "t3") == {}


def test_a_sum_of_which_nothing_tells_what_it_sums_up_is_no_total() -> None:
    first, left, right, last = halves(labels_twice=True)
    rows = tuple(
        tuple(s._replace(text="小计") if s.text == "总计" and s.rows == 2 else s for s in r) for r in right.rows
    )
    assert read(align([first, left, Table(2, rows), last]), "t3") == {}


def apart(rows: Rows, *kept: range) -> list[Table]:
    parts = [Table(2 + n, columns(rows, some)) for n, some in enumerate(kept)]
    return [*report(VALUES)[:2], *parts]


def test_groups_of_disputes_may_stand_in_tables_of_their_own() -> None:
    assert read(align(apart(disputes(VALUES), range(5), range(5, 15))), "t4") == printed("t4")


@pytest.mark.parametrize("kept", [(range(5),), (range(5), range(5, 10)), (range(4), range(4, 15))])
def test_disputes_in_parts_are_read_whole_or_not_at_all(kept: tuple[range, ...]) -> None:
    assert read(align(apart(disputes(VALUES), *kept)), "t4") == {}


def test_a_group_that_stands_in_two_tables_is_not_certain() -> None:
    tables = apart(disputes(VALUES), range(5), range(5, 15))
    again = Table(4, columns(disputes(dict.fromkeys(VALUES, "7")), range(5)))
    assert read(align([*tables, again]), "t4") == {}


GROUPS = (("review", "行政复议"), ("direct", "未经复议直接起诉"), ("after_review", "复议后起诉"))
LEAVES = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结", "total": "总计"}


def stacked(values: dict[Measure, str], *, titled: bool = True, width: int = 1) -> list[list[tuple[Span, ...]]]:
    """表四 group by group: its name, the five headings, the five numbers."""
    pieces = []
    for key, name in GROUPS:
        numbers = (values[Measure("t4", "value", f"{key}_{leaf}")] for leaf in LEAVES)
        title = [(Span(name, 1, 5 * width),)] if titled else []
        pieces.append([*title, *(tuple(Span(text, 1, width) for text in row) for row in (LEAVES.values(), numbers))])
    return pieces


def rest() -> list[Table]:
    return [Table(0, tuple(disclosure(VALUES, "a2021"))), Table(1, tuple(requests(VALUES)))]


@pytest.mark.parametrize("width", [1, 3])
def test_groups_of_disputes_may_stand_below_each_other_in_one_table(width: int) -> None:
    review, direct, after = stacked(VALUES, width=width)
    litigation = [(Span("行政诉讼", 1, 5 * width),)]
    found = align([*rest(), Table(2, (*review, *litigation, *direct, *after))])
    assert read(found, "t4") == printed("t4")
    assert next(c.at for c in found.cells if c.column == "direct_total") == At(2, 6, 4 * width)


def test_groups_without_numbers_below_each_other_are_blank() -> None:
    review, direct, after = stacked(VALUES | dict.fromkeys((m for m in VALUES if "direct" in m.column), ""))
    found = read(align([*rest(), Table(2, (*review, *direct, *after))]), "t4")
    assert [found[m] for m in found if m.column.startswith("direct")] == [""] * 5
    assert len(found) == 15


@pytest.mark.parametrize("ordinals", [("", "", ""), ("（一）", "（二）1.", "2."), ("1、", "2、", "3、")])
def test_a_piece_that_does_not_name_its_group_has_it_in_the_line_above(ordinals: tuple[str, ...]) -> None:
    pieces = [Table(n, tuple(rows)) for n, rows in enumerate(stacked(VALUES, titled=False), 2)]
    lines = [Paragraph(f"{ordinal}{name}情况") for ordinal, (_, name) in zip(ordinals, GROUPS, strict=True)]
    told = [block for pair in zip(lines, pieces, strict=True) for block in pair]
    assert read(align([*rest(), *told]), "t4") == printed("t4")
    assert read(align([*rest(), *told[:2], Paragraph("其他说明"), *told[3:]]), "t4") == {}
    assert read(align([*rest(), *told[:2], told[3], *told[4:]]), "t4") == {}


def test_pieces_of_which_one_is_not_whole_are_not_taken() -> None:
    review, direct, after = stacked(VALUES)
    uneven = [*direct[:2], (Span(direct[2][0].text, 1, 2), *direct[2][1:])]
    named = [cells("行政诉讼"), *direct[1:]]
    remarked = [direct[0], cells("备注"), *direct[1:]]
    again = [direct[0], cells("结果维持", "结果维持", "其他结果", "尚未审结", "总计"), direct[2]]
    few = [*direct[:2], direct[2][:4]]
    for spoilt in (few, direct[1:], [*direct, direct[2]], [*direct, *direct], uneven, named, remarked, again):
        assert read(align([*rest(), Table(2, (*review, *spoilt, *after))]), "t4") == {}


def test_a_table_in_two_columns_is_read_one_below_the_other() -> None:
    rows = [cells("指标", "单位", "数量", "指标", "单位", "数量"), cells("甲", "件", "1", "乙", "次", "2")]
    found = beside.below(lay_out(rows))
    assert [(y, [cell.text for cell in line]) for y, line in found] == [
        (0, ["指标", "单位", "数量"]),
        (1, ["甲", "件", "1"]),
        (0, ["指标", "单位", "数量"]),
        (1, ["乙", "次", "2"]),
    ]


@pytest.mark.parametrize(
    "second",
    [
        (Span("甲"), Span("件"), Span("1", 1, 2), Span("次"), Span("2")),
        (Span("甲", 1, 6),),
    ],
)
def test_a_cell_over_the_edge_leaves_such_a_table_as_it_is(second: tuple[Span, ...]) -> None:
    assert beside.below(lay_out([cells("指标", "单位", "数量", "指标", "单位", "数量"), second])) == []


def test_the_whole_of_several_levels_is_the_number_of_an_indicator() -> None:
    head = (Span("统计指标", 2), Span("单位", 2), Span("统计数", 1, 3))
    rows = (
        head,
        cells("合计", "区政府", "乡镇"),
        cells("1.按时办结数", "件", "9", "4", "5"),
    )
    found = align([Table(0, rows)])
    assert read(found, "s14") == {Measure("s14", "closed_on_time", "count"): "9"}
    none = align([Table(0, (head, cells("区政府", "区直", "乡镇"), *rows[2:]))])
    assert read(none, "s14") == {}


def groups_as_rows(*heads: str) -> tuple[tuple[Span, ...], ...]:
    numbers = ([VALUES[Measure("t4", "value", f"{key}_{leaf}")] for leaf in LEAVES] for key, _ in GROUPS)
    return (cells(*heads), *(cells(name, *row) for (_, name), row in zip(GROUPS, numbers, strict=True)))


def test_groups_of_disputes_may_be_rows_below_one_row_of_headings() -> None:
    assert read(align([*rest(), Table(2, groups_as_rows("类别", *LEAVES.values()))]), "t4") == printed("t4")


@pytest.mark.parametrize("after", ["", "备注", "?"])
def test_headings_of_such_rows_with_more_than_five_names_are_not_taken(after: str) -> None:
    assert read(align([*rest(), Table(2, groups_as_rows(*LEAVES.values(), after))]), "t4") == {}
    broken = groups_as_rows("总计", *list(LEAVES.values())[:4], "总计\ufffd")
    assert read(align([*rest(), Table(2, broken)]), "t4") == {}


def test_a_piece_may_say_that_its_group_is_one_of_litigation() -> None:
    pieces = [Table(n, tuple(rows)) for n, rows in enumerate(stacked(VALUES, titled=False), 2)]
    lines = [Paragraph(text) for text in ("行政复议", "行政诉讼——未经复议直接起诉", "（三）行政诉讼（复议后起诉）")]
    told = [block for pair in zip(lines, pieces, strict=True) for block in pair]
    assert read(align([*rest(), *told]), "t4") == printed("t4")
    assert read(align([*rest(), *told[:2], Paragraph("行政诉讼"), *told[3:]]), "t4") == {}


def test_a_group_as_a_row_is_led_to_its_own_place() -> None:
    found = align([*rest(), Table(2, groups_as_rows("类别", *LEAVES.values()))])
    assert next(c.at for c in found.cells if c.column == "direct_total") == At(2, 2, 5)


@pytest.mark.parametrize("spoilt", ["wide", "tall", "headed twice", "named twice"])
def test_groups_as_rows_are_read_only_where_every_cell_is_one(spoilt: str) -> None:
    head, review, direct, after = groups_as_rows("类别", *LEAVES.values())
    wide = (*direct[:-1], Span(direct[-1].text, 1, 2))
    tall = (*review[:-1], Span(review[-1].text, 2))
    rows = {
        "wide": (head, review, wide, after),
        "tall": (head, tall, direct[:-1], after),
        "headed twice": (head, review, head, direct, after),
        "named twice": ((head[0], head[1], *head[1:5]), review, direct, after),
    }
    assert read(align([*rest(), Table(2, rows[spoilt])]), "t4") == {}


def test_what_was_looked_for_once_more_tells_its_places_and_why_where_that_is_asked_for() -> None:
    turned = Table(2, turn(disputes(VALUES)))
    review, direct, after = stacked(VALUES)
    for last, place in ((turned, At(2, 9, 3)), (Table(2, (*review, *direct, *after)), At(2, 5, 4))):
        found = align([*rest(), last], trace=True)
        assert next(c.at for c in found.cells if c.column == "direct_total") == place
        steps = [step for step in found.trace if step.measure.table == "t4"]
        assert len(steps) == 15
        assert all(step.rule for step in steps)
        assert align([*rest(), last]).trace == ()
    halved = align(halves(labels_twice=True), trace=True)
    assert sum(step.measure.table == "t3" for step in halved.trace) == 175


def test_lines_of_text_before_the_halves_of_a_table_do_not_matter() -> None:
    text = Table(9, (cells("甲", "1"), cells("乙", "2")), spanned=False)
    assert read(align([text, *halves(labels_twice=True)]), "t3") == printed("t3")
