"""CPU of processes with all that descend from them, read from ``/proc``: nobody else tells of grandchildren."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _TIMES = 1, slice(11, 15)
"""Of what stands behind the name in ``stat``: own time and that of children waited for, user and system."""


class Spent(NamedTuple):
    parent: int
    seconds: float


def cpu(of: Iterable[int]) -> float:
    """Seconds so far, those of descendants that have ended included."""
    processes = dict(_all())
    family = set(of)
    while more := {number for number, (parent, _) in processes.items() if parent in family} - family:
        family |= more
    return sum(processes[number].seconds for number in family if number in processes)


def _all() -> Iterable[tuple[int, Spent]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                yield int(folder.name), Spent(int(fields[_PARENT]), sum(map(int, fields[_TIMES])) / _TICKS)
