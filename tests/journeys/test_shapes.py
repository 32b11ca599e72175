"""Columns in the shapes in which reports used to be lost, crawled whole: all are found, or the verdict says so."""

from pathlib import Path

import pytest

from tests.district import District, Home
from tests.district.shapes import SHAPES, Shape, district_of, entries

pytestmark = pytest.mark.journey

CRAWLED = (
    "boxes_of_agencies",
    "box_whose_rest_no_address_tells",
    "frame_beside_news",
    "list_box_of_offsets",
    "clicks_that_are_delegated",
    "fetched_without_total",
    "fetched_until_it_fails",
    "asked_with_json",
    "tree_of_calls",
    "held_in_a_text_box_as_json",
    "held_in_a_literal",
    "file_with_a_tree",
    "file_with_the_call",
    "shell_with_an_address",
    "shell_that_tells_nothing",
)
"""One of each kind; the walk of all of them is tested without a network."""


@pytest.fixture(params=CRAWLED)
def shape(request: pytest.FixtureRequest) -> Shape:
    return SHAPES[request.param]


def test_the_reports_of_a_column_are_stored_and_counted(shape: Shape, tmp_path: Path) -> None:
    home = Home(tmp_path)
    with District(district_of(shape)) as district:
        home.add("shili", district)
        walk = home.crawl()["shili"]
    assert (walk["verdict"], walk["counts"].get("new", 0)) == (shape.verdict, shape.found), walk["reason"]
    if shape.found:
        query = "SELECT agency, year, value FROM cells WHERE \"row\" = 'new_received' AND \"column\" = 'natural_person'"
        stored = {(agency.removeprefix("示例市"), year): value for agency, year, value in home.query(query)}
        expected = {(entry.agency, entry.year): entry.number for entry in entries()}
        assert stored == {key: expected[key] for key in stored}
        assert len(stored) == shape.found
