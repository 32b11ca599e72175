"""The five questions of a million reports. Takes an hour and ten gigabytes, so it is measured when asked for alone."""

from collections.abc import Iterator

from benchmarks.asking import MANY, of_size
from benchmarks.lines import Line

MILLION = 1_000_000


def measure(quick: bool) -> Iterator[Line]:
    """As ``asking``."""
    yield from of_size(MANY if quick else MILLION)
