"""Identities that do not simply hold, within a report and between documents, with what a person decided about them."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Subquery, and_, or_, select, true, union_all

from storage.models import CrossFinding, Judgement, VersionFinding, table_of
from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS, of_versions
from storage.queries.narrowing import Narrowing
from storage.queries.past.showings import is_shown
from storage.queries.snapshot import Question, stream
from storage.records import FindingRow, Outcome

_OWN, _CROSS, _JUDGEMENTS = table_of(VersionFinding), table_of(CrossFinding), table_of(Judgement)
FINDING = ("identity", "bind", "outcome", "left", "right")
"""What findings within a report and across documents have alike."""
BEHIND = 100_000
"""Positions of findings across documents: they follow those of the version itself."""


def held(as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a finding across documents holds, or held at that moment."""
    if as_of is None:
        return _CROSS.c.until.is_(None)
    return and_(_CROSS.c.since <= as_of, or_(_CROSS.c.until.is_(None), _CROSS.c.until > as_of))


def judged_by(as_of: datetime | None) -> ColumnElement[bool]:
    """Whether a person has decided, or had at that moment; a verdict that a later one took the place of is gone."""
    return true() if as_of is None else _JUDGEMENTS.c.at <= as_of


def _all(as_of: datetime | None) -> Subquery:
    """The findings of every version, those across documents with the version that is shown."""
    return union_all(
        select(_OWN.c.version_id, _OWN.c.position, *(_OWN.c[name] for name in FINDING)),
        select(VERSIONS.c.id, _CROSS.c.position + BEHIND, *(_CROSS.c[name] for name in FINDING)).where(
            VERSIONS.c.report_id == _CROSS.c.report_id, is_shown(as_of), held(as_of)
        ),
    ).subquery("f")


def findings(
    connection: Connection,
    narrowing: Narrowing | None = None,
    *,
    outcome: Outcome | None = None,
    all_versions: bool = False,
    as_of: datetime | None = None,
) -> Iterator[tuple[FindingRow, int]]:
    """Each with the number of its version, by district, agency, year, and in the order of the identities."""
    found = _all(as_of)
    judged = JOINED.join(found, found.c.version_id == VERSIONS.c.id).outerjoin(
        _JUDGEMENTS,
        and_(
            _JUDGEMENTS.c.report_id == REPORTS.c.id,
            _JUDGEMENTS.c.identity == found.c.identity,
            _JUDGEMENTS.c.bind == found.c.bind,
            judged_by(as_of),
        ),
    )
    statement: Question = select(
        DISTRICTS.c.code,
        DISTRICTS.c.name,
        AGENCIES.c.name,
        REPORTS.c.year,
        found.c.identity,
        found.c.bind,
        found.c.outcome,
        found.c.left,
        found.c.right,
        _JUDGEMENTS.c.verdict,
        _JUDGEMENTS.c.reason,
        URLS.c.url,
        VERSIONS.c.number,
    )
    statement = of_versions(connection, statement, narrowing, all_versions=all_versions, as_of=as_of)
    statement = statement.select_from(judged).order_by(found.c.position)
    if outcome is not None:
        statement = statement.where(found.c.outcome == outcome)
    for row in stream(connection, statement):
        yield FindingRow._make(row[:-1]), row[-1]


def codes(
    connection: Connection, narrowing: Narrowing | None = None, *, as_of: datetime | None = None
) -> Mapping[tuple[str, str, int, str, str], str]:
    """What lies behind the findings across documents (``CrossFinding.code``).

    By district code, agency, year, identity and bind; those without a code are left out.
    """
    statement = (
        select(DISTRICTS.c.code, AGENCIES.c.name, REPORTS.c.year, _CROSS.c.identity, _CROSS.c.bind, _CROSS.c.code)
        .join_from(_CROSS, REPORTS, REPORTS.c.id == _CROSS.c.report_id)
        .join(AGENCIES, AGENCIES.c.id == REPORTS.c.agency_id)
        .join(DISTRICTS, DISTRICTS.c.id == AGENCIES.c.district_id)
        .where(held(as_of), _CROSS.c.code != "", *(narrowing or Narrowing()).conditions(connection))
    )
    return {(row[0], row[1], row[2], row[3], row[4]): row[5] for row in connection.execute(statement)}
