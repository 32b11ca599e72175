"""What an agency reports of a thing year by year, through mergers and renamings where that is asked."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import forms
from storage.queries.contents.shown import ShownReport
from storage.queries.sums.families import Family, Reporters
from storage.queries.sums.worked_out import Worked


class Said(NamedTuple):
    """What one report says of a thing; ``worked`` is None where its form does not ask for it."""

    report: ShownReport
    worked: Worked | None


class ReportedYear(NamedTuple):
    """One year of an agency: who reports for it, and their reports."""

    year: int
    reporters: Reporters
    reports: tuple[ShownReport, ...]

    def said(self, wanted: forms.Derived, worked: Mapping[tuple[int, str], Worked]) -> tuple[Said, ...]:
        """What each of them says of a thing."""
        return tuple(Said(report, worked.get((report.version, wanted.key))) for report in self.reports)


def reported_years(known: Family, agency: int, reports: Sequence[ShownReport]) -> list[ReportedYear]:
    """The years of which there is a report of the agency or of those before it; ``reports`` are of all of them."""
    there = {(report.agency, report.year): report for report in reports}
    found = []
    for year in sorted({report.year for report in reports}):
        reporters = known.reporters(there, agency, year)
        if reporters is not None:
            found.append(ReportedYear(year, reporters, tuple(there[each, year] for each in reporters.agencies)))
    return found
