"""The archive at one look."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.queries import stock
from storage.queries.crawl.runs import runs
from storage.queries.places.overview import DistrictSummary, YearOfDistrict, districts, years

MOST_DISTRICTS = 60
"""More make a heat map of provinces."""


@dataclass(frozen=True, slots=True)
class District:
    """How much is stored of one; years are null where nothing is."""

    code: str
    name: str
    agencies: int
    reports: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Heat:
    """``reports`` that are stored for a year, of ``agencies`` that there were.

    ``code``: of a district, or its first two digits for a province.
    """

    code: str
    year: int
    reports: int
    agencies: int


@dataclass(frozen=True, slots=True)
class Night:
    """The last run; ``ended_at`` is null while it is under way."""

    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Home:
    """``heat`` has the districts, or the provinces where there are many."""

    districts: int
    agencies: int
    reports: int
    captures: int
    last_night: Night | None
    places: tuple[District, ...]
    heat: tuple[Heat, ...]
    by_province: bool


def home(connection: Connection) -> Home:
    """Of this state of the database."""
    counts, places, counted = stock(connection), districts(connection), years(connection)
    last = runs(connection, limit=1)
    by_province = len(places) > MOST_DISTRICTS
    return Home(
        counts.districts,
        counts.agencies,
        counts.reports,
        counts.captures,
        Night(last[0].started_at, last[0].ended_at) if last else None,
        tuple(map(_place, places)),
        tuple(_of_provinces(counted) if by_province else [Heat(*each) for each in counted]),
        by_province,
    )


def _place(of: DistrictSummary) -> District:
    return District(of.code, of.name, of.agencies, of.reports, of.first_year, of.last_year)


def _of_provinces(counted: list[YearOfDistrict]) -> list[Heat]:
    sums: dict[tuple[str, int], tuple[int, int]] = {}
    for of in counted:
        reports, agencies = sums.get((of.code[:2], of.year), (0, 0))
        sums[of.code[:2], of.year] = (reports + of.reports, agencies + of.agencies)
    return [Heat(code, year, *pair) for (code, year), pair in sorted(sums.items())]
