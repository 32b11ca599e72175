# ruff: noqa: E501 – what is read is quoted in the lines in which it stands
"""Requests for one page of a list, turned to another."""

import json

import pytest

from crawler.platforms.scripts.counted import OFFSET, PAGE, SIZE, size_of, turned
from crawler.platforms.step import Ask

URL = "https://www.example.gov.cn/api/list"


@pytest.mark.parametrize("name", ["page", "pageNo", "pageNum", "page_index", "currentPage", "curPage", "currPage", "p", "pn", "pageNumber", "query.pageNo"])  # fmt: skip
def test_fields_that_count_pages(name: str) -> None:
    assert PAGE.fullmatch(name)


@pytest.mark.parametrize("name", ["pageId", "homepage", "pages", "pageSize", "columnId", "type"])
def test_fields_that_count_no_pages(name: str) -> None:
    assert not PAGE.fullmatch(name)
    assert not OFFSET.fullmatch(name)


def test_fields_that_count_entries_and_those_of_a_page() -> None:
    assert all(map(OFFSET.fullmatch, ["offset", "start", "startIndex", "skip", "startrow", "limitStart"]))
    assert all(map(SIZE.fullmatch, ["size", "pageSize", "limit", "rows", "perPage", "page_size", "length"]))


@pytest.mark.parametrize(
    ("ask", "third"),
    [
        (Ask(f"{URL}?page=1&size=8", page=1), f"{URL}?page=3&size=8"),
        (Ask(f"{URL}?page=0&size=8", page=1), f"{URL}?page=2&size=8"),
        (Ask(f"{URL}?offset=0&limit=8", page=1), f"{URL}?offset=16&limit=8"),
        (Ask(f"{URL}?start=0", page=1), f"{URL}?start=20"),
        (Ask(f"{URL}?page=2&size=8", page=2), f"{URL}?page=3&size=8"),
    ],
)
def test_an_address_for_the_third_page(ask: Ask, third: str) -> None:
    found = turned(ask, 3, 10)
    assert found is not None
    assert (found.url, found.page) == (third, 3)


def test_what_does_not_count_keeps_its_noughts() -> None:
    fields = (("categoryNum", "003007"), ("pageIndex", "0"), ("pageSize", "12"))
    found = turned(Ask(URL, "POST", fields, page=1), 3, 10)
    assert found is not None
    assert found.form == (("categoryNum", "003007"), ("pageIndex", "2"), ("pageSize", "12"))


def test_a_body_for_the_third_page_keeps_its_kinds() -> None:
    body = json.dumps({"cid": "0105", "paging": {"pageNum": 1, "pageSize": 10}, "from": "0", "top": True})
    found = turned(Ask(URL, "POST", json=body, page=1), 3, 10)
    assert found is not None
    assert json.loads(found.json) == {"cid": "0105", "paging": {"pageNum": 3, "pageSize": 10}, "from": "0", "top": True}
    assert size_of(found) == 10


def test_what_counts_nothing_is_not_turned() -> None:
    assert turned(Ask(f"{URL}?cid=7", page=1), 2, 10) is None
    assert size_of(Ask(f"{URL}?pageNum=7", page=1)) is None
