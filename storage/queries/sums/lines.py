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


class LinePoint(NamedTuple):
    """One year: whose reports it is made of, and what each says."""

    year: int
    reporters: Reporters
    said: tuple[Said, ...]


def line(
    wanted: forms.Derived,
    known: Family,
    agency: int,
    reports: Sequence[ShownReport],
    worked: Mapping[tuple[int, str], Worked],
) -> list[LinePoint]:
    """The years of which there is a report of the agency or of those before it; ``reports`` are of all of them."""
    there = {(report.agency, report.year): report for report in reports}
    found = []
    for year in sorted({report.year for report in reports}):
        reporters = known.reporters(there, agency, year)
        if reporters is not None:
            of = [there[each, year] for each in reporters.agencies]
            said = tuple(Said(report, worked.get((report.version, wanted.key))) for report in of)
            found.append(LinePoint(year, reporters, said))
    return found
