"""A person's verdicts on findings: they belong to the report and outlive every new reading of it."""

import json
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from storage.errors import StorageError
from storage.models import CrossFinding, Judgement, Version, VersionFinding, table_of
from storage.queries.contents.reports import AGENCIES, DISTRICTS, REPORTS
from storage.queries.narrowing import Narrowing
from storage.records import Judged

_JUDGEMENTS, _VERSIONS = table_of(Judgement), table_of(Version)
_OWN, _CROSS = table_of(VersionFinding), table_of(CrossFinding)


class JudgementError(StorageError):
    """There is no such report or finding to judge; says which there are (raised here, shown to whoever asked)."""


class Ruling(StrEnum):
    """What a person may find.

    CONFIRMED: the report is wrong as it is printed. EXPLAINED: it is right, and something else explains it. MISREAD:
    the document says otherwise than it was read.
    """

    CONFIRMED = "confirmed"
    EXPLAINED = "explained"
    MISREAD = "misread"


def bind_of(text: str) -> str:
    """``c=total`` or ``{"c": "total"}`` as findings keep it; ``-`` or nothing for an identity without variables."""
    text = text.strip()
    if text in ("", "-"):
        return "{}"
    try:
        found = json.loads(text) if text.startswith("{") else dict(part.split("=", 1) for part in text.split(","))
    except ValueError as error:
        raise JudgementError(f'{text} names no binding: write c=total, or {{"c": "total"}}') from error
    return json.dumps({str(k).strip(): str(v).strip() for k, v in found.items()}, sort_keys=True, ensure_ascii=False)


def record(connection: Connection, judged: Judged, *, is_sure: bool = False) -> None:
    """Keep a verdict in the place of an earlier one. Raises UnknownError, or JudgementError for no such finding.

    ``is_sure``: it was accepted once, so that the finding need not be there any more.
    """
    report = _report(connection, judged)
    known = set() if is_sure else _findings(connection, report)
    if judged.verdict and not is_sure and (judged.identity, judged.bind) not in known:
        of_identity = [f"{i} {b}" for i, b in sorted(known) if i == judged.identity] or sorted({i for i, _ in known})
        has = f"; it has {', '.join(of_identity[:6])}" if of_identity else ""
        about = f"{judged.agency} {judged.year}"
        raise JudgementError(f"{about} has no finding {judged.identity} {judged.bind}{has}")
    same = (_JUDGEMENTS.c.report_id == report, _JUDGEMENTS.c.identity == judged.identity)
    connection.execute(delete(_JUDGEMENTS).where(*same, _JUDGEMENTS.c.bind == judged.bind))
    if judged.verdict:
        values = {name: getattr(judged, name) for name in ("identity", "bind", "verdict", "reason", "at", "person")}
        connection.execute(insert(_JUDGEMENTS), {"report_id": report, **values})


def report_of(connection: Connection, agency: str, year: int, district: str | None) -> tuple[int, str, str]:
    """The one report that is meant: its number, the code of its district, and the agency's full name there."""
    return _reports(connection, agency, year, district)[0]


def _report(connection: Connection, judged: Judged) -> int:
    return _reports(connection, judged.agency, judged.year, judged.code)[0][0]


def _reports(connection: Connection, agency: str, year: int, district: str | None) -> list[tuple[int, str, str]]:
    narrowing = Narrowing(agency, district, year)
    statement = (
        select(REPORTS.c.id, DISTRICTS.c.code, AGENCIES.c.name)
        .join_from(REPORTS, AGENCIES, AGENCIES.c.id == REPORTS.c.agency_id)
        .join(DISTRICTS, DISTRICTS.c.id == AGENCIES.c.district_id)
        .where(*narrowing.conditions(connection))
    )
    found = [(row[0], row[1], row[2]) for row in connection.execute(statement)]
    if not found:
        raise JudgementError(f"no report of {agency} for {year} is stored: see nianbao reports --agency {agency}")
    if len(found) > 1:
        codes = ", ".join(sorted(code for _, code, _ in found))
        raise JudgementError(f"several districts have such a report: say which by --district ({codes})")
    return found


def _findings(connection: Connection, report: int) -> set[tuple[str, str]]:
    """Every finding that some version of the report has or had, by identity and bind."""
    own = (
        select(_OWN.c.identity, _OWN.c.bind)
        .join(_VERSIONS, _VERSIONS.c.id == _OWN.c.version_id)
        .where(_VERSIONS.c.report_id == report)
    )
    cross = select(_CROSS.c.identity, _CROSS.c.bind).where(_CROSS.c.report_id == report)
    return {(row[0], row[1]) for statement in (own, cross) for row in connection.execute(statement)}
