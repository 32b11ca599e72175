# ruff: noqa: E501 – what is read is quoted in the lines in which it stands
"""Values that scripts write down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.scripts.literals import Said, read_arguments, read_literal


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('{"a": [1, 2.5, null], "b": "\\/x"};', {"a": [1, 2.5, None], "b": "/x"}),
        ("{id: 7, 'name': '教育局', top: false, tags: ['a', \"b\",],}", {"id": 7, "name": "教育局", "top": False, "tags": ["a", "b"]}),
        ("[{a: 1}, /* two */ {a: 2} // three\n]", [{"a": 1}, {"a": 2}]),
        ("new Array(['1', '/a/'], ['2', '/b/'])", [["1", "/a/"], ["2", "/b/"]]),
        ("'it\\'s \\u5e74\\x41'", "it's 年A"),
        ("`plain`", "plain"),
    ],
)  # fmt: skip
def test_what_is_written_is_read(source: str, value: object) -> None:
    read = read_literal(source)
    assert read is not None
    assert read[0] == value


def test_what_a_script_works_out_is_kept_as_it_is_written() -> None:
    read = read_literal(
        "{page: (n - 1) * 10, url: base + '/a', size, ...more, show() { return {}; }, f: function(x){ y('}') }}"
    )
    assert read is not None
    assert read[0] == {"page": "(n - 1) * 10", "url": "base + '/a'", "size": "size", "f": "function(x){ y('}') }"}
    assert isinstance(read[0], dict)
    assert all(isinstance(value, Said) for value in read[0].values())


@pytest.mark.parametrize("source", ["", "{", "[1, 2", "{a: [}", "{a: 'b", "[" * 5000])
def test_what_is_not_closed_is_no_value(source: str) -> None:
    assert read_literal(source) is None


def test_the_arguments_of_a_call() -> None:
    assert read_arguments("'/a', {p: 1}, function(x){ return x; }).then()", 0) == [
        "/a",
        {"p": 1},
        "function(x){ return x; }",
    ]
    assert read_arguments("'/a', {p: 1", 0) == []


@given(st.text(alphabet="{}[]()'\"`:,;ab1-.$\\/* \n", max_size=80))
def test_any_text_is_a_value_or_none(source: str) -> None:
    read_literal(source)
    read_arguments(source, 0)
