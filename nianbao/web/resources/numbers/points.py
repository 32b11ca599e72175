"""One number of a chart and its table: what it is made of, or why there is none, and what it may be joined with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

import forms
from forms import Grade
from nianbao.web.resources.numbers.things import thing
from storage.queries.sums.lines import Said
from storage.queries.sums.worked_out import Worked, added
from storage.records import State

SMALL = 30
"""A share in fewer than this moves by whole percents with every single case."""


class Standing(StrEnum):
    """Whether there is a number, or why there is none."""

    REPORTED = "reported"
    UNREPORTED = "unreported"
    SHARE_IN_NOTHING = "share_in_nothing"
    NOT_ASKED = "not_asked"
    NO_REPORT = "no_report"
    INCOMPLETE = "incomplete"
    SPLIT = "split"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Number:
    """``value`` is null unless ``state`` is ``reported``; of a share it is rounded to six decimals.

    ``without``: what stands in the cells that have no number. ``small``: a share in so little that one case weighs
    much. ``grade``: how the form compares with the one in force.
    """

    value: Decimal | None
    state: Standing
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    forms: tuple[str, ...] = ()
    grade: Grade | None = None
    without: tuple[State, ...] = ()
    small: bool = False


NO_REPORT = Number(None, Standing.NO_REPORT)


def number(wanted: forms.Derived, said: Sequence[Said], *, refused: Standing | None = None) -> Number:
    """Of one report, or of several together; ``refused`` says why there is no sum of them, where that is known."""
    if not said:
        return NO_REPORT
    formats = _formats(said)
    worked = [each.worked for each in said if each.worked is not None]
    if len(worked) < len(said):
        return Number(None, Standing.NOT_ASKED, forms=formats)
    grade, unit = _together(wanted.key, formats)
    if len(formats) > 1 and grade is Grade.BROKEN:
        refused = Standing.MIXED
    if refused is not None:
        return Number(None, refused, unit=unit, forms=formats, grade=grade)
    whole = added(worked)
    above, below = whole
    denominator = below.value if below else None
    return Number(
        whole.value,
        _standing(whole),
        above.value if below else None,
        denominator,
        unit,
        formats,
        grade,
        whole.without,
        small=denominator is not None and denominator < SMALL,
    )


def _formats(said: Sequence[Said]) -> tuple[str, ...]:
    if len(said) == 1:
        return (said[0].report.format,)
    return tuple(sorted({each.report.format for each in said}))


def _standing(together: Worked) -> Standing:
    if together.without:
        return Standing.UNREPORTED
    return Standing.SHARE_IN_NOTHING if together.is_share_in_nothing else Standing.REPORTED


@lru_cache(maxsize=4_096)
def _together(key: str, formats: tuple[str, ...]) -> tuple[Grade, str]:
    """The worst grade of these forms, and the unit of the first."""
    wanted = thing(key)
    first = wanted.parts(formats[0])[0].measure
    unit = wanted.unit if wanted.unit == "ratio" else forms.table(first.table).unit(first) or wanted.unit
    return max((wanted.compares(form, forms.NEWEST) for form in formats), key=list(Grade).index), unit


def joined(numbers: Iterable[tuple[int, Number]]) -> list[bool]:
    """For each year whether a line may lead to it from the one before: over no gap, and over no form that counts else.

    An older form whose numbers never compare with the newest's is joined with itself alone.
    """
    numbers = list(numbers)
    return [False, *(_follows(before, after) for before, after in pairwise(numbers))][: len(numbers)]


def _follows(before: tuple[int, Number], after: tuple[int, Number]) -> bool:
    (year, old), (next_year, new) = before, after
    if next_year != year + 1 or old.value is None or new.value is None:
        return False
    return old.forms == new.forms or Grade.BROKEN not in (old.grade, new.grade)
