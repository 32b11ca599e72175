"""A district's summary (全区汇总) against the sum over its agencies, where the reports of all of them are there."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

import forms
from forms import Measure
from storage.crosschecks.code import Code
from storage.crosschecks.district import District
from storage.crosschecks.stretch import Stretch, Told, joined, parts
from storage.queries.contents.cells import of_version
from storage.records import Outcome, Scope, State
from storage.versions.changes import Printed

DISTRICT_SUM = "AGG_DISTRICT_SUM"
"""Identity: the district's number is the sum of those of its agencies."""

_OF_T2A = frozenset(("licensing", "penalties", "coercion", "admin_fees", "normative_docs"))
_NOTHING_PRINTED = (State.DASH, State.SLASH, State.NONE_WORD, State.BLANK)
"""Cells that say that there is nothing; they add nothing. One that could not be read leaves the sum open."""

Cells = Mapping[Measure, Printed]


def findings(connection: Connection, district: District) -> Iterator[Told]:
    """Of every summary report of the district, each for the time in which it held."""
    for (agency, year), stretches in district.shown.items():
        summaries = [s for s in stretches if s.scope is Scope.SUMMARY and s.version is not None]
        if summaries:
            yield from joined(_of_year(connection, district, agency, year, summaries))


def _of_year(
    connection: Connection, district: District, agency: int, year: int, summaries: list[Stretch]
) -> Iterator[Told]:
    expected = [m.id for m in district.members.values() if m.id != agency and m.exists_in(year)]
    shown = {member: district.shown.get((member, year), []) for member in expected}
    said: dict[int, Cells] = {}
    for summary in summaries:
        for since, until in parts(summary, [s for of in shown.values() for s in of]):
            there = [next((s for s in of if s.covers(since) and s.present), None) for of in shown.values()]
            members = [s for s in there if s is not None]
            if len(members) < len(expected) or not members:
                yield _open(summary, since, until, Code.MEMBERS_MISSING)
                continue
            for stretch in (summary, *members):
                version = stretch.version or 0
                if version not in said:
                    said[version] = of_version(connection, version, stretch.form)
            added = [said[member.version or 0] for member in members]
            yield from _compared(summary, said[summary.version or 0], added, since, until)


def _compared(
    summary: Stretch, whole: Cells, members: list[Cells], since: datetime, until: datetime | None
) -> Iterator[Told]:
    left_open = False
    for place, measure in enumerate(_measures(summary.form), 1):
        stated = whole[measure].value
        total = _sum(measure, members)
        if stated is None or total is None:
            left_open = True
        elif stated != total:
            bind = json.dumps(measure._asdict(), sort_keys=True)
            yield Told(
                summary.report, DISTRICT_SUM, bind, since, until, place, Outcome.FAIL, stated, total, Code.DIFFERS.value
            )
    if left_open:
        yield _open(summary, since, until, Code.NOT_STATED)


def _sum(measure: Measure, members: list[Cells]) -> Decimal | None:
    total = Decimal(0)
    for cells in members:
        printed = cells.get(measure)
        if printed is None or (printed.value is None and printed.state not in _NOTHING_PRINTED):
            return None
        total += printed.value or 0
    return total


def _measures(form: str) -> list[Measure]:
    if form not in forms.FORMS:
        return []
    return [m for m in forms.asked(form) if m.table in ("t3", "t4") or (m.table == "t2a" and m.row in _OF_T2A)]


def _open(summary: Stretch, since: datetime, until: datetime | None, code: Code) -> Told:
    """The sum could not be made, or not of every cell."""
    return Told(summary.report, DISTRICT_SUM, "{}", since, until, 0, Outcome.NOT_EVALUATED, None, None, code.value)
