"""One report with all that is stored of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from forms import Measure
from storage.models import (
    CrossFinding,
    Extra,
    Judgement,
    ReportStatus,
    Section,
    SectionLevel,
    Statement,
    VersionFinding,
    table_of,
)
from storage.queries.contents.cells import of_version
from storage.queries.contents.findings import FINDING, held, judged_by
from storage.queries.contents.reports import AGENCIES, CAPTURES, DISTRICTS, REPORTS, URLS, VERSIONS
from storage.queries.narrowing import UnknownError
from storage.queries.past.showings import shown_at
from storage.records import Outcome, Scope
from storage.versions.changes import Printed

_SECTIONS, _STATEMENTS, _EXTRAS = table_of(Section), table_of(Statement), table_of(Extra)
_OWN, _CROSS, _JUDGEMENTS = table_of(VersionFinding), table_of(CrossFinding), table_of(Judgement)


class VersionOf(NamedTuple):
    """One version; ``id`` is of this database only."""

    id: int
    number: int
    current: bool
    source_url: str
    media_type: str
    sha256: str
    captured_at: datetime
    made_at: datetime
    extractor: str
    format: str
    agency: str
    title: str | None
    published: date | None
    scope: Scope
    index_number: str | None
    warnings: Sequence[str]
    facts: Mapping[str, str]
    failing: int
    unread: int


class Part(NamedTuple):
    """A section of the text, or a topic of 总体情况."""

    level: SectionLevel
    key: str
    title: str
    text: str


class Stated(NamedTuple):
    """A number that the prose states, with its sentence."""

    key: str
    value: Decimal
    sentence: str


class Found(NamedTuple):
    """An identity that does not simply hold; ``code`` says what lies behind one across documents, else it is empty."""

    identity: str
    bind: str
    outcome: Outcome
    left: Decimal | None
    right: Decimal | None
    code: str
    verdict: str | None
    reason: str | None


class ExtraRow(NamedTuple):
    """A printed row that no form has."""

    table: str
    labels: Sequence[str]
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Dossier:
    """``shown`` is the version that was asked for, ``versions`` are all of them, oldest first."""

    id: int
    status: ReportStatus
    first_seen: datetime
    last_changed: datetime
    last_checked: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    shown: VersionOf
    versions: tuple[VersionOf, ...]
    cells: Mapping[Measure, Printed]
    parts: tuple[Part, ...]
    statements: tuple[Stated, ...]
    extras: tuple[ExtraRow, ...]
    findings: tuple[Found, ...]


def report(
    connection: Connection,
    district: str,
    key: str,
    year: int,
    *,
    version: int | None = None,
    as_of: datetime | None = None,
) -> Dossier:
    """By the code of the district and the key of the agency. Raises UnknownError."""
    head = connection.execute(_HEAD, {"district": district, "key": key, "year": year}).first()
    rows = connection.execute(_VERSIONS, {"report": head.id}).all() if head else []
    versions = tuple(VersionOf._make(row) for row in rows)
    shown = _shown(connection, head.id, versions, version, as_of) if head else None
    if head is None or shown is None:
        which = f"version {version} of the report" if version is not None else "report"
        when = f" as of {as_of.isoformat()}" if as_of else ""
        raise UnknownError(f"no {which} of {key} for {year} is stored{when}")
    own = {"version": shown.id}
    return Dossier(
        head.id, head.status, head.first_seen, head.last_changed, head.last_checked, head.withdrawn_at,
        head.withdrawn_reason, shown, versions, of_version(connection, shown.id, shown.format, added=False),
        tuple(Part._make(row) for row in connection.execute(_PARTS, own)),
        tuple(Stated._make(row) for row in connection.execute(_STATED, own)),
        tuple(ExtraRow._make(row) for row in connection.execute(_EXTRA, own)),
        _findings(connection, head.id, shown, as_of),
    )  # fmt: skip


def _shown(
    connection: Connection, number: int, versions: Sequence[VersionOf], version: int | None, as_of: datetime | None
) -> VersionOf | None:
    if version is not None:
        return next((v for v in versions if v.number == version), None)
    if as_of is None:
        return next((v for v in versions if v.current), None)
    row = connection.execute(select(shown_at(as_of, number).c.version_id)).first()
    return next((v for v in versions if row is not None and v.id == row.version_id), None)


def _findings(connection: Connection, number: int, shown: VersionOf, as_of: datetime | None) -> tuple[Found, ...]:
    """Of the version, and with the one that is shown those across documents."""
    rows = [(*row, "") for row in connection.execute(_OWN_FINDINGS, {"version": shown.id})]
    if shown.current or as_of is not None:
        statement = _ACROSS.where(held(as_of)).order_by(_CROSS.c.position)
        rows += [tuple(row) for row in connection.execute(statement, {"report": number})]
    given = connection.execute(_JUDGED.where(judged_by(as_of)), {"report": number})
    judged = {(row.identity, row.bind): (row.verdict, row.reason) for row in given}
    return tuple(Found._make((*row, *judged.get((row[0], row[1]), (None, None)))) for row in rows)


_HEAD = (
    select(REPORTS)
    .select_from(
        DISTRICTS.join(AGENCIES, AGENCIES.c.district_id == DISTRICTS.c.id).join(
            REPORTS, REPORTS.c.agency_id == AGENCIES.c.id
        )
    )
    .where(
        DISTRICTS.c.code == bindparam("district"),
        AGENCIES.c.key == bindparam("key"),
        REPORTS.c.year == bindparam("year"),
    )
)
_VERSIONS = (
    select(
        *(VERSIONS.c[name] for name in ("id", "number", "current")),
        URLS.c.url,
        *(VERSIONS.c[name] for name in ("media_type", "sha256")),
        CAPTURES.c.captured_at,
        *(VERSIONS.c[name] for name in VersionOf._fields[7:]),
    )
    .select_from(
        VERSIONS.join(URLS, URLS.c.id == VERSIONS.c.url_id).join(CAPTURES, CAPTURES.c.id == VERSIONS.c.capture_id)
    )
    .where(VERSIONS.c.report_id == bindparam("report"))
    .order_by(VERSIONS.c.number)
)
_PARTS = (
    select(*(_SECTIONS.c[name] for name in Part._fields))
    .where(_SECTIONS.c.version_id == bindparam("version"))
    .order_by(_SECTIONS.c.level, _SECTIONS.c.position)
)
_STATED = (
    select(*(_STATEMENTS.c[name] for name in Stated._fields))
    .where(_STATEMENTS.c.version_id == bindparam("version"))
    .order_by(_STATEMENTS.c.position)
)
_OWN_FINDINGS = (
    select(*(_OWN.c[name] for name in FINDING))
    .where(_OWN.c.version_id == bindparam("version"))
    .order_by(_OWN.c.position)
)
_ACROSS = select(*(_CROSS.c[name] for name in FINDING), _CROSS.c.code).where(_CROSS.c.report_id == bindparam("report"))
_JUDGED = select(_JUDGEMENTS).where(_JUDGEMENTS.c.report_id == bindparam("report"))
_EXTRA = (
    select(*(_EXTRAS.c[name] for name in ExtraRow._fields))
    .where(_EXTRAS.c.version_id == bindparam("version"))
    .order_by(_EXTRAS.c.position)
)
