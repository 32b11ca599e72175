"""Sums of texts in scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.scripts.sums import read_sum


def terms(source: str) -> list[str] | None:
    """The terms, expressions in angle brackets."""
    read = read_sum(source)
    return [f"<{term.text}>" if term.said else term.text for term in read[0]] if read else None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("'/d/' + id + '.html';", ["/d/", "<id>", ".html"]),
        ("\"a\" + f(b + 1, 'c')", ["a", "<f(b + 1, 'c')>"]),
        ("`/d/${v.id}.html`)", ["/d/", "<v.id>", ".html"]),
        ("'it\\'s'", ["it's"]),
        ("base +\n 'x'\n y()", ["<base>", "x"]),
        ("$(this).data('id'))", ["<$(this).data('id')>"]),
        ("'a' + ", None),
        ("'a' ? b : c", None),
        ("'a\n'", None),
        ("`${a ? `b` : c}`", None),
        ("function(){", None),
        ("", None),
    ],
)
def test_the_terms_of_a_sum(source: str, expected: list[str] | None) -> None:
    assert terms(source) == expected


@given(st.text(alphabet="'\"`+${}()[];,\\ \na.b", max_size=60))
def test_any_text_is_a_sum_or_none(source: str) -> None:
    terms(source)
