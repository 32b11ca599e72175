"""Counts the findings of a district's reports, after a load, for the questions that run over all districts."""

from sqlalchemy import Connection, func, literal, select, union_all

from storage.models import Agency, AnnualReport, CrossFinding, Tally, Version, VersionFinding, table_of
from storage.sums.difference import bring

_TALLIES, _AGENCIES, _REPORTS = table_of(Tally), table_of(Agency), table_of(AnnualReport)
_VERSIONS, _OWN, _CROSS = table_of(Version), table_of(VersionFinding), table_of(CrossFinding)
_KEYS = ("outcome", "district_id", "identity", "year", "code")


def renew(connection: Connection, district: int) -> None:
    """Bring the counts of one district to what is stored now."""
    shown = (
        _AGENCIES.join(_REPORTS, _REPORTS.c.agency_id == _AGENCIES.c.id)
        .join(_VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id)
    )  # fmt: skip
    its = (_AGENCIES.c.district_id == district, _VERSIONS.c.current)
    own = (
        select(_OWN.c.outcome, _AGENCIES.c.district_id, _OWN.c.identity, _REPORTS.c.year, literal("").label("code"))
        .select_from(shown.join(_OWN, _OWN.c.version_id == _VERSIONS.c.id))
        .where(*its)
    )
    cross = (
        select(_CROSS.c.outcome, _AGENCIES.c.district_id, _CROSS.c.identity, _REPORTS.c.year, _CROSS.c.code)
        .select_from(shown.join(_CROSS, _CROSS.c.report_id == _REPORTS.c.id))
        .where(*its, _CROSS.c.until.is_(None))
    )
    found = union_all(own, cross).subquery("found")
    keys = [found.c[name] for name in _KEYS]
    counted = select(*keys, func.count()).group_by(*keys)
    bring(connection, _TALLIES, _TALLIES.c.district_id == district, counted)
