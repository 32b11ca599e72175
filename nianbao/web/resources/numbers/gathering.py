"""What the database has of the agencies and districts that are compared, fetched for all of them at once."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection

import forms
from storage.queries.contents.shown import ShownReport, shown_in, shown_of
from storage.queries.crawl.coverage import coverage_of
from storage.queries.places.agencies import agency_of
from storage.queries.places.districts import named
from storage.queries.sums.families import family
from storage.queries.sums.speakers import speakers
from storage.queries.sums.worked_out import Worked, worked_out
from storage.records import Coverage, Presence


class Of(StrEnum):
    """What a line is of."""

    AGENCY = "agency"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Body:
    """An agency, or a district with all its agencies; ``id`` is what the address has for it."""

    id: str
    of: Of
    district_code: str
    district: str
    key: str | None
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A body as the database knows it: the number of its district, and its own if it is an agency."""

    body: Body
    district: int
    agency: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What is there of all that was asked for.

    ``reports`` by agency and year; ``coverage`` by district code, agency and year, for districts in which anything is
    missing; of whole districts ``by_year`` has the reports and ``due`` the names of those that should be there, by
    district and year; ``names`` are of their agencies.
    """

    reports: Mapping[tuple[int, int], ShownReport]
    worked: Mapping[tuple[int, str], Worked]
    coverage: Mapping[str, Mapping[tuple[str, int], Coverage]]
    by_year: Mapping[tuple[int, int], list[ShownReport]]
    due: Mapping[tuple[str, int], list[str]]
    names: Mapping[int, str]


def body_of(connection: Connection, id_: str) -> Asked:
    """A district by its code, an agency by that and its name with a slash between. Raises UnknownError."""
    code, _, key = id_.partition("/")
    place = named(connection, code)
    if not key:
        return Asked(Body(code, Of.DISTRICT, code, place.name, None, place.name), place.id, None)
    found = agency_of(connection, place, key)
    return Asked(Body(f"{code}/{found.key}", Of.AGENCY, code, place.name, found.key, found.name), place.id, found.id)


def gather(
    connection: Connection,
    things: Sequence[forms.Derived],
    asked: Sequence[Asked],
    years: range,
    today: date,
    as_of: datetime | None,
) -> Stored:
    """Everything about them in these years; at a past moment the reports that were shown then."""
    single = [one.agency for one in asked if one.agency is not None]
    reports = [row for row in shown_of(connection, single, as_of) if row.year in years] if single else []
    own = {(row.agency, row.year): row for row in reports}
    coverage: dict[str, dict[tuple[str, int], Coverage]] = {}
    due: dict[tuple[str, int], list[str]] = defaultdict(list)
    for code, rows in _coverage(connection, asked, own, years, today):
        of_years = {(row.agency, row.year): row for row in rows if row.year in years}
        if as_of is None:
            coverage[code] = of_years
        beside = speakers(connection, code)
        for row in of_years.values():
            if row.state is not Presence.NOT_DUE and (code, row.agency) not in beside:
                due[code, row.year].append(row.agency)
    by_year: dict[tuple[int, int], list[ShownReport]] = defaultdict(list)
    names: dict[int, str] = {}
    for district in sorted({one.district for one in asked if one.agency is None}):
        names |= {each.id: each.name for each in family(connection, district).members.values()}
        for report in shown_in(connection, district, years[0], years[-1], as_of):
            by_year[district, report.year].append(report)
    every = {row.version: row for rows in (reports, *by_year.values()) for row in rows}
    return Stored(own, worked_out(connection, every.values(), things), coverage, by_year, due, names)


def _coverage(
    connection: Connection,
    asked: Sequence[Asked],
    own: Container[tuple[int, int]],
    years: range,
    today: date,
) -> Iterator[tuple[str, Sequence[Coverage]]]:
    """By district code, where anything is missing: of all agencies for a district, else of those that are asked for."""
    of_districts: dict[tuple[str, int], list[Asked]] = defaultdict(list)
    for one in asked:
        of_districts[one.body.district_code, one.district].append(one)
    for (code, district), those in of_districts.items():
        lacking = [one.agency for one in those if one.agency and any((one.agency, year) not in own for year in years)]
        if any(one.agency is None for one in those):
            yield code, coverage_of(connection, district, today=today)
        elif lacking:
            yield code, coverage_of(connection, district, lacking, today=today)
