"""Every cell that the forms ask for, from the wide rows and marks that hold them.

A cell of a row that only some districts add to a form is there only where it is printed.

The view ``cells`` says the same in SQL; here the cells come in order, without the sorting of a long table.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice

from sqlalchemy import Connection, RowMapping, select

import forms
from storage import dictionary
from storage.changes import MISSING, Printed
from storage.models import NUMBERS, Mark, column_name, table_of
from storage.queries.narrowing import Narrowing
from storage.queries.reports import AGENCIES, CAPTURES, DISTRICTS, REPORTS, URLS, VERSIONS, of_versions
from storage.queries.snapshot import Answer, stream
from storage.records import CellRow, State

_MARKS = table_of(Mark)
REPORTS_AT_ONCE = 100
"""Reports whose wide rows are in memory at a time."""


def cells(
    connection: Connection, narrowing: Narrowing | None = None, *, all_versions: bool = False
) -> Iterator[tuple[CellRow, int]]:
    """Each with the number of its version, by district, agency, year, and in the order of the form."""
    statement = select(
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
    versions = stream(connection, of_versions(connection, statement, narrowing, all_versions=all_versions))
    known = dictionary.ids(connection)
    while batch := list(islice(versions, REPORTS_AT_ONCE)):
        yield from _of_batch(connection, batch, known)


def of_version(connection: Connection, version: int, form: str) -> dict[forms.Measure, Printed]:
    """Every cell that the form asks for, of one version; none for an unknown form."""
    if form not in forms.FORMS:
        return {}
    known, marks = dictionary.ids(connection), _marks(connection, [version])
    wide = {table: _wide(connection, table, [version]).get(version) for table in forms.form(form).tables}
    return {
        measure: _printed(measure, wide[measure.table], marks.get((version, known[measure])))
        for measure in forms.measures(form)
    }


def _of_batch(
    connection: Connection, batch: list[Answer], known: Mapping[forms.Measure, int]
) -> Iterator[tuple[CellRow, int]]:
    ids = [version.id for version in batch]
    tables = sorted({table for version in batch for table in forms.form(version.format).tables})
    wide = {table: _wide(connection, table, ids) for table in tables}
    marks = _marks(connection, ids)
    for version in batch:
        head = (version.code, version.district, version.agency, version.year, version.format)
        asked = frozenset(forms.asked(version.format))
        tail = (version.url, version.sha256, version.captured_at, version.extractor)
        for measure in forms.measures(version.format):
            printed = _printed(measure, wide[measure.table].get(version.id), marks.get((version.id, known[measure])))
            if printed.state is not State.MISSING or measure in asked:
                yield CellRow(*head, *measure, *printed, *tail), version.number


def _wide(connection: Connection, table: str, versions: Iterable[int]) -> dict[int, RowMapping]:
    numbers = NUMBERS[table]
    rows = connection.execute(select(numbers).where(numbers.c.version_id.in_(versions))).mappings()
    return {row["version_id"]: row for row in rows}


def _marks(connection: Connection, versions: Iterable[int]) -> dict[tuple[int, int], Answer]:
    rows = connection.execute(select(_MARKS).where(_MARKS.c.version_id.in_(versions)))
    return {(row.version_id, row.measure_id): row for row in rows}


def _printed(measure: forms.Measure, numbers: RowMapping | None, mark: Answer | None) -> Printed:
    """A mark says most; else the number is its own raw text; else the cell is as the rest of its table."""
    number = None if numbers is None else numbers[column_name(measure)]
    if mark is not None:
        return Printed(_decimal(number if mark.value is None else mark.value), mark.state, mark.raw)
    if number is not None:
        return Printed(
            _decimal(number), State.REPORTED, format(number, "f") if isinstance(number, Decimal) else str(number)
        )
    if numbers is None or numbers["rest_state"] is None:
        return MISSING
    return Printed(None, numbers["rest_state"], numbers["rest_raw"])


def _decimal(number: int | Decimal | None) -> Decimal | None:
    return Decimal(number) if isinstance(number, int) else number
