"""Whether anything that a district's comparison and its sums rest on is otherwise than when they were made last."""

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Connection, Executable, Table, bindparam, case, func, select, update
from sqlalchemy.sql import ColumnElement

import forms
from storage.models import (
    Agency,
    AnnualReport,
    CrossFinding,
    District,
    Judgement,
    ReportStatus,
    Showing,
    Succession,
    Version,
    table_of,
)

_DISTRICTS, _AGENCIES, _REPORTS, _VERSIONS = (table_of(m) for m in (District, Agency, AnnualReport, Version))
_SHOWINGS, _FINDINGS, _JUDGEMENTS = (table_of(m) for m in (Showing, CrossFinding, Judgement))
_SUCCESSIONS = table_of(Succession)
_OF_DISTRICT = _AGENCIES.c.district_id == bindparam("district")


@cache
def rules() -> str:
    """A mark of all that the forms say of comparing and adding up: of identities, concepts and indicators."""
    said = (forms.IDENTITIES, forms.concepts(), forms.indicators())
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]


def state(connection: Connection, district: int) -> str:
    """Counts and sums that no change of the district's agencies, reports, versions or judgements leaves as they were.

    Versions and showings are only added to, findings only closed, so that counting them tells.
    """
    found = [tuple(connection.execute(asked, {"district": district}).one()) for asked in _ASKED]
    return f"{rules()} {found}"


def is_fresh(connection: Connection, district: int) -> bool:
    """Whether the district was compared in the state in which it is."""
    noted = connection.scalar(select(_DISTRICTS.c.compared).where(_DISTRICTS.c.id == district))
    return noted is not None and noted == state(connection, district)


def note(connection: Connection, district: int) -> None:
    """The district was compared as it is now."""
    at = {"compared": state(connection, district)}
    connection.execute(update(_DISTRICTS).where(_DISTRICTS.c.id == district).values(at))


def _statements() -> Iterator[Executable]:
    years = (_AGENCIES.c.id.cast(BigInteger) * func.coalesce(_AGENCIES.c[n], 0) for n in ("valid_from", "valid_to"))
    yield select(func.count(), *map(func.sum, years)).select_from(_AGENCIES).where(_OF_DISTRICT)
    pairs = _SUCCESSIONS.c.predecessor_id.cast(BigInteger) * _SUCCESSIONS.c.successor_id
    of_former = _AGENCIES.c.id == _SUCCESSIONS.c.predecessor_id
    yield select(func.count(), func.sum(pairs)).join_from(_SUCCESSIONS, _AGENCIES, of_former).where(_OF_DISTRICT)
    shown = func.sum(case((_REPORTS.c.status == ReportStatus.CURRENT, _REPORTS.c.id.cast(BigInteger)), else_=0))
    yield select(func.count(), shown).join_from(_REPORTS, _AGENCIES).where(_OF_DISTRICT)
    yield _of_reports(_VERSIONS, func.max(_VERSIONS.c.id))
    yield _of_reports(_SHOWINGS)
    yield _of_reports(_FINDINGS, func.count(_FINDINGS.c.until))
    yield _of_reports(_JUDGEMENTS, func.max(_JUDGEMENTS.c.at))


def _of_reports(table: Table, *more: ColumnElement[Any]) -> Executable:
    joined = table.join(_REPORTS, _REPORTS.c.id == table.c.report_id).join(_AGENCIES)
    return select(func.count(), *more).select_from(joined).where(_OF_DISTRICT)


_ASKED = tuple(_statements())
