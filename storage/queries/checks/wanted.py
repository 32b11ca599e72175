"""Which findings somebody wants to see, as the parts of a statement over both kinds of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Subquery, and_, literal, select, true, union_all

from storage.crosschecks import Code
from storage.judgements import Ruling
from storage.models import CrossFinding, Judgement, VersionFinding, table_of
from storage.queries.contents.findings import BEHIND, FINDING
from storage.queries.contents.reports import AGENCIES, DISTRICTS, REPORTS, VERSIONS
from storage.queries.narrowing import Narrowing
from storage.records import Outcome

OWN, CROSS, JUDGEMENTS = table_of(VersionFinding), table_of(CrossFinding), table_of(Judgement)


class Standing(StrEnum):
    """OPEN: nobody has decided about it. JUDGED: somebody has."""

    OPEN = "open"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Wanted:
    """None wants all. ``code`` is one that only findings across documents have, ``agencies`` are their numbers."""

    district: str | None = None
    agencies: tuple[int, ...] | None = None
    year: int | None = None
    outcome: Outcome = Outcome.FAIL
    identity: str | None = None
    verdict: Standing | Ruling | None = None
    code: Code | None = None

    @property
    def is_judged(self) -> bool:
        """Whether only those are wanted that somebody has decided about."""
        return self.verdict is not None and self.verdict is not Standing.OPEN

    def found(self, columns: Sequence[Any], *more: ColumnElement[bool]) -> Subquery:
        """These columns with ``identity``, ``bind``, ``outcome``, ``left``, ``right``, ``code`` and ``position``.

        Of what is shown now; over districts, agencies, reports, versions and judgements.
        """
        conditions = (VERSIONS.c.current, *self._narrowed(), *more)
        own, cross = (
            select(*columns, *(kind.c[name] for name in FINDING), *last)
            .select_from(self._joined(kind, on))
            .where(kind.c.outcome == self.outcome, *conditions, *self._of(kind))
            for kind, on, last in (
                (OWN, OWN.c.version_id == VERSIONS.c.id, (literal("").label("code"), OWN.c.position)),
                (
                    CROSS,
                    and_(CROSS.c.report_id == REPORTS.c.id, CROSS.c.until.is_(None)),
                    (CROSS.c.code, (CROSS.c.position + BEHIND).label("position")),
                ),
            )
        )
        return (cross if self.code is not None else union_all(own, cross)).subquery("found")

    def _narrowed(self) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if self.district is not None:
            conditions.append(DISTRICTS.c.code == self.district)
        if self.agencies is not None:
            conditions.append(AGENCIES.c.id.in_(self.agencies))
        if self.year is not None:
            conditions.append(REPORTS.c.year == self.year)
        if self.is_judged:
            conditions.append(VERSIONS.c.report_id.in_(select(JUDGEMENTS.c.report_id)))
        return conditions

    def _of(self, kind: FromClause) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if self.identity is not None:
            conditions.append(kind.c.identity == self.identity)
        if kind is CROSS and self.code is not None:
            conditions.append(CROSS.c.code == self.code.value)
        if self.verdict is Standing.OPEN:
            conditions.append(JUDGEMENTS.c.report_id.is_(None))
        elif isinstance(self.verdict, Ruling):
            conditions.append(JUDGEMENTS.c.verdict == self.verdict.value)
        return conditions or [true()]

    def _joined(self, kind: FromClause, on: ColumnElement[bool]) -> FromClause:
        reports = (
            DISTRICTS.join(AGENCIES, AGENCIES.c.district_id == DISTRICTS.c.id)
            .join(REPORTS, REPORTS.c.agency_id == AGENCIES.c.id)
            .join(VERSIONS, VERSIONS.c.report_id == REPORTS.c.id)
            .join(kind, on)
        )
        judged = and_(
            JUDGEMENTS.c.report_id == REPORTS.c.id,
            JUDGEMENTS.c.identity == kind.c.identity,
            JUDGEMENTS.c.bind == kind.c.bind,
        )
        return reports.join(JUDGEMENTS, judged, isouter=not self.is_judged)


def wanted(connection: Connection, narrowing: Narrowing, **others: Any) -> Wanted:
    """With the agencies that are meant. Raises UnknownError."""
    conditions = narrowing.of_agencies(connection)
    agencies = None
    if narrowing.agency is not None:
        asked = select(AGENCIES.c.id).join_from(AGENCIES, DISTRICTS).where(*conditions)
        agencies = tuple(connection.scalars(asked))
    return Wanted(narrowing.district, agencies, narrowing.year, **others)
