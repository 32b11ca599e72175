"""Who reports for all the others and never for itself: no part of a sum, in whatever year."""

from sqlalchemy import Connection, select

from storage.models import Agency, AnnualReport, Version, table_of
from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, VERSIONS
from storage.queries.narrowing import Narrowing
from storage.records import Scope

_SAME, _REPORTS, _VERSIONS = (table_of(model).alias() for model in (Agency, AnnualReport, Version))
_OWN = (
    select(_VERSIONS.c.id)
    .select_from(
        _SAME.join(_REPORTS, _REPORTS.c.agency_id == _SAME.c.id).join(_VERSIONS, _VERSIONS.c.report_id == _REPORTS.c.id)
    )
    .where(_SAME.c.id == AGENCIES.c.id, _VERSIONS.c.current, _VERSIONS.c.scope != Scope.SUMMARY)
    .exists()
)


def speakers(connection: Connection, district: str | None = None) -> frozenset[tuple[str, str]]:
    """Code of the district and name of each agency whose reports are summaries (全区汇总) one and all.

    A year without its summary lacks nothing that a sum over agencies would hold. An agency that has also reported for
    itself is expected to do so.
    """
    statement = (
        select(DISTRICTS.c.code, AGENCIES.c.name)
        .select_from(JOINED)
        .where(VERSIONS.c.current, VERSIONS.c.scope == Scope.SUMMARY, ~_OWN)
        .where(*Narrowing(district=district).conditions(connection))
        .distinct()
    )
    return frozenset((row.code, row.name) for row in connection.execute(statement))
