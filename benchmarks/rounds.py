"""Variants measured side by side: one after the other, round by round, in turning order."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median


def interleave(
    variants: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.process_time
) -> dict[str, list[float]]:
    """What each variant took, a figure a round; who begins changes from round to round.

    ``clock`` counts this process's CPU; a variant that works in a child process needs ``children_too``.
    """
    spent: dict[str, list[float]] = {name: [] for name in variants}
    names = list(variants)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            before = clock()
            variants[name]()
            spent[name].append(clock() - before)
    return spent


def children_too() -> float:
    """CPU of this process and of the children it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' own ratios: a slow moment of the machine spoils one round, not the figure."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
