"""What is worked out after a load and kept, for the questions that run over all districts or all agencies.

The indicators of a district's agencies are added up by year; of each report the concepts are put side by side, and
those of an agency are added up through its years.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Double,
    Select,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)

import forms
from storage.models import AGENCY_YEARS, Agency, AgencyTotal, AnnualReport, District, Headline, table_of
from storage.models.views import INDICATORS, SERIES
from storage.records import Scope
from storage.sums.difference import Difference

_HEADLINES, _TOTALS = table_of(Headline), table_of(AgencyTotal)
_DISTRICTS, _AGENCIES, _REPORTS = table_of(District), table_of(Agency), table_of(AnnualReport)
_SHOWN, _SERIES = INDICATORS.table, SERIES.table
_DISTRICT: BindParameter[int] = bindparam("district")
_CODE: BindParameter[str] = bindparam("code")
_OF_DISTRICT = select(_AGENCIES.c.id).where(_AGENCIES.c.district_id == _DISTRICT)
_WHOLE = _SHOWN.c.unreported == 0
_SUMS = (
    select(
        _DISTRICTS.c.id,
        _SHOWN.c.year,
        _SHOWN.c.indicator,
        func.sum(_SHOWN.c.numerator.cast(Double)),
        func.sum(_SHOWN.c.denominator.cast(Double)),
        func.sum(case((_WHOLE, 1), else_=0)),
        func.sum(case((_WHOLE, 0), else_=1)),
        func.sum(case((_WHOLE & (_SHOWN.c.failing > 0), 1), else_=0)),
    )
    .join_from(_DISTRICTS, _SHOWN, _SHOWN.c.district_code == _DISTRICTS.c.code)
    .where(_SHOWN.c.scope == Scope.AGENCY.value, _SHOWN.c.district_code == _CODE)
    .group_by(_DISTRICTS.c.id, _SHOWN.c.year, _SHOWN.c.indicator)
)
_CONCEPTS = [concept.key for concept in forms.concepts()]
_ADDING_UP = [concept.key for concept in forms.concepts() if not concept.stock]


def renew(connection: Connection, district: int) -> None:
    """Bring what is kept of one district to what is stored now."""
    code = connection.scalar(select(_DISTRICTS.c.code).where(_DISTRICTS.c.id == district))
    for difference in _differences(is_lite=connection.dialect.name == "sqlite"):
        difference.bring(connection, district=district, code=code)


@cache
def _differences(*, is_lite: bool) -> tuple[Difference, ...]:
    """Made once: that takes as long as working out what a small district has."""
    return (
        Difference(_HEADLINES, _HEADLINES.c.district_id == _DISTRICT, _SUMS),
        Difference(AGENCY_YEARS, AGENCY_YEARS.c.agency_id.in_(_OF_DISTRICT), _years()),
        Difference(_TOTALS, _TOTALS.c.agency_id.in_(_OF_DISTRICT), _totals(is_lite=is_lite)),
    )


def catch_up(connection: Connection) -> None:
    """Work out what a database has nothing of that had reports before there was such a table."""
    kept = select(AGENCY_YEARS.c.year).join(_AGENCIES, _AGENCIES.c.id == AGENCY_YEARS.c.agency_id)
    reported = select(_REPORTS.c.id).join(_AGENCIES, _AGENCIES.c.id == _REPORTS.c.agency_id)
    of_district = _AGENCIES.c.district_id == _DISTRICTS.c.id
    lacking = exists(reported.where(of_district).correlate(_DISTRICTS)) & ~exists(
        kept.where(of_district).correlate(_DISTRICTS)
    )
    for district in connection.scalars(select(_DISTRICTS.c.id).where(lacking)).all():
        renew(connection, district)


def _years() -> Select[Any]:
    """The concepts of each report in the order of the columns; of none that the form counts otherwise.

    Views know agencies by name, and an agency's name is its own in its district.
    """
    named = (
        select(func.min(_AGENCIES.c.id).label("id"), _AGENCIES.c.name)
        .where(_AGENCIES.c.district_id == _DISTRICT)
        .group_by(_AGENCIES.c.name)
        .having(func.count() == 1)
        .subquery()
    )
    comparable = _SERIES.c.grade != forms.Grade.BROKEN.value
    values = [func.max(case((comparable & (_SERIES.c.concept == concept), _SERIES.c.value))) for concept in _CONCEPTS]
    same = (func.max(_SERIES.c[name]) for name in ("format", "scope", "failing"))
    return (
        select(_SERIES.c.year, named.c.id, *same, *values)
        .join_from(_SERIES, named, named.c.name == _SERIES.c.agency)
        .where(_SERIES.c.district_code == _CODE)
        .group_by(_SERIES.c.year, named.c.id)
    )


def _totals(*, is_lite: bool) -> Select[Any]:
    """The years of single agencies added up, concept by concept; 万元, which SQLite adds in binary, to six places."""
    its = AGENCY_YEARS.c.agency_id.in_(_OF_DISTRICT)
    of_concepts = [_total(concept, is_lite=is_lite).where(its) for concept in _ADDING_UP]
    return select(union_all(*of_concepts).subquery())


def _total(concept: str, *, is_lite: bool) -> Select[Any]:
    number = AGENCY_YEARS.c[concept]
    added = func.sum(number)
    return (
        select(
            AGENCY_YEARS.c.agency_id,
            literal(concept).label("concept"),
            (func.round(added, 6) if is_lite else func.trim_scale(func.round(added, 6))).label("value"),
            func.count(number).label("counted"),
            (func.count() - func.count(number)).label("left_out"),
            func.sum(case((number.is_not(None) & (AGENCY_YEARS.c.failing > 0), 1), else_=0)).label("failing"),
        )
        .where(AGENCY_YEARS.c.scope == Scope.AGENCY.value)
        .group_by(AGENCY_YEARS.c.agency_id)
    )
