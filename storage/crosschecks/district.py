"""All that is known of one district's reports: who reports in which years, and what was shown when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import Connection, select

import forms
from forms import Measure
from storage.agencies import existed
from storage.crosschecks.rules import Values, needed
from storage.crosschecks.stretch import Stretch
from storage.database import dictionary
from storage.models import (
    NUMBERS,
    Agency,
    AnnualReport,
    Mark,
    ReportStatus,
    Succession,
    Version,
    column_name,
    table_of,
)
from storage.queries.past.showings import timeline
from storage.records import Scope

_AGENCIES, _REPORTS, _VERSIONS, _MARKS = (table_of(m) for m in (Agency, AnnualReport, Version, Mark))
_SUCCESSIONS = table_of(Succession)
_AT_ONCE = 500
"""Versions asked for at a time."""


@dataclass(frozen=True, slots=True)
class Member:
    """An agency, and the report years in which it exists."""

    id: int
    valid_from: int | None
    valid_to: int | None

    def exists_in(self, year: int) -> bool:
        """Whether a report of that year is expected."""
        return existed(self.valid_from, self.valid_to, year)


@dataclass(slots=True)
class District:
    """``shown``: the stretches by agency and year, in order of time; ``numbers``: what versions print, by their id."""

    members: Mapping[int, Member]
    shown: Mapping[tuple[int, int], list[Stretch]]
    numbers: Mapping[int, Values]
    predecessors: Mapping[int, list[Member]] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    """Of which anything is stored."""


def load(connection: Connection, district: int) -> District:
    """In one state of the database."""
    of_district = _REPORTS.c.agency_id.in_(select(_AGENCIES.c.id).where(_AGENCIES.c.district_id == district))
    members = {
        row.id: Member(row.id, row.valid_from, row.valid_to)
        for row in connection.execute(select(_AGENCIES).where(_AGENCIES.c.district_id == district))
    }
    line = timeline(of_district)
    statement = (
        select(
            line, _REPORTS.c.agency_id, _REPORTS.c.year, _VERSIONS.c.format, _VERSIONS.c.scope
        )
        .join_from(line, _REPORTS, _REPORTS.c.id == line.c.report_id)
        .outerjoin(_VERSIONS, _VERSIONS.c.id == line.c.version_id)
        .order_by(line.c.report_id, line.c.at)
    )  # fmt: skip
    shown: dict[tuple[int, int], list[Stretch]] = defaultdict(list)
    for row in connection.execute(statement):
        is_present = row.version_id is not None and row.status is ReportStatus.CURRENT
        shown[row.agency_id, row.year].append(
            Stretch(
                row.report_id, row.agency_id, row.year, row.at, row.until, row.version_id, is_present,
                row.format or "", row.scope or Scope.AGENCY,
            )
        )  # fmt: skip
    versions = sorted({s.version for of in shown.values() for s in of if s.version is not None})
    predecessors: dict[int, list[Member]] = defaultdict(list)
    for former, successors in _successors(connection, members).items():
        if len(successors) == 1:  # what was split belongs to none of its successors alone
            predecessors[successors[0]].append(members[former])
    return District(
        members,
        dict(shown),
        numbers(connection, versions, needed()),
        dict(predecessors),
        frozenset(year for _, year in shown),
    )


def _successors(connection: Connection, members: Mapping[int, Member]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    pairs = select(_SUCCESSIONS).where(_SUCCESSIONS.c.predecessor_id.in_(list(members)))
    for former, later in connection.execute(pairs.order_by(*_SUCCESSIONS.c)):
        found[former].append(later)
    return found


def numbers(connection: Connection, versions: Iterable[int], measures: Iterable[Measure]) -> dict[int, Values]:
    """What the versions print in these cells; a version that prints none of them has no entry."""
    asked = set(measures)
    ids = list(versions)
    found: dict[int, dict[Measure, Decimal]] = defaultdict(dict)
    known = {number: measure for measure, number in dictionary.ids(connection).items()}
    for start in range(0, len(ids), _AT_ONCE):
        batch = ids[start : start + _AT_ONCE]
        for key in forms.TABLES:
            of_table = sorted(m for m in asked if m.table == key)
            if of_table:
                table = NUMBERS[key]
                columns = [table.c[column_name(m)] for m in of_table]
                for version, *values in connection.execute(
                    select(table.c.version_id, *columns).where(table.c.version_id.in_(batch))
                ):
                    found[version].update(
                        (m, Decimal(v)) for m, v in zip(of_table, values, strict=True) if v is not None
                    )
        beyond = select(_MARKS.c.version_id, _MARKS.c.measure_id, _MARKS.c.value)
        for version, measure, value in connection.execute(
            beyond.where(_MARKS.c.version_id.in_(batch), _MARKS.c.value.is_not(None))
        ):
            if known[measure] in asked:
                found[version][known[measure]] = value
    return dict(found)
