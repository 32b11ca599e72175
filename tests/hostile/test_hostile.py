"""Whatever a stranger sends is read or refused with a reason, in time, in bounds, and leaves nothing behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.confined import Confined, Limits
from tests.hostile.catalogue import Hostile, inputs
from tests.hostile.trial import attempt

_LIMITS = Limits(seconds=4)
_IN_PLACE = 5.0
_SLACK = 6
"""Seconds for ending a process and making another, on a machine that does other work."""
_CODE = 100
"""Megabytes of libraries, which do not count against the limit on data."""
_KINDS = frozenset(
    (
        "image_only",
        "crashed",
        "damaged",
        "empty",
        "encrypted",
        "not_a_report",
        "out_of_time",
        "too_large",
        "unread",
        "unsupported",
    )
)
_SLOW = (
    *("stream of half", "elements in each other", "page of", "million", "doubles at each", "dots", "sheets", "letters"),
    *("fifty thousand pages", "styles of a style", "thousand parts", "pressed three times", "rules", "bombs", "saved"),
    *("one long string", "cells without end"),
)
"""Words in the names of those that take a second or more: they are tried by ``python -m tests.hostile``."""
_QUICK = {
    name: hostile for name, hostile in inputs().items() if hostile.quick and not any(word in name for word in _SLOW)
}
_PAGES = (
    "struck one by one",
    "hidden tables in hidden",
    "tables in tables",
    "brackets in a cell",
    "footnotes in a cell",
)


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with Confined(limits=_LIMITS) as confined:
        yield confined


def test_there_are_eighty_inputs_and_each_format_has_some() -> None:
    found = inputs()
    assert len(found) >= 80
    kinds = {hostile.format for hostile in found.values()}
    assert {
        "docx",
        "doc",
        "xlsx",
        "xls",
        "pdf",
        "rtf",
        "odt",
        "zip",
        "html",
        "text",
        "mhtml",
        "wordml",
        "image",
    } <= kinds


@pytest.mark.parametrize("format_", sorted({hostile.format for hostile in _QUICK.values()}))
def test_every_input_of_a_format_has_an_outcome_within_its_bounds(
    confined: Confined, format_: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, hostile in _QUICK.items():
        if hostile.format == format_:
            _holds(confined, name, hostile)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", _PAGES)
def test_a_page_of_the_size_of_any_page_takes_no_longer_than_some_seconds(confined: Confined, name: str) -> None:
    _holds(confined, f"page of {name}", inputs()[f"page of {name}"])


def _holds(confined: Confined, name: str, hostile: Hostile) -> None:
    found = attempt(confined, hostile.make())
    refusal = found.reading.refusal
    assert found.reading.reports or (refusal is not None and refusal.kind in _KINDS and refusal.message), name
    assert found.seconds < (_IN_PLACE if found.here else _LIMITS.seconds + _SLACK), name
    assert found.megabytes < _LIMITS.memory // 2**20 + _CODE, name
    assert confined.call(os.getpid), name
