"""What changed since the release before, from the files of both: two sorted streams, a report at a time."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeVar

from storage.errors import StorageError
from storage.release.files import lines, open_table
from storage.release.tables import CHANGED_CELLS, CHANGED_REPORTS

Key = tuple[str, str, int]
"""District code, agency, year: what a report is known by, and the order of the files."""
Place = tuple[str, str, str]
Printed = tuple[str, str, str]
Value = TypeVar("Value")

REPORTED = ("format", "title", "published", "source_url", "media_type", "sha256", "status")
"""The columns of reports in which a difference counts. A new reading that says the same is no change."""
_PLACE, _PRINTED = ("table", "row", "column"), ("value", "state", "raw")
_NONE: Printed = ("", "", "")


class Said(NamedTuple):
    """A report as one release has it."""

    report: Mapping[str, str]
    cells: Mapping[Place, Printed]


class Change(NamedTuple):
    """A report that is not as it was: the row that tells it, and those of its cells."""

    kind: str
    row: tuple[object, ...]
    cells: list[tuple[object, ...]]


class Counts(NamedTuple):
    """Reports by kind of change for each district, and changed cells of each."""

    names: dict[str, str]
    reports: dict[str, Counter[str]]
    cells: Counter[str]

    @property
    def total(self) -> Counter[str]:
        """Reports by kind of change."""
        return sum(self.reports.values(), Counter())


def write_changes(before: Path, after: Path) -> Counts:
    """Compare the tables in two folders, write the two tables of changes to the second, and count."""
    counts = Counts({}, {}, Counter())
    with (
        open_table(after / "changed_reports.csv.gz", CHANGED_REPORTS) as of_reports,
        open_table(after / "changed_cells.csv.gz", CHANGED_CELLS) as of_cells,
    ):
        for change in changes(before, after):
            of_reports.writerow(change.row)
            of_cells.writerows(change.cells)
            code, name = str(change.row[0]), str(change.row[1])
            counts.names[code] = name
            counts.reports.setdefault(code, Counter())[change.kind] += 1
            counts.cells[code] += len(change.cells)
    return counts


def changes(before: Path, after: Path) -> Iterator[Change]:
    """Every report that differs, by district, agency and year."""
    for key, was, now in _side_by_side(_said(before), _said(after)):
        if was is None and now is not None:
            yield _change("new", key, now, "", "", now.report["sha256"], [])
        elif now is None and was is not None:
            yield _change("removed", key, was, "", was.report["sha256"], "", [])
        elif was is not None and now is not None:
            columns = [name for name in REPORTED if was.report[name] != now.report[name]]
            cells = list(_cells(key, was, now))
            if columns or cells:
                kind = _kind(was.report["status"], now.report["status"])
                yield _change(kind, key, now, " ".join(columns), was.report["sha256"], now.report["sha256"], cells)


def _kind(was: str, now: str) -> str:
    if was == now:
        return "changed"
    return "withdrawn" if now == "withdrawn" else "returned"


def _change(
    kind: str, key: Key, said: Said, columns: str, before: str, after: str, cells: list[tuple[object, ...]]
) -> Change:
    code, agency, year = key
    row = (
        code,
        said.report["district"],
        agency,
        year,
        kind,
        columns or None,
        len(cells),
        before or None,
        after or None,
    )
    return Change(kind, row, cells)


def _cells(key: Key, was: Said, now: Said) -> Iterator[tuple[object, ...]]:
    code, agency, year = key
    for place in dict.fromkeys((*now.cells, *was.cells)):
        before, after = was.cells.get(place, _NONE), now.cells.get(place, _NONE)
        if before != after:
            yield (code, now.report["district"], agency, year, *place, *before, *after)


def _said(folder: Path) -> Iterator[tuple[Key, Said]]:
    """The reports of a release with their cells, in order."""
    of_cells = groupby(_rows(folder / "cells.csv.gz", (*_PLACE, *_PRINTED)), key=lambda row: row[0])
    waiting = next(of_cells, None)
    for key, values in _rows(folder / "reports.csv.gz", ("district", *REPORTED)):
        cells: dict[Place, Printed] = {}
        if waiting is not None and waiting[0] == key:
            for _, (table, row, column, value, state, raw) in waiting[1]:
                cells[table, row, column] = (value, state, raw)
            waiting = next(of_cells, None)
        yield key, Said(dict(zip(("district", *REPORTED), values, strict=True)), cells)


def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[tuple[Key, list[str]]]:
    with lines(path) as text:
        reader = csv.reader(text)
        pick, key = _pickers(path, next(reader, []), wanted)
        for row in reader:
            yield key(row), pick(row)


def _pickers(
    path: Path, header: list[str], wanted: tuple[str, ...]
) -> tuple[Callable[[list[str]], list[str]], Callable[[list[str]], Key]]:
    try:
        places = [header.index(name) for name in wanted]
        code, agency, year = (header.index(name) for name in ("district_code", "agency", "year"))
    except ValueError as error:
        raise StorageError(f"{path} is not the table of a release of this program: {error}") from error
    return lambda row: [row[place] for place in places], lambda row: (row[code], row[agency], int(row[year]))


def _side_by_side(
    left: Iterator[tuple[Key, Value]], right: Iterator[tuple[Key, Value]]
) -> Iterator[tuple[Key, Value | None, Value | None]]:
    """Two sorted streams by their keys."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None  # noqa: S101 – for the type checker
            yield one[0], one[1], None
            one = next(left, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(right, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(left, None), next(right, None)
