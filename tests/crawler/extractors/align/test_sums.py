"""What sums tell against a reading of 表三."""

import pytest

from crawler.extractors.align.applicants import ORDER
from crawler.extractors.align.columns import Match
from crawler.extractors.align.sums import add_up, has_totals
from crawler.extractors.grid import Placed


def row(*texts: str) -> dict[str, Placed]:
    return {key: Placed(text, 0, n, 1, 1) for n, (key, text) in enumerate(zip(ORDER, texts, strict=True))}


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (("2", "0", "1", "0", "0", "0", "3"), True),
        (("2", "0", "1", "0", "0", "0", "4"), False),
        (("2", "", "1", "/", "", "", "3"), True),
        (("0", "0", "0", "0", "0", "0", ""), True),
        (("0", "0", "0", "0", "0", "1", ""), False),
        (("", "", "", "", "", "", ""), True),
        (("", "", "", "", "", "", "1"), False),
    ],
)
def test_a_row_adds_up_where_its_parts_make_its_total_or_it_prints_neither(texts: tuple[str, ...], whole: bool) -> None:
    assert add_up(row(*texts)) is whole


@pytest.mark.parametrize(("printed", "most"), [(0, False), (1, False), (2, False), (3, True), (4, True)])
def test_rows_print_their_totals_where_more_than_half_of_them_do(printed: int, most: bool) -> None:
    texts = ["1", "", "", "", "", ""]
    rows = [Match(row(*texts, "1" if n < printed else ""), "order") for n in range(4)]
    assert has_totals(rows) is most
