"""Coverage as rows: for each agency and year, and counted for each district and year."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, select

from storage import queries
from storage.export.gaps import PRESENCES
from storage.models import District, table_of

_DISTRICTS = table_of(District)
Row = tuple[object, ...]


def by_agency(connection: Connection, day: date) -> Iterator[Row]:
    """By district, agency and year, as things stood on that day."""
    for code, name, rows in _districts(connection, day):
        for agency, year, state, evidence in rows:
            yield (code, name, agency, year, state, evidence or None)


def by_year(connection: Connection, day: date) -> Iterator[Row]:
    """By district and year: what is expected, and how much of it is in each state."""
    for code, name, rows in _districts(connection, day):
        counts: dict[int, Counter[str]] = {}
        for _, year, state, _ in rows:
            counts.setdefault(year, Counter())[state] += 1
        for year in sorted(counts):
            of_year = counts[year]
            yield (code, name, year, of_year.total(), *(of_year[state] for state, _ in PRESENCES))


def _districts(connection: Connection, day: date) -> Iterator[tuple[str, str, list[tuple[str, int, str, str]]]]:
    names = {row.code: row.name for row in connection.execute(select(_DISTRICTS.c.code, _DISTRICTS.c.name))}
    for report in queries.coverage(connection, today=day):
        if report.rows:
            code = report.site.code
            rows = sorted((row.agency, row.year, row.state.value, row.evidence) for row in report.rows)
            yield code, names[code], rows
