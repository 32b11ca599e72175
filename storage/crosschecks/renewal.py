"""The findings across reports brought to what is stored now, district by district, and with them what is counted."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, true

import forms
from storage.crosschecks import freshness, sums, years
from storage.crosschecks.district import load
from storage.crosschecks.stretch import Told
from storage.models import Agency, AnnualReport, CrossFinding, District, table_of
from storage.records import Outcome
from storage.session import WRITING
from storage.sums import headlines, tallies

_FINDINGS, _REPORTS, _AGENCIES, _DISTRICTS = (table_of(m) for m in (CrossFinding, AnnualReport, Agency, District))
_HELD = select(_DISTRICTS.c.id).where(_DISTRICTS.c.id == bindparam("district")).with_for_update(key_share=True)
"""As in ``storage.writing.places``: nobody writes about the district meanwhile."""
IDENTITIES = (*(i.id for i in forms.IDENTITIES if i.scope == "cross_year"), sums.DISTRICT_SUM)
"""The identities that are checked here; page against attachment is checked when a report is stored."""

_BEHIND = {identity: 100 * place for place, identity in enumerate(IDENTITIES, 10)}
"""Where the findings of an identity stand among those of a report."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many districts were looked at, reports whose findings are others now, and what holds at present."""

    districts: int
    reports: int
    failing: int
    not_evaluated: int


def renew(engine: Engine, codes: Collection[str] | None = None, *, changed_only: bool = False) -> Renewed:
    """Check every report of the districts with these codes, or of all, in a transaction each.

    ``changed_only``: those in which something is otherwise than when they were compared last. Run again on the same
    reports, it changes nothing.
    """
    writing = engine.execution_options(**{WRITING: True})
    with engine.connect() as connection:
        asked = _DISTRICTS.c.code.in_(codes) if codes is not None else true()
        districts = list(connection.scalars(select(_DISTRICTS.c.id).where(asked).order_by(_DISTRICTS.c.code)))
        if changed_only:
            districts = [district for district in districts if not freshness.is_fresh(connection, district)]
    changed = failing = not_evaluated = 0
    for district in districts:
        with writing.begin() as connection:
            connection.execute(_HELD, {"district": district})
            told = _found(connection, district)
            changed += _write(connection, district, told)
            headlines.renew(connection, district)
            tallies.renew(connection, district)
            freshness.note(connection, district)
        present = [each.outcome for of in told.values() for each in of if each.until is None]
        failing += present.count(Outcome.FAIL)
        not_evaluated += present.count(Outcome.NOT_EVALUATED)
    return Renewed(len(districts), changed, failing, not_evaluated)


def _found(connection: Connection, number: int) -> dict[int, list[Told]]:
    district = load(connection, number)
    told: dict[int, list[Told]] = defaultdict(list)
    for each in (*years.findings(district), *sums.findings(connection, district)):
        told[each.report].append(each._replace(position=_BEHIND[each.identity] + each.position))
    return told


def _write(connection: Connection, district: int, told: dict[int, list[Told]]) -> int:
    """How many reports have other findings now than before."""
    reports = select(_REPORTS.c.id).join(_AGENCIES).where(_AGENCIES.c.district_id == district)
    columns = [_FINDINGS.c.report_id, *(_FINDINGS.c[name] for name in Told._fields[1:])]
    held: dict[int, list[Told]] = defaultdict(list)
    for row in connection.execute(
        select(*columns).where(_FINDINGS.c.report_id.in_(reports), _FINDINGS.c.identity.in_(IDENTITIES))
    ):
        held[row.report_id].append(Told._make(row))
    others = [r for r in held.keys() | told.keys() if sorted(held[r], key=_key) != sorted(told[r], key=_key)]
    for report in filter(held.get, others):
        connection.execute(
            delete(_FINDINGS).where(_FINDINGS.c.report_id == report, _FINDINGS.c.identity.in_(IDENTITIES))
        )
    if rows := [_row(each) for report in others for each in told[report]]:
        connection.execute(insert(_FINDINGS), rows)
    return len(others)


def _key(told: Told) -> tuple[object, ...]:
    return (told.identity, told.bind, told.since)


def _row(told: Told) -> dict[str, Any]:
    fields = told._asdict()
    return {"report_id": fields.pop("report"), **fields}
