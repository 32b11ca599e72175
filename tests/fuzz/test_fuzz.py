"""What once broke a reader breaks it no more, nor do a few dozen mutants of everything."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.confined import Confined, Limits
from storage.records import Cell, Reading, Report, State
from tests.fuzz.mutants import run
from tests.fuzz.mutation import mutate
from tests.fuzz.originals import FORMATS, originals
from tests.fuzz.seeds import KEPT, seeds
from tests.fuzz.shown import unseen
from tests.fuzz.targets import TARGETS

_KEPT = sorted(path.relative_to(KEPT).as_posix() for path in KEPT.glob("*/*"))
_PLENTY = 12


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    with Confined(limits=Limits(seconds=20)) as confined:
        yield confined


@pytest.mark.parametrize("kept", _KEPT)
def test_what_once_broke_a_target_does_so_no_more(kept: str) -> None:
    TARGETS[kept.partition("/")[0]]((KEPT / kept).read_bytes())


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "pdf"])
def test_no_target_breaks_on_its_seeds_or_on_what_is_made_of_them(target: str) -> None:
    whole = seeds(target)
    for number in range(_PLENTY):
        TARGETS[target](mutate(whole[number % len(whole)], f"test/{target}/{number}"))


@pytest.mark.parametrize(
    "target", ["sniff", "grid", "align", "addresses", "archive", "parameters", "text", "rtf", "mhtml"]
)
def test_no_bytes_whatever_break_it(target: str) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.binary(max_size=600))
    def holds(data: bytes) -> None:
        TARGETS[target](data)

    holds()


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "pdf"])
def test_mutants_are_read_or_refused_and_show_what_is_read_of_them(confined: Confined, format_: str) -> None:
    tally = run(confined, format_, range(10_000_000, 10_000_000 + _PLENTY))
    assert tally.faults == []
    assert tally.outcomes.total() == _PLENTY


def test_a_value_that_the_source_does_not_show_is_noticed() -> None:
    cells = (Cell("t", "r", "c", None, State.BLANK), Cell("t", "r", "d", 987654321, State.REPORTED, "987654321"))
    report = Report(agency=None, year=None, title=None, published=None, format="a2021", cells=cells)
    assert unseen(originals("html")[0], Reading("0" * 64, "text/html", "1", (report,))) == ["987654321"]
