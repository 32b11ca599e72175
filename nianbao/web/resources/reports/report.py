"""One report in one version: its numbers, its text, what does not add up, and where it came from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Connection

import forms
from crawler.extractors.identities import rules
from nianbao.web.resources.reports.equation import kept
from storage.models import ReportStatus, SectionLevel
from storage.queries.contents.report import Dossier, Found, VersionOf, report
from storage.queries.places.agencies import agency_of
from storage.queries.places.districts import named
from storage.records import Outcome, Scope, State


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that the form asks for; ``value`` is null unless ``state`` is reported, never 0 for it."""

    table: str
    row: str
    column: str
    value: Decimal | None
    state: State
    raw: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """An identity that does not simply hold; ``cells`` are those it speaks of, as table.row.column."""

    identity: str
    bind: dict[str, str]
    outcome: Outcome
    left: Decimal | None
    right: Decimal | None
    code: str
    verdict: str | None
    reason: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """``level`` is section, or topic for a part of 总体情况."""

    level: SectionLevel
    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A number that the prose states."""

    key: str
    value: Decimal
    sentence: str


@dataclass(frozen=True, slots=True)
class Extra:
    """A printed row that no form has."""

    table: str
    labels: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One document read by one extractor; ``failing`` counts hard identities, ``unread`` cells without an answer."""

    number: int
    current: bool
    source_url: str
    media_type: str
    sha256: str
    captured_at: datetime
    made_at: datetime
    extractor: str
    failing: int
    unread: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """``version`` is the number of the one shown here."""

    district_code: str
    district: str
    agency: str
    key: str
    year: int
    status: ReportStatus
    version: int
    current: bool
    format: str
    scope: Scope
    printed_agency: str
    title: str | None
    published: date | None
    index_number: str | None
    first_seen: datetime
    last_changed: datetime
    last_checked: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    versions: tuple[Version, ...]
    cells: tuple[Cell, ...]
    findings: tuple[Finding, ...]
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    extras: tuple[Extra, ...]
    warnings: tuple[str, ...]
    sources: dict[str, str]

    @property
    def shown(self) -> Version:
        """The version that is shown here."""
        return next(version for version in self.versions if version.number == self.version)


def report_page(
    connection: Connection,
    code: str,
    agency: str,
    year: int,
    *,
    version: int | None = None,
    as_of: datetime | None = None,
) -> ReportPage:
    """Raises UnknownError."""
    place = named(connection, code)
    body = agency_of(connection, place, agency)
    of = report(connection, code, body.key, year, version=version, as_of=as_of)
    shown = of.shown
    return ReportPage(
        place.code, place.name, body.name, body.key, year, of.status, shown.number, shown.current, shown.format,
        shown.scope, shown.agency, shown.title, shown.published, shown.index_number, of.first_seen, of.last_changed,
        of.last_checked, of.withdrawn_at, of.withdrawn_reason,
        tuple(map(_version, of.versions)),
        tuple(Cell(*measure, *printed) for measure, printed in of.cells.items()),
        tuple(_findings(of)),
        tuple(Section(*part) for part in of.parts),
        tuple(Statement(*stated) for stated in of.statements),
        tuple(Extra(extra.table, tuple(extra.labels), tuple(extra.cells)) for extra in of.extras),
        tuple(shown.warnings),
        dict(shown.facts),
    )  # fmt: skip


def _version(of: VersionOf) -> Version:
    return Version(
        of.number, of.current, of.source_url, of.media_type, of.sha256, of.captured_at, of.made_at, of.extractor,
        of.failing, of.unread,
    )  # fmt: skip


def _findings(of: Dossier) -> Sequence[Finding]:
    known = _cells_of(of.shown.format)

    def made(found: Found) -> Finding:
        return Finding(
            found.identity, json.loads(found.bind), found.outcome, found.left, found.right, found.code, found.verdict,
            found.reason, known.get((found.identity, found.bind), ()),
        )  # fmt: skip

    return [made(found) for found in of.findings]


@lru_cache(maxsize=8)
def _cells_of(form: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The cells that an identity speaks of, by its name and binding; of a form that is not known nothing."""
    if form not in forms.FORMS:
        return {}
    return {
        (rule.id, kept(rule.bind)): tuple(map(".".join, dict.fromkeys((*rule.left.terms, *rule.right.terms))))
        for rule in rules(form)
    }
