"""Tables that lost their cells: a word or a number a line."""

from itertools import permutations

import pytest

from crawler.extractors.align import align
from crawler.extractors.document import Paragraph, Span, Table
from forms import Measure
from storage.records import State
from tests.crawler.extractors.align.tables import cells, disclosure, disputes, numbered, requests

VALUES = numbered("a2021")
FIRST = Table(0, tuple(disclosure(VALUES, "a2021")))
PRINTED = {
    "natural_person": "10",
    "lp_business": "1",
    "lp_research": "2",
    "lp_public_interest": "3",
    "lp_legal_service": "4",
    "lp_other": "5",
    "total": "25",
}
NAMES = {
    "natural_person": "自然人",
    "lp_business": "商业企业",
    "lp_research": "科研机构",
    "lp_public_interest": "社会公益组织",
    "lp_legal_service": "法律服务机构",
    "lp_other": "其他",
    "total": "总计",
    "group": "法人或其他组织",
    "legal_person_subtotal": "小计",
}
LP = [key for key in PRINTED if key.startswith("lp_")]


def read(blocks: list[Paragraph | Table], table: str) -> dict[tuple[str, str], str | None]:
    found = align(blocks).cells
    return {(c.row, c.column): c.raw for c in found if c.table == table and c.state is not State.MISSING}


def flowing(headings: list[str], numbers: list[str]) -> list[Paragraph | Table]:
    """表三 behind these headings, the same numbers in every row."""
    words = ["申请人情况", *(NAMES[key] for key in headings)]
    for row in requests(VALUES)[3:]:
        words += [span.text for span in row[:-7] if span.text] + numbers
    return [FIRST, *map(Paragraph, words)]


@pytest.mark.parametrize(
    ("headings", "order"),
    [
        (["natural_person", "group", "total", *LP], ["natural_person", *LP, "total"]),
        (["total", "natural_person", "group", *LP], ["total", "natural_person", *LP]),
        (["group", "natural_person", "total", *LP], [*LP, "natural_person", "total"]),
        (["natural_person", "group", *reversed(LP), "total"], ["natural_person", *reversed(LP), "total"]),
        (["natural_person", *LP, "total"], ["natural_person", *LP, "total"]),
        (["total", *LP, "natural_person"], ["total", *LP, "natural_person"]),
    ],
)
def test_the_headings_of_running_text_tell_the_order_of_its_numbers(headings: list[str], order: list[str]) -> None:
    found = read(flowing(headings, [PRINTED[key] for key in order]), "t3")
    assert all(text == PRINTED[column] for (_, column), text in found.items())
    assert len(found) == 175


def test_a_group_that_is_printed_higher_than_the_columns_beside_it_is_not_before_them() -> None:
    """As lines of a page without rules give it: 法人或其他组织 over its columns, 自然人 and 总计 at half height."""
    words = [*map(Paragraph, ("申请人情况", "法人或其他组织", "自然人 总计", " ".join(NAMES[key] for key in LP)))]
    for row in requests(VALUES)[3:]:
        label = [span.text for span in row[:-7] if span.text]
        words.append(Paragraph(" ".join([*label, *PRINTED.values()])))
    found = read([FIRST, *words], "t3")
    assert all(text == PRINTED[column] for (_, column), text in found.items())
    assert len(found) == 175


def test_numbers_in_another_order_than_the_headings_are_nobodys() -> None:
    assert read(flowing(["total", *LP, "natural_person"], list(PRINTED.values())), "t3") == {}


@pytest.mark.parametrize("order", list(permutations(["natural_person", "group", "total"])))
def test_no_order_of_headings_gives_a_number_to_another_column(order: tuple[str, ...]) -> None:
    printed = [text for key in order for text in ([PRINTED[k] for k in LP] if key == "group" else [PRINTED[key]])]
    found = read(flowing([*order, *LP], printed), "t3")
    assert all(text == PRINTED[column] for (_, column), text in found.items())
    assert len(found) == 175


def test_a_subtotal_in_running_text_is_no_column_of_the_form() -> None:
    headings = ["natural_person", "group", *LP, "legal_person_subtotal", "total"]
    found = read(flowing(headings, ["10", "1", "2", "3", "4", "5", "15", "25"]), "t3")
    assert len(found) == 175
    assert all(text == PRINTED[column] for (_, column), text in found.items())


def test_a_row_of_running_text_with_a_number_too_few_is_nobodys() -> None:
    assert read(flowing(["natural_person", "group", *LP, "total"], ["10", "1", "2", "3", "4", "5"]), "t3") == {}


