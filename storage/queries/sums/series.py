"""One cell of an agency's reports year by year, through mergers and renamings where that is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from forms import Measure
from storage.models import Succession, table_of
from storage.queries.contents.cells import of_version
from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS
from storage.queries.narrowing import Narrowing, UnknownError
from storage.queries.past.showings import is_shown
from storage.versions.changes import MISSING, Printed

_SUCCESSIONS = table_of(Succession)


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


@dataclass(frozen=True, slots=True)
class _Family:
    """The agencies of a district by number: name, first and last year, and who took over from whom."""

    names: Mapping[int, str]
    years: Mapping[int, tuple[int | None, int | None]]
    predecessors: Mapping[int, list[int]]
    successors: Mapping[int, list[int]]


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
    family = _family(connection, found[0].district_id)
    asked = _latest(family, found[0].id) if follow else found[0].id
    members = _with_predecessors(family, asked) if follow else [asked]
    parts = _parts(connection, members, measure, as_of)
    return [
        point
        for year in sorted({year for _, year in parts})
        if (point := _point(family, parts, asked, year)) and narrowing.year in (None, year)
    ]


def _family(connection: Connection, district: int) -> _Family:
    rows = connection.execute(select(AGENCIES).where(AGENCIES.c.district_id == district)).all()
    predecessors: dict[int, list[int]] = defaultdict(list)
    successors: dict[int, list[int]] = defaultdict(list)
    pairs = select(_SUCCESSIONS).where(_SUCCESSIONS.c.predecessor_id.in_([row.id for row in rows]))
    for former, later in connection.execute(pairs.order_by(*_SUCCESSIONS.c)):
        predecessors[later].append(former)
        successors[former].append(later)
    names = {row.id: row.name for row in rows}
    return _Family(names, {row.id: (row.valid_from, row.valid_to) for row in rows}, predecessors, successors)


def _latest(family: _Family, agency: int) -> int:
    """The agency that reports for it now; as far as there is one and no more."""
    seen = {agency}
    while len(later := family.successors.get(agency, [])) == 1 and later[0] not in seen:
        agency = later[0]
        seen.add(agency)
    return agency


def _with_predecessors(family: _Family, agency: int) -> list[int]:
    found, waiting = [agency], [agency]
    while waiting:
        for former in family.predecessors.get(waiting.pop(), ()):
            if former not in found:
                found.append(former)
                waiting.append(former)
    return found


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
    return {
        (r.agency_id, r.year): Part(
            r.name, r.year, r.format, of_version(connection, r.id, r.format).get(measure, MISSING), r.url
        )
        for r in connection.execute(statement).all()
    }


def _point(
    family: _Family, parts: Mapping[tuple[int, int], Part], agency: int, year: int, later: frozenset[int] = frozenset()
) -> Point | None:
    """The agency's own report of the year, else those of all its predecessors; ``later`` ends a ring of them."""
    own = parts.get((agency, year))
    if own is not None:
        return Point(year, own.printed.value, (own,))
    formers = [
        former
        for former in family.predecessors.get(agency, ())
        if _existed(family, former, year) and former not in later
    ]
    points = {former: _point(family, parts, former, year, later | {agency}) for former in formers}
    there = [point for point in points.values() if point is not None]
    if not there:
        return None
    missing = [family.names[former] for former, point in points.items() if point is None]
    missing += [name for point in there for name in point.missing]
    split = any(point.split for point in there) or any(
        len(family.successors[former]) > 1 for former, point in points.items() if point is not None
    )
    values = [point.value for point in there]
    whole = not missing and not split and all(value is not None for value in values)
    total = sum((value for value in values if value is not None), Decimal(0)) if whole else None
    return Point(year, total, tuple(part for point in there for part in point.parts), tuple(missing), split)


def _existed(family: _Family, agency: int, year: int) -> bool:
    first, last = family.years[agency]
    return (first or year) <= year <= (last or year)
