"""What does not add up in a few reports, within each and between documents, with what a person decided about it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from storage.models import CrossFinding, Judgement, VersionFinding, table_of
from storage.queries.contents.findings import held, judged_by
from storage.queries.contents.shown import ShownReport
from storage.records import Outcome

_OWN, _CROSS, _JUDGEMENTS = table_of(VersionFinding), table_of(CrossFinding), table_of(Judgement)


class Failing(NamedTuple):
    """``left`` should equal ``right``; ``code`` says what lies behind a finding between documents."""

    report: ShownReport
    identity: str
    bind: str
    left: Decimal | None
    right: Decimal | None
    code: str
    verdict: str | None
    reason: str | None


def failing_of(connection: Connection, reports: Sequence[ShownReport], as_of: datetime | None = None) -> list[Failing]:
    """In the order of the reports; of each first what its own document says, then what others do."""
    versions = {report.version: report for report in reports}
    of_reports = {report.report: report for report in reports}
    own = select(_OWN).where(_OWN.c.version_id.in_(versions), _OWN.c.outcome == Outcome.FAIL)
    cross = select(_CROSS).where(_CROSS.c.report_id.in_(of_reports), _CROSS.c.outcome == Outcome.FAIL, held(as_of))
    found = [
        (versions[row.version_id], row.identity, row.bind, row.left, row.right, "")
        for row in connection.execute(own.order_by(_OWN.c.position))
    ]
    found += [
        (of_reports[row.report_id], row.identity, row.bind, row.left, row.right, row.code)
        for row in connection.execute(cross.order_by(_CROSS.c.position))
    ]
    judged = _judged(connection, list(of_reports), as_of)
    place = {report.version: number for number, report in enumerate(reports)}
    return [
        Failing(*each, *judged.get((each[0].report, each[1], each[2]), (None, None)))
        for each in sorted(found, key=lambda each: place[each[0].version])
    ]


def _judged(
    connection: Connection, reports: list[int], as_of: datetime | None
) -> dict[tuple[int, str, str], tuple[str, str]]:
    rows = connection.execute(select(_JUDGEMENTS).where(_JUDGEMENTS.c.report_id.in_(reports), judged_by(as_of)))
    return {(row.report_id, row.identity, row.bind): (row.verdict, row.reason) for row in rows}
