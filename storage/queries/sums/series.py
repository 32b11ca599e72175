"""One cell of an agency's reports year by year, through mergers and renamings where that is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from forms import Measure
from storage.queries.contents.cells import cells_of_versions
from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS
from storage.queries.narrowing import Narrowing, UnknownError
from storage.queries.past.showings import is_shown
from storage.queries.sums.families import Family, family
from storage.versions.changes import MISSING, Printed


class Part(NamedTuple):
    """What one agency's report of a year prints in the cell; MISSING where its form does not ask for it."""

    agency: str
    year: int
    format: str
    printed: Printed
    source_url: str


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series.

    ``value`` is the number of the agency itself, or the sum over all that it took over from: only where the report of
    each of them is stored and prints a number. ``missing`` are those without a report. ``split``: among the parts is an
    agency that several others took over from, so that its number is not this one's alone; then there is no value.
    """

    year: int
    value: Decimal | None
    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()
    split: bool = False


def series(
    connection: Connection,
    narrowing: Narrowing,
    measure: Measure,
    *,
    follow: bool = True,
    as_of: datetime | None = None,
) -> list[Point]:
    """By year. With ``follow`` also years before, under its predecessors, and after, under its one successor.

    Raises UnknownError where not exactly one agency is meant.
    """
    statement = select(AGENCIES.c.id, AGENCIES.c.district_id, DISTRICTS.c.code).join(
        DISTRICTS, DISTRICTS.c.id == AGENCIES.c.district_id
    )
    found = connection.execute(statement.where(*narrowing.of_agencies(connection))).all()
    if len(found) != 1:
        codes = ", ".join(sorted({row.code for row in found}))
        raise UnknownError(f"several agencies are meant: name one, or its district ({codes})")
    known = family(connection, found[0].district_id)
    asked = known.latest(found[0].id) if follow else found[0].id
    members = known.with_predecessors(asked) if follow else [asked]
    parts = _parts(connection, members, measure, as_of)
    return [
        point
        for year in sorted({year for _, year in parts})
        if (point := _point(known, parts, asked, year)) and narrowing.year in (None, year)
    ]


def _parts(
    connection: Connection, agencies: Iterable[int], measure: Measure, as_of: datetime | None
) -> dict[tuple[int, int], Part]:
    """By agency and year."""
    statement = (
        select(VERSIONS.c.id, VERSIONS.c.format, REPORTS.c.agency_id, REPORTS.c.year, AGENCIES.c.name, URLS.c.url)
        .select_from(JOINED)
        .where(REPORTS.c.agency_id.in_(list(agencies)), is_shown(as_of))
        .order_by(REPORTS.c.year, AGENCIES.c.id)
    )
    rows = connection.execute(statement).all()
    said = {
        version: cells.get(measure, MISSING)
        for version, cells in cells_of_versions(connection, {r.id: r.format for r in rows})
    }
    return {(r.agency_id, r.year): Part(r.name, r.year, r.format, said.get(r.id, MISSING), r.url) for r in rows}


def _point(known: Family, parts: Mapping[tuple[int, int], Part], agency: int, year: int) -> Point | None:
    found = known.reporters(parts, agency, year)
    if found is None:
        return None
    told = tuple(parts[each, year] for each in found.agencies)
    values = [part.printed.value for part in told if part.printed.value is not None]
    whole = found.are_whole and len(values) == len(told)
    return Point(year, sum(values, Decimal(0)) if whole else None, told, found.missing, found.split)
