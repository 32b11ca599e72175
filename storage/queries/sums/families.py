"""The agencies of a district with who took over from whom, and who reports for one of them in a year."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from storage.agencies import existed
from storage.models import Agency, Succession, table_of

_AGENCIES, _SUCCESSIONS = table_of(Agency), table_of(Succession)
_NAMED = ("id", "key", "name", "valid_from", "valid_to")
_OF_DISTRICT = (
    select(*(_AGENCIES.c[name] for name in _NAMED))
    .where(_AGENCIES.c.district_id == bindparam("district"))
    .order_by(_AGENCIES.c.id)
)
_PAIRS = (
    select(_SUCCESSIONS)
    .join(_AGENCIES, _AGENCIES.c.id == _SUCCESSIONS.c.predecessor_id)
    .where(_AGENCIES.c.district_id == bindparam("district"))
    .order_by(*_SUCCESSIONS.c)
)


class Member(NamedTuple):
    """One agency; years are None where nothing limits them."""

    id: int
    key: str
    name: str
    valid_from: int | None
    valid_to: int | None

    def existed(self, year: int) -> bool:
        """Whether it was there in that year, as far as the site file says."""
        return existed(self.valid_from, self.valid_to, year)


class Reporters(NamedTuple):
    """Whose reports together are an agency's of a year: its own, or those of all that it took over from.

    ``missing`` are the names of those without a report. ``split``: one of them was followed by several, so that its
    numbers are not this agency's alone.
    """

    agencies: tuple[int, ...]
    missing: tuple[str, ...] = ()
    split: bool = False

    @property
    def are_whole(self) -> bool:
        """Whether their sum is the agency's number."""
        return not self.missing and not self.split


@dataclass(frozen=True, slots=True)
class Family:
    """The agencies of a district by number."""

    members: Mapping[int, Member]
    predecessors: Mapping[int, list[int]]
    successors: Mapping[int, list[int]]

    def latest(self, agency: int) -> int:
        """The agency that reports for it now; as far as there is one and no more."""
        seen = {agency}
        while len(later := self.successors.get(agency, [])) == 1 and later[0] not in seen:
            agency = later[0]
            seen.add(agency)
        return agency

    def with_predecessors(self, agency: int) -> list[int]:
        """It, and all that it took over from, whoever they took over from."""
        found, waiting = [agency], [agency]
        while waiting:
            for former in self.predecessors.get(waiting.pop(), ()):
                if former not in found:
                    found.append(former)
                    waiting.append(former)
        return found

    def reporters(
        self, there: Container[tuple[int, int]], agency: int, year: int, later: frozenset[int] = frozenset()
    ) -> Reporters | None:
        """The agency itself where its report of the year is ``there``, else its predecessors; None for nobody.

        ``there`` has agency and year; ``later`` ends a ring of agencies that took over from each other.
        """
        if (agency, year) in there:
            return Reporters((agency,))
        formers = [
            former
            for former in self.predecessors.get(agency, ())
            if self.members[former].existed(year) and former not in later
        ]
        of = {former: self.reporters(there, former, year, later | {agency}) for former in formers}
        found = [each for each in of.values() if each is not None]
        if not found:
            return None
        missing = [self.members[former].name for former, each in of.items() if each is None]
        missing += [name for each in found for name in each.missing]
        split = any(each.split for each in found) or any(
            len(self.successors[former]) > 1 for former, each in of.items() if each is not None
        )
        return Reporters(tuple(one for each in found for one in each.agencies), tuple(missing), split)


def family(connection: Connection, district: int) -> Family:
    """Of the district of that number."""
    asked = {"district": district}
    members = {row.id: Member._make(row) for row in connection.execute(_OF_DISTRICT, asked)}
    predecessors: dict[int, list[int]] = defaultdict(list)
    successors: dict[int, list[int]] = defaultdict(list)
    for former, later in connection.execute(_PAIRS, asked):
        predecessors[later].append(former)
        successors[former].append(later)
    return Family(members, predecessors, successors)
