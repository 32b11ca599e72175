"""A column in every shape that sites have, walked from the home page: all its reports, or a verdict that says so."""

import pytest

from storage.records import Role
from tests.crawler.spiders.walking import paths, walk
from tests.district.shapes import SHAPES, Shape, district_of, entries


@pytest.fixture(params=SHAPES.values(), ids=SHAPES)
def shape(request: pytest.FixtureRequest) -> Shape:
    return request.param


def test_every_report_is_wanted_once_and_nothing_else_or_the_verdict_says_so(shape: Shape) -> None:
    asked, ended = walk({**district_of(shape)})
    documents = paths([wanted for wanted in asked if wanted.errand.role in (Role.REPORT, Role.ATTACHMENT)])
    assert (len(documents), ended.verdict) == (shape.found, shape.verdict), ended.reason
    assert len(set(documents) & {entry.path for entry in entries()}) == len(documents)
