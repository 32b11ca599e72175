"""Every cell that the forms ask for, from the wide rows and marks that hold them.

A cell of a row that only some districts add to a form is there only where it is printed.

The view ``cells`` says the same in SQL; here the cells come in order, without the sorting of a long table.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

import forms
from storage.database import dictionary
from storage.models import NUMBERS, Mark, column_name, table_of
from storage.queries.contents.reports import AGENCIES, CAPTURES, DISTRICTS, REPORTS, URLS, VERSIONS, of_versions
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import Answer, Question, stream
from storage.records import CellRow, State
from storage.versions.changes import Printed

_MARKS = table_of(Mark)
REPORTS_AT_ONCE = 100
"""Reports whose wide rows are in memory at a time."""

OwnPart = tuple[str, str, str, int | Decimal | None, State, str | None]
"""Table, row, column, value, state and raw text of a cell; a count may come as an integer."""


class CellsOfReport(NamedTuple):
    """The cells of one version of a report; ``head`` and ``tail`` are what each of their rows begins and ends with."""

    head: tuple[str, str, str, int, str]
    cells: list[OwnPart]
    tail: tuple[str, str, datetime, str]
    version: int


def cells(
    connection: Connection,
    narrowing: Narrowing | None = None,
    *,
    all_versions: bool = False,
    as_of: datetime | None = None,
) -> Iterator[tuple[CellRow, int]]:
    """Each with the number of its version, by district, agency, year, and in the order of the form."""
    for report in cells_by_report(connection, narrowing, all_versions=all_versions, as_of=as_of):
        for table, row, column, value, state, raw in report.cells:
            cell = CellRow(*report.head, table, row, column, _decimal(value), state, raw, *report.tail)
            yield cell, report.version


def cells_by_report(
    connection: Connection,
    narrowing: Narrowing | None = None,
    *,
    all_versions: bool = False,
    as_of: datetime | None = None,
) -> Iterator[CellsOfReport]:
    """The same in the same order; what the cells of a report share is told once, which is several times as quick."""
    statement: Question = select(
        VERSIONS.c.id,
        VERSIONS.c.number,
        DISTRICTS.c.code,
        DISTRICTS.c.name.label("district"),
        AGENCIES.c.name.label("agency"),
        REPORTS.c.year,
        VERSIONS.c.format,
        URLS.c.url,
        VERSIONS.c.sha256,
        CAPTURES.c.captured_at,
        VERSIONS.c.extractor,
    ).where(VERSIONS.c.format.in_(forms.FORMS))
    statement = of_versions(connection, statement, narrowing, all_versions=all_versions, as_of=as_of)
    versions = stream(connection, statement)
    known = dictionary.ids(connection)
    while batch := list(islice(versions, REPORTS_AT_ONCE)):
        yield from _of_batch(connection, batch, known)


def of_version(connection: Connection, version: int, form: str, *, added: bool = True) -> dict[forms.Measure, Printed]:
    """Every cell that the form asks for, of one version; none for an unknown form.

    ``added``: also rows that only some districts add to the form, where they are missing.
    """
    return dict(cells_of_versions(connection, {version: form}, added=added)).get(version, {})


def cells_of_versions(
    connection: Connection, formats: Mapping[int, str], *, added: bool = True
) -> Iterator[tuple[int, dict[forms.Measure, Printed]]]:
    """The same of several versions, by their numbers with the form of each; those of an unknown form are left out."""
    versions = iter([(version, form) for version, form in formats.items() if form in forms.FORMS])
    known: Mapping[forms.Measure, int] = {}
    while batch := dict(islice(versions, REPORTS_AT_ONCE)):
        known = known or dictionary.ids(connection)
        wide, marks = _stored(connection, batch)
        for version, form in batch.items():
            found: dict[forms.Measure, Printed] = {}
            for table in forms.form(form).tables:
                numbers = wide[table].get(version)
                of_table = _of_table(form, table, numbers, marks[version], known, added=added)
                for key, row, column, value, state, raw in of_table:
                    found[forms.Measure(key, row, column)] = Printed(_decimal(value), state, raw)
            yield version, found


def _of_batch(
    connection: Connection, batch: list[Answer], known: Mapping[forms.Measure, int]
) -> Iterator[CellsOfReport]:
    wide, marks = _stored(connection, {version.id: version.format for version in batch})
    for version in batch:
        own: list[OwnPart] = []
        for table in forms.form(version.format).tables:
            own += _of_table(version.format, table, wide[table].get(version.id), marks[version.id], known, added=False)
        yield CellsOfReport(
            (version.code, version.district, version.agency, version.year, version.format),
            own,
            (version.url, version.sha256, version.captured_at, version.extractor),
            version.number,
        )


def _stored(
    connection: Connection, formats: Mapping[int, str]
) -> tuple[dict[str, dict[int, Answer]], Mapping[int, dict[int, Answer]]]:
    """The wide rows by table and version, and the marks by version and measure; of versions with the form of each."""
    tables = sorted({table for form in set(formats.values()) for table in forms.form(form).tables})
    return {table: _wide(connection, table, formats) for table in tables}, _marks(connection, formats)


def _wide(connection: Connection, table: str, versions: Iterable[int]) -> dict[int, Answer]:
    numbers = NUMBERS[table]
    rows = connection.execute(select(numbers).where(numbers.c.version_id.in_(versions)))
    return {row.version_id: row for row in rows}


def _marks(connection: Connection, versions: Iterable[int]) -> Mapping[int, dict[int, Answer]]:
    """By version and measure."""
    found: Mapping[int, dict[int, Answer]] = defaultdict(dict)
    for row in connection.execute(select(_MARKS).where(_MARKS.c.version_id.in_(versions))):
        found[row.version_id][row.measure_id] = row
    return found


@cache
def _places(form: str, table: str) -> tuple[tuple[forms.Measure, int, bool], ...]:
    """The cells of a form's table, where they stand in its wide row, and whether every report has them."""
    place = {column.key: number for number, column in enumerate(NUMBERS[table].c)}
    asked = frozenset(forms.asked(form))
    return tuple((m, place[column_name(m)], m in asked) for m in forms.measures(form) if m.table == table)


def _of_table(
    form: str,
    table: str,
    numbers: Answer | None,
    marks: Mapping[int, Answer],
    known: Mapping[forms.Measure, int],
    *,
    added: bool = True,
) -> Iterator[OwnPart]:
    """A mark says most; else the number is its own raw text; else a cell that is asked for is as the rest of its table.

    ``added``: also rows that the form lacks, where they are missing.
    """
    rest, rest_raw = State.MISSING, None
    if numbers is not None and numbers.rest_state is not None:
        rest, rest_raw = numbers.rest_state, numbers.rest_raw
    for measure, place, asked in _places(form, table):
        number = None if numbers is None else numbers[place]
        mark = marks.get(known[measure]) if marks else None
        if mark is not None:
            yield (*measure, number if mark.value is None else mark.value, mark.state, mark.raw)
        elif number is not None:
            yield (*measure, number, State.REPORTED, str(number) if type(number) is int else format(number, "f"))
        elif asked:
            yield (*measure, None, rest, rest_raw)
        elif added:
            yield (*measure, None, State.MISSING, None)


def _decimal(number: int | Decimal | None) -> Decimal | None:
    return Decimal(number) if isinstance(number, int) else number
