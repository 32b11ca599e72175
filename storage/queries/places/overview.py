"""All districts at one look: how many agencies each has, and how many reports of each year."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from storage.agencies import existed
from storage.models import Agency, AnnualReport, District, ReportStatus, table_of
from storage.queries.snapshot import bytewise

_DISTRICTS, _AGENCIES, _REPORTS = table_of(District), table_of(Agency), table_of(AnnualReport)


class DistrictSummary(NamedTuple):
    """``reports`` are those with a version that is shown; years are None where there is none."""

    code: str
    name: str
    site: str
    agencies: int
    reports: int
    first_year: int | None
    last_year: int | None


class YearOfDistrict(NamedTuple):
    """How many reports are stored, of how many agencies that the district had in that year."""

    code: str
    year: int
    reports: int
    agencies: int


def districts(connection: Connection) -> list[DistrictSummary]:
    """By code."""
    counted = select(_AGENCIES.c.district_id, func.count()).group_by(_AGENCIES.c.district_id)
    agencies = {row[0]: row[1] for row in connection.execute(counted)}
    years = {row.district_id: row for row in connection.execute(_YEARS_OF_DISTRICTS)}
    rows = connection.execute(select(_DISTRICTS).order_by(bytewise(connection, _DISTRICTS.c.code)))
    found = []
    for row in rows:
        of = years.get(row.id)
        counts = (of.reports, of.first, of.last) if of else (0, None, None)
        found.append(DistrictSummary(row.code, row.name, row.site, agencies.get(row.id, 0), *counts))
    return found


def years(connection: Connection) -> list[YearOfDistrict]:
    """By code and year, for the years of which anything is stored."""
    counted = connection.execute(_COUNTED).all()
    codes = {row.id: row.code for row in connection.execute(select(_DISTRICTS.c.id, _DISTRICTS.c.code))}
    valid: dict[int, list[tuple[int | None, int | None]]] = {}
    for row in connection.execute(select(_AGENCIES.c.district_id, _AGENCIES.c.valid_from, _AGENCIES.c.valid_to)):
        valid.setdefault(row.district_id, []).append((row.valid_from, row.valid_to))
    return sorted(
        YearOfDistrict(codes[row.district_id], row.year, row.reports, _existing(valid[row.district_id], row.year))
        for row in counted
    )


def _existing(valid: list[tuple[int | None, int | None]], year: int) -> int:
    return sum(existed(first, last, year) for first, last in valid)


_JOINED = _REPORTS.join(_AGENCIES, _AGENCIES.c.id == _REPORTS.c.agency_id)
_THERE = _REPORTS.c.status != ReportStatus.MISREAD
_COUNTED = (
    select(_AGENCIES.c.district_id, _REPORTS.c.year, func.count().label("reports"))
    .select_from(_JOINED)
    .where(_THERE)
    .group_by(_AGENCIES.c.district_id, _REPORTS.c.year)
)
_YEARS_OF_DISTRICTS = (
    select(
        _AGENCIES.c.district_id,
        func.count().label("reports"),
        func.min(_REPORTS.c.year).label("first"),
        func.max(_REPORTS.c.year).label("last"),
    )
    .select_from(_JOINED)
    .where(_THERE)
    .group_by(_AGENCIES.c.district_id)
)
