"""Adds up the indicators of a district's agencies, after a load, for the questions that run over all districts."""

from sqlalchemy import Connection, Double, case, delete, func, insert, select

from storage.models import District, Headline, table_of
from storage.models.views import INDICATORS
from storage.records import Scope

_HEADLINES, _DISTRICTS = table_of(Headline), table_of(District)
_SHOWN = INDICATORS.table
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
    .where(_SHOWN.c.scope == Scope.AGENCY.value)
    .group_by(_DISTRICTS.c.id, _SHOWN.c.year, _SHOWN.c.indicator)
)


def renew(connection: Connection, district: int) -> None:
    """Bring the sums of one district to what is stored now."""
    code = connection.scalar(select(_DISTRICTS.c.code).where(_DISTRICTS.c.id == district))
    connection.execute(delete(_HEADLINES).where(_HEADLINES.c.district_id == district))
    connection.execute(
        insert(_HEADLINES).from_select(list(_HEADLINES.c.keys()), _SUMS.where(_SHOWN.c.district_code == code))
    )
