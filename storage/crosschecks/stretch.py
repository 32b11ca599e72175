"""The stretches of time in which one version of a report was shown, and what holds in each part of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from storage.records import Outcome, Scope


class Stretch(NamedTuple):
    """One version of one report as it was shown from ``at`` until ``until``, or is still shown.

    ``present``: it was not withdrawn then. ``version`` is None where nothing was shown.
    """

    report: int
    agency: int
    year: int
    at: datetime
    until: datetime | None
    version: int | None
    present: bool
    form: str
    scope: Scope

    def covers(self, moment: datetime) -> bool:
        """Whether this was shown at that moment."""
        return self.at <= moment and (self.until is None or moment < self.until)


class Told(NamedTuple):
    """A finding across documents, for the time in which it held; ``bind`` is a JSON object with sorted keys."""

    report: int
    identity: str
    bind: str
    since: datetime
    until: datetime | None
    position: int
    outcome: Outcome
    left: Decimal | None
    right: Decimal | None
    code: str

    @property
    def said(self) -> tuple[object, ...]:
        """What it tells, whenever that was."""
        return (self.outcome, self.left, self.right, self.code)


def parts(stretch: Stretch, others: Iterable[Stretch]) -> Iterator[tuple[datetime, datetime | None]]:
    """The stretch cut wherever one of the others begins or ends."""
    moments = {moment for other in others for moment in (other.at, other.until) if moment is not None}
    inside = (m for m in moments if m > stretch.at and (stretch.until is None or m < stretch.until))
    cuts = [stretch.at, *sorted(inside), stretch.until]
    for since, until in pairwise(cuts):
        if since is not None and (until is None or since < until):
            yield since, until


def joined(told: Iterable[Told]) -> list[Told]:
    """Findings that go on unchanged from one part to the next as one, in their order."""
    found: dict[tuple[str, str], list[Told]] = {}
    for each in sorted(told, key=lambda each: (each.position, each.bind, each.since)):
        of_kind = found.setdefault((each.identity, each.bind), [])
        if of_kind and of_kind[-1].until == each.since and of_kind[-1].said == each.said:
            of_kind[-1] = of_kind[-1]._replace(until=each.until)
        else:
            of_kind.append(each)
    return [each for of_kind in found.values() for each in of_kind]
