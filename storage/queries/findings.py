"""Identities that do not simply hold, within a report and between documents, with what a person decided about them."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, and_, select, union_all

from storage.models import CrossFinding, Judgement, VersionFinding, table_of
from storage.queries.narrowing import Narrowing
from storage.queries.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS, of_versions
from storage.queries.snapshot import Question, stream
from storage.records import FindingRow, Outcome

_OWN, _CROSS, _JUDGEMENTS = table_of(VersionFinding), table_of(CrossFinding), table_of(Judgement)
_SHOWN = ("identity", "bind", "outcome", "left", "right")
_BEHIND = 100_000
"""Positions of findings across documents: they follow those of the version itself."""
_FINDINGS = union_all(
    select(_OWN.c.version_id, _OWN.c.position, *(_OWN.c[name] for name in _SHOWN)),
    select(VERSIONS.c.id, _CROSS.c.position + _BEHIND, *(_CROSS.c[name] for name in _SHOWN)).where(
        VERSIONS.c.report_id == _CROSS.c.report_id, VERSIONS.c.current, _CROSS.c.until.is_(None)
    ),
).subquery("f")
_JUDGED = JOINED.join(_FINDINGS, _FINDINGS.c.version_id == VERSIONS.c.id).outerjoin(
    _JUDGEMENTS,
    and_(
        _JUDGEMENTS.c.report_id == REPORTS.c.id,
        _JUDGEMENTS.c.identity == _FINDINGS.c.identity,
        _JUDGEMENTS.c.bind == _FINDINGS.c.bind,
    ),
)


def findings(
    connection: Connection,
    narrowing: Narrowing | None = None,
    *,
    outcome: Outcome | None = None,
    all_versions: bool = False,
) -> Iterator[tuple[FindingRow, int]]:
    """Each with the number of its version, by district, agency, year, and in the order of the identities."""
    statement: Question = select(
        DISTRICTS.c.code,
        DISTRICTS.c.name,
        AGENCIES.c.name,
        REPORTS.c.year,
        _FINDINGS.c.identity,
        _FINDINGS.c.bind,
        _FINDINGS.c.outcome,
        _FINDINGS.c.left,
        _FINDINGS.c.right,
        _JUDGEMENTS.c.verdict,
        _JUDGEMENTS.c.reason,
        URLS.c.url,
        VERSIONS.c.number,
    )
    statement = of_versions(connection, statement, narrowing, all_versions=all_versions)
    statement = statement.select_from(_JUDGED).order_by(_FINDINGS.c.position)
    if outcome is not None:
        statement = statement.where(_FINDINGS.c.outcome == outcome)
    for row in stream(connection, statement):
        yield FindingRow._make(row[:-1]), row[-1]


def codes(connection: Connection, narrowing: Narrowing | None = None) -> Mapping[tuple[str, str, int, str, str], str]:
    """What lies behind the findings across documents (``CrossFinding.code``).

    By district code, agency, year, identity and bind; those without a code are left out.
    """
    statement = (
        select(DISTRICTS.c.code, AGENCIES.c.name, REPORTS.c.year, _CROSS.c.identity, _CROSS.c.bind, _CROSS.c.code)
        .join_from(_CROSS, REPORTS, REPORTS.c.id == _CROSS.c.report_id)
        .join(AGENCIES, AGENCIES.c.id == REPORTS.c.agency_id)
        .join(DISTRICTS, DISTRICTS.c.id == AGENCIES.c.district_id)
        .where(_CROSS.c.until.is_(None), _CROSS.c.code != "", *(narrowing or Narrowing()).conditions(connection))
    )
    return {(row[0], row[1], row[2], row[3], row[4]): row[5] for row in connection.execute(statement)}
