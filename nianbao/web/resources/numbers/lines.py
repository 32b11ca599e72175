"""The numbers of one agency year by year: a line for each indicator and concept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

import forms
from nianbao.web.resources.numbers.points import NO_REPORT, Number, Standing, joined, number
from nianbao.web.resources.numbers.things import chosen_things
from storage.queries.contents.shown import ShownReport
from storage.queries.sums.families import Family, Reporters
from storage.queries.sums.lines import ReportedYear, reported_years
from storage.queries.sums.worked_out import Worked, worked_out


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a line. ``agencies`` are those whose reports it is made of, ``missing`` those that have none.

    ``joined``: whether it continues the year before; false after a gap, and where another form counts something else.
    """

    year: int
    number: Number
    agencies: tuple[str, ...]
    missing: tuple[str, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator or a concept, with a point for every year from the first report to the last."""

    key: str
    label_zh: str
    label_en: str
    unit: str
    note: str | None
    points: tuple[Point, ...]


def lines_of(connection: Connection, known: Family, agency: int, reports: Sequence[ShownReport]) -> Iterator[Line]:
    """Those for which some form of these reports has cells."""
    things = chosen_things()
    worked = worked_out(connection, reports, things)
    there = {each.year: each for each in reported_years(known, agency, reports)}
    years = range(min(there), max(there) + 1) if there else range(0)
    who = {year: _who(known, each.reporters) for year, each in there.items()}
    for thing in things:
        if any((report.version, thing.key) in worked for report in reports):
            numbers = [(year, _number(thing, there[year], worked) if year in there else NO_REPORT) for year in years]
            points = (
                Point(year, found, *who.get(year, ((), ())), continues)
                for (year, found), continues in zip(numbers, joined(numbers), strict=True)
            )
            yield Line(thing.key, thing.label, thing.label_en, thing.unit, thing.note, tuple(points))


def _who(known: Family, reporters: Reporters) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of those that report, and of those that do not."""
    return tuple(known.members[each].name for each in reporters.agencies), reporters.missing


def _number(thing: forms.Derived, of: ReportedYear, worked: Mapping[tuple[int, str], Worked]) -> Number:
    refused = None
    if not of.reporters.are_whole:
        refused = Standing.SPLIT if of.reporters.split else Standing.INCOMPLETE
    return number(thing, of.said(thing, worked), refused=refused)
