"""Variants measured side by side: one after the other on the same work, in turning order."""

import resource
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import TypeVar

Work = TypeVar("Work")


def interleave(
    variants: Mapping[str, Callable[[Work], object]],
    work: Iterable[Work],
    clock: Callable[[], float] = time.process_time,
) -> dict[str, list[float]]:
    """What each variant took on each piece of work; who begins changes from piece to piece.

    ``clock`` counts this process's CPU; variants that work in a child process need ``children_too``.
    """
    spent: dict[str, list[float]] = {name: [] for name in variants}
    names = list(variants)
    for turn, piece in enumerate(work):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            before = clock()
            variants[name](piece)
            spent[name].append(clock() - before)
    return spent


def children_too() -> float:
    """CPU of this process and of the children that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' own ratios: a slow moment of the machine spoils one round, not the figure."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
