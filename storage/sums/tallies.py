"""Counts the findings of a district's reports, after a load, for the questions that run over all districts."""

from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, func, literal, select, union_all

from storage.models import Agency, AnnualReport, CrossFinding, Tally, Version, VersionFinding, table_of
from storage.sums.difference import Difference

_TALLIES, _AGENCIES, _REPORTS = table_of(Tally), table_of(Agency), table_of(AnnualReport)
_VERSIONS, _OWN, _CROSS = table_of(Version), table_of(VersionFinding), table_of(CrossFinding)
_KEYS = ("outcome", "district_id", "identity", "year", "code")


_DISTRICT: BindParameter[int] = bindparam("district")
_SHOWN = (
    _AGENCIES.join(_REPORTS, _REPORTS.c.agency_id == _AGENCIES.c.id)
    .join(_VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id)
)  # fmt: skip
_ITS = (_AGENCIES.c.district_id == _DISTRICT, _VERSIONS.c.current)


def renew(connection: Connection, district: int) -> None:
    """Bring the counts of one district to what is stored now."""
    _COUNTS.bring(connection, district=district)


def _counted() -> Select[Any]:
    own = (
        select(_OWN.c.outcome, _AGENCIES.c.district_id, _OWN.c.identity, _REPORTS.c.year, literal("").label("code"))
        .select_from(_SHOWN.join(_OWN, _OWN.c.version_id == _VERSIONS.c.id))
        .where(*_ITS)
    )
    cross = (
        select(_CROSS.c.outcome, _AGENCIES.c.district_id, _CROSS.c.identity, _REPORTS.c.year, _CROSS.c.code)
        .select_from(_SHOWN.join(_CROSS, _CROSS.c.report_id == _REPORTS.c.id))
        .where(*_ITS, _CROSS.c.until.is_(None))
    )
    found = union_all(own, cross).subquery("found")
    keys = [found.c[name] for name in _KEYS]
    return select(*keys, func.count()).group_by(*keys)


_COUNTS = Difference(_TALLIES, _TALLIES.c.district_id == _DISTRICT, _counted())
