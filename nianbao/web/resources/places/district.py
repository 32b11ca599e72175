"""One district: which reports should be there, and whether they are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from storage.agencies import Kind
from storage.queries.crawl.coverage import coverage_of
from storage.queries.crawl.walks import walks
from storage.queries.places.agencies import Body, agencies_of
from storage.queries.places.districts import named
from storage.records import Presence, Verdict

_LAST = 10
"""Walks that are listed."""


@dataclass(frozen=True, slots=True)
class Agency:
    """``key`` is what its address has, ``parent`` whom it is under; years are null where nothing limits them."""

    key: str
    name: str
    kind: Kind
    division_code: str | None
    valid_from: int | None
    valid_to: int | None
    successor: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Expected:
    """A report that should be there, or is: one state, with what that is known from."""

    agency: str
    key: str | None
    year: int
    state: Presence
    evidence: str


@dataclass(frozen=True, slots=True)
class Walked:
    """How a walk over the district's site ended."""

    verdict: Verdict
    reason: str
    checked_at: datetime
    documents: int


@dataclass(frozen=True, slots=True)
class District:
    """``states`` counts ``coverage`` by state."""

    code: str
    name: str
    site: str
    agencies: tuple[Agency, ...]
    years: tuple[int, ...]
    coverage: tuple[Expected, ...]
    states: dict[Presence, int]
    walks: tuple[Walked, ...]


def district(connection: Connection, code: str, *, today: date) -> District:
    """Raises UnknownError."""
    place = named(connection, code)
    bodies = tuple(map(_agency, agencies_of(connection, place.id)))
    keys = {body.name: body.key for body in bodies}
    rows = coverage_of(connection, place.id, today=today)
    expected = tuple(Expected(r.agency, keys.get(r.agency), r.year, r.state, r.evidence) for r in rows)
    walked = walks(connection, site=place.site).get(place.site, [])[:_LAST]
    return District(
        place.code,
        place.name,
        place.site,
        bodies,
        tuple(sorted({row.year for row in rows}, reverse=True)),
        expected,
        dict(Counter(row.state for row in rows).most_common()),
        tuple(Walked(w.verdict, w.reason, w.checked_at, w.counts.get("documents", 0)) for w in walked),
    )


def _agency(of: Body) -> Agency:
    return Agency(of.key, of.name, of.kind, of.division_code, of.valid_from, of.valid_to, of.successor, of.parent)
