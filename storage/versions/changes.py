"""What differs between two readings of one report, cell by cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from forms import Measure
from storage.records import State


class Printed(NamedTuple):
    """What stood in a cell; ``value`` in the unit of the form, ``raw`` as printed."""

    value: Decimal | None
    state: State
    raw: str | None


MISSING = Printed(None, State.MISSING, None)
_UNREAD = (State.MISSING, State.UNREADABLE)


class CellChange(NamedTuple):
    """One cell before and after."""

    measure: Measure
    before: Printed
    after: Printed


@dataclass(frozen=True, slots=True)
class Changes:
    """``gained`` could not be read before, ``lost`` can not any more, ``changed`` is everything else."""

    changed: tuple[CellChange, ...] = ()
    gained: tuple[CellChange, ...] = ()
    lost: tuple[CellChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.gained or self.lost)


def compare(before: Mapping[Measure, Printed], after: Mapping[Measure, Printed]) -> Changes:
    """The cells that differ, in the order of the forms that ask for them; a cell not asked for counts as missing."""
    changed: list[CellChange] = []
    gained: list[CellChange] = []
    lost: list[CellChange] = []
    for measure in dict.fromkeys((*after, *before)):
        change = CellChange(measure, before.get(measure, MISSING), after.get(measure, MISSING))
        if change.before == change.after:
            continue
        was_unread, is_unread = change.before.state in _UNREAD, change.after.state in _UNREAD
        (gained if was_unread and not is_unread else lost if is_unread and not was_unread else changed).append(change)
    return Changes(tuple(changed), tuple(gained), tuple(lost))
