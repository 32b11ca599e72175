"""One number added up over the agencies of a district, with what the sum leaves out.

A report that speaks for the whole district (全区汇总) already holds the others: it is told beside the sum, never in it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, and_, select

import forms
from storage.database import dictionary
from storage.models import NUMBERS, Mark, ReportStatus, column_name, table_of
from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, VERSIONS
from storage.queries.crawl.coverage import coverage
from storage.queries.narrowing import Narrowing, UnknownError
from storage.queries.snapshot import Answer, Question, stream
from storage.queries.sums.speakers import speakers
from storage.records import Presence, Scope

_MARKS = table_of(Mark)


@dataclass(frozen=True, slots=True)
class Total:
    """One district, one year. ``value`` is None where no agency reported a number.

    ``counted`` agencies are in the sum, of ``expected`` that should have reported by now; ``missing`` names the others.
    ``unreported`` of these have a report without a number for it. ``flagged`` of those counted have a report in which
    an identity that must hold fails, or that was withdrawn. ``summary`` is what the district's own summary says.
    """

    district_code: str
    district: str
    year: int
    value: Decimal | None
    counted: int
    expected: int
    unreported: int
    flagged: int
    missing: tuple[str, ...]
    summary: Decimal | None


@dataclass(slots=True)
class _Sum:
    numbers: dict[str, Decimal] = field(default_factory=dict)
    unreported: set[str] = field(default_factory=set)
    flagged: set[str] = field(default_factory=set)
    expected: set[str] = field(default_factory=set)
    summaries: dict[str, Decimal | None] = field(default_factory=dict)


def totals(
    connection: Connection,
    measure: forms.Measure | tuple[str, str, str],
    narrowing: Narrowing | None = None,
    *,
    today: date,
) -> Iterator[Total]:
    """By district and year. Raises UnknownError for a measure that no form has."""
    measure, narrowing = _known(measure), narrowing or Narrowing()
    sums: dict[tuple[str, int], _Sum] = defaultdict(_Sum)
    for row in stream(connection, _numbers(connection, measure, narrowing)):
        _add(sums[row.code, row.year], row)
    for code, agency, year in _expected(connection, narrowing, today):
        sums[code, year].expected.add(agency)
    names = {row.code: row.name for row in connection.execute(select(DISTRICTS.c.code, DISTRICTS.c.name))}
    for (code, year), found in sorted(sums.items(), key=lambda of: of[0]):
        yield _total(code, names[code], year, found)


def _known(measure: forms.Measure | tuple[str, str, str]) -> forms.Measure:
    found = forms.Measure(*measure)
    if found not in forms.measures():
        raise UnknownError(f"no form has the cell {'.'.join(found)}: docs/codebook.md lists tables, rows and columns")
    return found


def _numbers(connection: Connection, measure: forms.Measure, narrowing: Narrowing) -> Question:
    numbers = NUMBERS[measure.table]
    of_cell = and_(_MARKS.c.version_id == VERSIONS.c.id, _MARKS.c.measure_id == dictionary.ids(connection)[measure])
    joined = JOINED.outerjoin(numbers, numbers.c.version_id == VERSIONS.c.id).outerjoin(_MARKS, of_cell)
    return (
        select(
            DISTRICTS.c.code,
            AGENCIES.c.name.label("agency"),
            REPORTS.c.year,
            REPORTS.c.status,
            VERSIONS.c.scope,
            VERSIONS.c.failing,
            numbers.c[column_name(measure)].label("held"),
            _MARKS.c.value.label("marked"),
        )
        .select_from(joined)
        .where(VERSIONS.c.current, *narrowing.conditions(connection))
    )


def _add(found: _Sum, row: Answer) -> None:
    value = row.marked if row.held is None else Decimal(row.held)
    if row.scope is Scope.SUMMARY:
        found.summaries[row.agency] = value
    elif value is None:
        found.unreported.add(row.agency)
    else:
        found.numbers[row.agency] = value
        if row.failing or row.status is ReportStatus.WITHDRAWN:
            found.flagged.add(row.agency)


def _expected(connection: Connection, narrowing: Narrowing, today: date) -> Iterator[tuple[str, str, int]]:
    """What should be there by now, and what is there though nobody expected it."""
    wanted = None
    if narrowing.agency is not None:
        agencies = select(DISTRICTS.c.code, AGENCIES.c.name).join(DISTRICTS, DISTRICTS.c.id == AGENCIES.c.district_id)
        of_name = connection.execute(agencies.where(*narrowing.of_agencies(connection)))
        wanted = {(row.code, row.name) for row in of_name}
    beside = speakers(connection, narrowing.district)
    for of_site in coverage(connection, narrowing, today=today):
        for row in of_site.rows:
            due = row.state is not Presence.NOT_DUE and (row.code, row.agency) not in beside
            if due and (wanted is None or (row.code, row.agency) in wanted):
                yield row.code, row.agency, row.year


def _total(code: str, district: str, year: int, found: _Sum) -> Total:
    expected = (found.expected | found.numbers.keys() | found.unreported) - found.summaries.keys()
    summaries = [value for value in found.summaries.values() if value is not None]
    return Total(
        district_code=code,
        district=district,
        year=year,
        value=sum(found.numbers.values(), Decimal(0)) if found.numbers else None,
        counted=len(found.numbers),
        expected=len(expected),
        unreported=len(found.unreported),
        flagged=len(found.flagged),
        missing=tuple(sorted(expected - found.numbers.keys())),
        summary=summaries[0] if len(summaries) == 1 else None,
    )
