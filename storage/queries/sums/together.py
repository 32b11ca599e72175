"""The agencies of a district together, in one thing and one year, with what the sum leaves out.

As in ``totals``, a report that speaks for the whole district is told beside the sum, never in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import forms
from storage.models import ReportStatus
from storage.queries.contents.shown import ShownReport
from storage.queries.sums.lines import Said
from storage.queries.sums.worked_out import Worked
from storage.records import Scope


@dataclass(frozen=True, slots=True)
class Together:
    """``counted`` are in the sum, of ``expected`` agencies that should have reported; ``missing`` are the others.

    ``unreported`` of these have a report without every number for it. ``flagged`` of those counted have a report in
    which an identity that must hold fails, or that was withdrawn. ``summary`` is what the district's own summary says.
    """

    counted: tuple[Said, ...]
    expected: int
    unreported: int
    flagged: int
    missing: tuple[str, ...]
    summary: Worked | None


def together(
    wanted: forms.Derived,
    reports: Iterable[ShownReport],
    worked: Mapping[tuple[int, str], Worked],
    names: Mapping[int, str],
    due: Iterable[str],
) -> Together:
    """``reports`` of one year and district; ``due``: the names of those that should be there; ``names`` by number."""
    counted: dict[str, Said] = {}
    unreported: set[str] = set()
    summaries: dict[str, Worked | None] = {}
    for report in reports:
        name, found = names[report.agency], worked.get((report.version, wanted.key))
        whole = found is not None and not found.without
        if report.scope is Scope.SUMMARY:
            summaries[name] = found
        elif whole:
            counted[name] = Said(report, found)
        else:
            unreported.add(name)
    expected = ({*due} | counted.keys() | unreported) - summaries.keys()
    told = [found for found in summaries.values() if found is not None and not found.without]
    return Together(
        tuple(counted.values()),
        len(expected),
        len(unreported),
        sum(bool(s.report.failing) or s.report.status is ReportStatus.WITHDRAWN for s in counted.values()),
        tuple(sorted(expected - counted.keys())),
        told[0] if len(told) == 1 else None,
    )
