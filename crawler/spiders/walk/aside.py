"""The columns of single agencies that a walk leaves aside at first, for the district has a column of reports of all.

Districts often have both: a column for all, with the last years or the government's own reports only, and one in the
disclosure of each agency with all its years. At the end of a walk those are opened of which little was found elsewhere.
"""

import re
from collections.abc import Iterable

from crawler.discovery.addresses import key
from crawler.spiders.walk.choices import Wanted

_TITLE = re.compile(r"(?<=街道|.镇|.乡)(?:办事处|人民政府)$")


class Aside:
    """What one walk has left aside, and of which agencies and years it has found reports."""

    def __init__(self) -> None:
        self._columns: dict[str, Wanted] = {}
        self._years: dict[str, set[int | None]] = {}

    def put(self, columns: Iterable[Wanted]) -> None:
        """Columns of single agencies; each once."""
        for each in columns:
            self._columns.setdefault(key(each.url), each)

    def note(self, agency: str | None, year: int | None) -> None:
        """A report that was found."""
        self._years.setdefault(_plain(agency or ""), set()).add(year)

    def take(self) -> list[Wanted]:
        """The columns of agencies of which no more than half the years were found; nothing is left aside any more."""
        years = len(set().union(*self._years.values()))
        columns, self._columns = self._columns, {}
        return [each for each in columns.values() if 2 * len(self._found(each.errand.column.agency)) <= years]

    def _found(self, agency: str | None) -> set[int | None]:
        """The years of an agency, whether the name of the district stands before its name or not."""
        name = _plain(agency or "")
        return set().union(*(years for found, years in self._years.items() if found and _are_one(name, found)))


def _plain(agency: str) -> str:
    return _TITLE.sub("", "".join(agency.split()))


def _are_one(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)