def spoken(rows: list[tuple[Span, ...]]) -> list[Paragraph | Table]:
    return [Paragraph(span.text) for row in rows for span in row if span.text]


def test_disclosures_in_running_text_are_read_by_the_headings_of_their_block() -> None:
    others = [Table(0, tuple(requests(VALUES))), Table(1, tuple(disputes(VALUES)))]
    found = read([*others, *spoken(disclosure(VALUES, "a2021"))], "t2a")
    assert found == {(m.row, m.column): text for m, text in VALUES.items() if m.table == "t2a"}


def test_disclosures_in_running_text_whose_headings_come_in_another_order_follow_them() -> None:
    others = [Table(0, tuple(requests(VALUES))), Table(1, tuple(disputes(VALUES)))]
    rows = [
        (row[0], *reversed(row[1:])) if len(row) > 2 else row  # headings and numbers the other way round
        for row in disclosure(VALUES, "a2021")
    ]
    found = read([*others, *spoken(rows)], "t2a")
    assert found == {(m.row, m.column): text for m, text in VALUES.items() if m.table == "t2a"}


def test_a_row_of_disclosures_with_a_number_too_many_is_nobodys() -> None:
    others = [Table(0, tuple(requests(VALUES))), Table(1, tuple(disputes(VALUES)))]
    rows = disclosure(VALUES, "a2021")
    rows[2] = (*rows[2], Span("7"))
    found = read([*others, *spoken(rows)], "t2a")
    assert len(found) == len([m for m in VALUES if m.table == "t2a"]) - 3
    assert not any(row == "regulations" for row, _ in found)
    assert all(text == VALUES[Measure("t2a", *key)] for key, text in found.items())


# ------------------------------------------------------------------ 表四

HEADING = Paragraph("四、政府信息公开行政复议、行政诉讼情况")
FIFTEEN = ["1", "2", "3", "4", "10", "2", "3", "4", "5", "14", "3", "4", "5", "6", "18"]
OTHERS: list[Paragraph | Table] = [FIRST, Table(1, tuple(requests(VALUES)))]


def bare(*rows: list[str]) -> Table:
    return Table(2, tuple(cells(*row) for row in rows))


def test_one_bare_row_below_the_heading_of_disputes_is_theirs() -> None:
    assert list(read([*OTHERS, HEADING, bare(FIFTEEN)], "t4").values()) == FIFTEEN


@pytest.mark.parametrize(
    "blocks",
    [
        [bare(FIFTEEN)],
        [bare(FIFTEEN), HEADING],
        [HEADING, Paragraph("本年没有发生。"), bare(FIFTEEN)],
        [HEADING, bare(FIFTEEN, FIFTEEN)],
        [HEADING, bare([*FIFTEEN[:-1], "19"])],
        [HEADING, bare([*FIFTEEN[:-1], ""])],
        [HEADING, bare(FIFTEEN[:-1])],
        [HEADING, bare([*FIFTEEN, "0"])],
        [HEADING, bare([*FIFTEEN[:-1], "十八"])],
        [Paragraph("四、行政复议情况"), bare(FIFTEEN)],
        [Paragraph("五、行政诉讼情况"), bare(FIFTEEN)],
    ],
)
def test_any_other_bare_row_is_nobodys(blocks: list[Paragraph | Table]) -> None:
    assert read([*OTHERS, *blocks], "t4") == {}


LEAVES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
SEVERAL = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"]


def test_groups_of_disputes_in_another_order_take_their_numbers_with_them() -> None:
    words = ["行政诉讼", "复议后起诉", "未经复议直接起诉", "行政复议", *LEAVES * 3, *FIFTEEN]
    found = read([*OTHERS, *map(Paragraph, words)], "t4")
    assert list(found.values()) == [*FIFTEEN[10:], *FIFTEEN[5:10], *FIFTEEN[:5]]


def test_headings_of_disputes_in_another_order_tell_the_order_of_the_numbers() -> None:
    turned = [text for start in (0, 5, 10) for text in reversed(FIFTEEN[start : start + 5])]
    found = read([*OTHERS, *map(Paragraph, [*SEVERAL, *LEAVES[::-1] * 3, *turned])], "t4")
    assert list(found.values()) == FIFTEEN


def test_headings_of_disputes_that_differ_from_group_to_group_tell_nothing() -> None:
    words = [*SEVERAL, *LEAVES, *LEAVES[::-1], *LEAVES, *FIFTEEN[:5], *FIFTEEN[5:10][::-1], *FIFTEEN[10:]]
    assert read([*OTHERS, *map(Paragraph, words)], "t4") == {}
