"""Which pages may be parsed where they came: told by their source, in whatever charset."""

import pytest

from crawler.confined.work import is_read_here
from crawler.extractors import read
from crawler.extractors.readers.html.nesting import MOST, is_shallow

_HEAD = "<!DOCTYPE html><html><body>"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("element", ["<div>", "<B>", "<x-y>", "<rt>"])
def test_elements_in_each_other_are_counted(element: str, charset: str) -> None:
    assert not is_shallow((_HEAD + element * (MOST + 1)).encode(charset))
    assert not is_read_here((_HEAD + element * (MOST + 1)).encode(), None)


@pytest.mark.parametrize("page", ["<tr><td>1", "<p>", "<li>", "<br>", "<IMG src=a>", "</div>"])
def test_what_closes_itself_is_not(page: str) -> None:
    assert is_shallow((_HEAD + page * (MOST + 1)).encode())


def test_tables_in_too_many_tables_are_left_out_and_told() -> None:
    found = read(("<h1>某局2023年政府信息公开工作年度报告</h1>" + "<table><tr><td>1<td>2" * 30).encode()).reports[0]
    assert [warning for warning in found.warnings if "20 others" in warning]
