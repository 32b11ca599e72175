"""The columns of 表三, however its heading rows are drawn."""

import pytest

from crawler.extractors.align import applicants
from crawler.extractors.document import Span
from crawler.extractors.grid import Line, lay_out

INNER = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")


def own(*rows: tuple[Span, ...]) -> tuple[Line, ...]:
    return tuple(tuple(cell for cell in line if cell.row == y) for y, line in enumerate(lay_out(rows)))


def spans(*texts: str) -> tuple[Span, ...]:
    return tuple(Span(text) for text in texts)


def keys(*rows: tuple[Span, ...]) -> list[str | None] | None:
    found = applicants.read(own(*rows))
    return None if found is None else [heading.key for heading in found]


def test_three_heading_rows_of_the_notice() -> None:
    top = (Span("", 3, 3), Span("申请人情况", 1, 7))
    middle = (Span("自然人", 2), Span("法人或其他组织", 1, 5), Span("总计", 2))
    assert keys(top, middle, spans(*INNER)) == list(applicants.ORDER)


def test_one_heading_row() -> None:
    assert keys(spans("", "自然人", *INNER, "总计")) == list(applicants.ORDER)


def test_columns_in_another_order_are_read_as_printed() -> None:
    assert keys(spans("总计", "自然人", *INNER)) == ["total", *applicants.ORDER[:-1]]


def test_side_columns_come_first_and_columns_of_no_form_keep_their_place() -> None:
    assert keys(spans("序号", "自然人", *INNER, "备注", "总计")) == [None, *applicants.ORDER[:-1], None, "total"]


def test_a_subtotal_of_the_organisations_is_a_column_of_its_own() -> None:
    middle = (Span("自然人", 2), Span("法人或其他组织", 1, 6), Span("总计", 2))
    found = keys(middle, spans(*INNER, "小计"))
    assert found == [*applicants.ORDER[:-1], "legal_person_subtotal", "total"]


@pytest.mark.parametrize("missing", range(5))
def test_a_missing_or_a_double_column_makes_the_headings_illegible(missing: int) -> None:
    some = [name for n, name in enumerate(INNER) if n != missing]
    assert keys(spans("自然人", *some, "总计")) is None
    assert keys(spans("自然人", *some, some[0], "总计")) is None


def test_a_line_opens_the_table_with_a_group_or_with_two_columns_one_of_them_telling() -> None:
    def opens(*texts: str) -> bool:
        return applicants.opens(own(spans(*texts))[0], 0)

    assert opens("申请人情况")
    assert opens("自然人", "总计")
    assert not opens("总计", "其他")
    assert not opens("自然人", "3")
    assert not opens("自然人情况如下表所示由各单位按照要求如实填报并于年底前汇总上报", "总计")


def printed(*rows: tuple[Span, ...]) -> list[tuple[str | None, str, int]] | None:
    """Every column with the words and the place that it has in the headings."""
    found = applicants.read(own(*rows))
    if found is None:
        return None
    return [(h.key, h.cell.text, h.cell.column) if h.cell else (h.key, "", -1) for h in found]


LP = applicants.ORDER[1:-1]


def test_every_column_stands_where_its_heading_does() -> None:
    line = spans("申请内容", "序号", "自然人", *INNER, "备注", "总计")
    inner = [(key, name, 3 + n) for n, (key, name) in enumerate(zip(LP, INNER, strict=True))]
    ends = [(None, "备注", 8), ("total", "总计", 9)]
    assert printed(line) == [(None, "序号", 1), ("natural_person", "自然人", 2), *inner, *ends]


def test_columns_under_their_group_stand_where_their_own_headings_do() -> None:
    upper = (
        Span("事项"),
        Span("序号", 2),
        Span("自然人", 2),
        Span("法人或其他组织", 1, 5),
        Span("备注", 2),
        Span("总计", 2),
    )
    lower = (Span(""), *spans(*INNER))
    inner = [(key, name, 3 + n) for n, (key, name) in enumerate(zip(LP, INNER, strict=True))]
    ends = [(None, "备注", 8), ("total", "总计", 9)]
    assert printed(upper, lower) == [(None, "序号", 1), ("natural_person", "自然人", 2), *inner, *ends]


