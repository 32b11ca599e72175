"""Concepts, indicators and single cells of a few reports, worked out from the wide rows that hold their cells.

The views ``series`` and ``indicators`` say the same in SQL of what is shown now; here it is of any version, for cells
too, and a number that is not there says what stood in its place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

import forms
from storage.database import dictionary
from storage.models import NUMBERS, Mark, column_name, table_of
from storage.queries.contents.shown import ShownReport
from storage.queries.snapshot import Question
from storage.records import State

_MARKS = table_of(Mark)
_AT_ONCE = 2_000
"""Versions asked for in one statement."""
_SHARE = Decimal("0.000001")


class Sum(NamedTuple):
    """A sum of cells; ``without`` are the states of those that have no number, and then there is no ``value``."""

    value: Decimal | None
    without: tuple[State, ...] = ()


class Worked(NamedTuple):
    """One thing in one report, or in several together; ``below`` is None where it is no share.

    ``above`` of a plain count is the count.
    """

    above: Sum
    below: Sum | None = None

    @property
    def value(self) -> Decimal | None:
        """The count, or the share to six decimals; None without every number, and for a share in nothing."""
        if self.below is None or self.above.value is None:
            return self.above.value
        return (self.above.value / self.below.value).quantize(_SHARE) + 0 if self.below.value else None

    @property
    def without(self) -> tuple[State, ...]:
        """The states of the cells that have no number."""
        return self.above.without + (self.below.without if self.below else ())

    @property
    def is_share_in_nothing(self) -> bool:
        """Whether it is a share, and that in which it would be one is 0."""
        return not self.without and self.below is not None and self.below.value == 0


def added(parts: Sequence[Worked]) -> Worked:
    """The same thing in several reports, together."""
    if len(parts) == 1:
        return parts[0]
    below = [part.below for part in parts if part.below is not None]
    return Worked(_added([part.above for part in parts]), _added(below) if below else None)


def _added(parts: Iterable[Sum]) -> Sum:
    parts = tuple(parts)
    without = tuple(state for part in parts for state in part.without)
    return Sum(None if without else sum((part.value or Decimal(0) for part in parts), Decimal(0)), without)


def of_cell(measure: forms.Measure) -> forms.Derived:
    """A single cell as a thing to be worked out: it has one part, in the forms that ask for it."""
    asking = [key for key in forms.FORMS if measure in forms.measures(key)]
    return forms.Derived(
        key=".".join(measure),
        label=f"{forms.table_zh(measure.table)}：{forms.label_zh(measure)}",
        label_en=f"{forms.table(measure.table).title_en}: {forms.label_en(measure)}",
        unit=forms.table(measure.table).unit(measure) or "",
        grade=forms.Grade.CLOSE,
        numerator={key: (forms.Part(measure, 1),) for key in asking},
    )


def worked_out(
    connection: Connection, reports: Iterable[ShownReport], wanted: Sequence[forms.Derived]
) -> dict[tuple[int, str], Worked]:
    """By version and key of what is wanted; nothing where the form of the version has no cells for it."""
    reports = [report for report in reports if report.format in forms.FORMS]
    formats = {report.format for report in reports}
    cells = frozenset(p.measure for each in wanted for key in formats & {*each.forms} for p in each.parts(key))
    found: dict[tuple[int, str], Worked] = {}
    for start in range(0, len(reports), _AT_ONCE):
        batch = reports[start : start + _AT_ONCE]
        printed = _printed(connection, batch, cells)
        for report in batch:
            for each in wanted:
                if report.format in each.forms:
                    found[report.version, each.key] = _worked(each, report.format, printed[report.version])
    return found


_Cell = tuple[Decimal | None, State]


def _worked(wanted: forms.Derived, form: str, printed: Mapping[forms.Measure, _Cell]) -> Worked:
    below = wanted.denominator.get(form)
    above = _sum(wanted.numerator[form], printed)
    return Worked(above, _sum(below, printed) if below else None)


def _sum(parts: Iterable[forms.Part], printed: Mapping[forms.Measure, _Cell]) -> Sum:
    total, without = Decimal(0), []
    for part in parts:
        value, state = printed.get(part.measure, (None, State.MISSING))
        if value is None:
            without.append(state)
        else:
            total += part.sign * value
    return Sum(None if without else total, tuple(without))


def _printed(
    connection: Connection, reports: Iterable[ShownReport], cells: frozenset[forms.Measure]
) -> Mapping[int, dict[forms.Measure, _Cell]]:
    """What stands in these cells, by version; a mark says most, else the wide row, else what it says of the rest."""
    formats = {report.version: report.format for report in reports}
    versions = list(formats)
    found: Mapping[int, dict[forms.Measure, _Cell]] = defaultdict(dict)
    for table in sorted({cell.table for cell in cells}):
        asked = tuple(sorted(cell for cell in cells if cell.table == table))
        for version, rest, *numbers in connection.execute(_wide(table, asked), {"versions": versions}):
            of, every = found[version], _asked(formats[version])
            for cell, number in zip(asked, numbers, strict=True):
                if number is not None:
                    of[cell] = Decimal(number), State.REPORTED
                elif rest is not None and cell in every:
                    of[cell] = None, rest
    for version, cell, state, value in _marked(connection, versions, cells):
        held = found[version].get(cell, (None, state))[0]
        found[version][cell] = (held if value is None else value, state)
    return found


@cache
def _asked(form: str) -> frozenset[forms.Measure]:
    return frozenset(forms.asked(form))


@lru_cache(maxsize=256)
def _wide(table: str, cells: tuple[forms.Measure, ...]) -> Question:
    numbers = NUMBERS[table]
    columns = (numbers.c[column_name(cell)] for cell in cells)
    which = numbers.c.version_id.in_(bindparam("versions", expanding=True))
    return select(numbers.c.version_id, numbers.c.rest_state, *columns).where(which)


def _marked(
    connection: Connection, versions: Sequence[int], cells: frozenset[forms.Measure]
) -> Iterator[tuple[int, forms.Measure, State, Decimal | None]]:
    known = {number: cell for cell, number in dictionary.ids(connection).items() if cell in cells}
    for version, number, state, value in connection.execute(_OF_MARKS, {"versions": versions, "cells": list(known)}):
        yield version, known[number], state, value


_OF_MARKS = select(_MARKS.c.version_id, _MARKS.c.measure_id, _MARKS.c.state, _MARKS.c.value).where(
    _MARKS.c.version_id.in_(bindparam("versions", expanding=True)),
    _MARKS.c.measure_id.in_(bindparam("cells", expanding=True)),
)