def test_a_total_in_the_row_below_is_the_total_where_none_stands_above() -> None:
    upper = (Span("自然人", 2), Span("法人或其他组织", 1, 5), Span(""))
    assert keys(upper, spans(*INNER, "总计")) == list(applicants.ORDER)


def test_a_sum_beside_the_organisations_is_the_total_by_whatever_name() -> None:
    upper = (Span("自然人", 2), Span("法人或其他组织", 1, 5))
    assert keys((*upper, Span("合计", 2)), spans(*INNER)) == list(applicants.ORDER)
    assert keys(spans("自然人", *INNER, "合计")) == list(applicants.ORDER)


def test_a_sum_above_makes_one_below_the_subtotal_of_the_organisations() -> None:
    upper = (Span("自然人", 2), Span("法人或其他组织", 1, 6), Span("总计", 2))
    assert keys(upper, spans("总计", *INNER)) == ["natural_person", "legal_person_subtotal", *LP, "total"]


def test_organisations_without_a_name_of_their_group_follow_the_natural_persons() -> None:
    upper = (Span("自然人", 2), Span("", 1, 5), Span("总计", 2))
    assert keys(upper, spans(*INNER)) == list(applicants.ORDER)


def test_a_group_that_is_called_like_one_of_its_columns_is_none() -> None:
    upper = (Span("自然人", 2), Span("法人或其他组织", 1, 5), Span("其他", 1), Span("总计", 2))
    assert keys(upper, spans(*INNER, "")) == list(applicants.ORDER)


def test_other_organisations_may_have_their_name_above() -> None:
    upper = (Span("自然人", 2), Span("法人或其他组织", 1, 4), Span("其他", 2), Span("总计", 2))
    assert keys(upper, spans(*INNER[:-1])) == list(applicants.ORDER)


def test_a_name_that_is_printed_over_two_columns_counts_once() -> None:
    assert keys(spans("自然人", "自然人", *INNER, "总计")) == ["natural_person", None, *applicants.ORDER[1:]]


@pytest.mark.parametrize("place", range(1, 5))
@pytest.mark.parametrize("slid", ["自然人", "总计"])
def test_headings_have_slid_where_one_of_others_stands_between_those_of_organisations(place: int, slid: str) -> None:
    outer = [name for name in ("自然人", "总计") if name != slid]
    assert keys(spans(outer[0], *INNER[:place], slid, *INNER[place:])) is None
    assert keys(spans(outer[0], slid, *INNER)) is not None


SIDE_BY_SIDE = spans("项目", "自然人", "法人或其他组织", "总计")


def test_organisations_may_have_one_column_that_is_none_of_the_forms() -> None:
    assert keys(SIDE_BY_SIDE) == ["natural_person", None, "total"]
    top = (Span("项目", 2), Span("申请人情况", 1, 3))
    assert keys(top, SIDE_BY_SIDE[1:]) == ["natural_person", None, "total"]


@pytest.mark.parametrize(
    "row",
    [
        (*SIDE_BY_SIDE[:2], Span("法人或其他组织", 1, 5), SIDE_BY_SIDE[3]),  # the row of its columns is lost
        (*SIDE_BY_SIDE[:3], *spans("", "", "", "", "总计")),
        (*SIDE_BY_SIDE[:2], *spans(*["法人或其他组织"] * 5, "总计")),
        SIDE_BY_SIDE[:3],
        (*SIDE_BY_SIDE, Span("总计")),
        (*SIDE_BY_SIDE[:3], *spans("商业企业", "总计")),
        spans("项目", "法人或其他组织", "自然人", "总计"),
    ],
)
def test_one_column_of_organisations_is_one_cell_between_the_other_two(row: tuple[Span, ...]) -> None:
    assert keys(row) is None
