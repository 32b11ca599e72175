"""What does not add up, page by page, and how much of it there is."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from nianbao.web.resources.reports.equation import Equation, equation
from storage.queries.checks.leaf import Found, Place, leaf
from storage.queries.checks.tally import by_identity, is_counted
from storage.queries.checks.wanted import Wanted
from storage.records import Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided; ``by`` is empty where nobody said who."""

    ruling: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One identity on one report: ``left`` against ``right``, null where a side is not printed.

    ``key`` is what the agency's address has, ``code`` what lies behind a finding across documents.
    """

    district_code: str
    district: str
    agency: str
    key: str
    year: int
    form: str
    identity: str
    bind: Mapping[str, str]
    outcome: Outcome
    left: Decimal | None
    right: Decimal | None
    code: str
    verdict: Verdict | None
    source_url: str
    equation: Equation


@dataclass(frozen=True, slots=True)
class Findings:
    """``identities`` counts all of them by identity, ``total`` those that were asked for.

    ``as_counted``: the counts are those of the last load. ``next`` goes into ``after`` for the next page.
    """

    outcome: Outcome
    total: int
    as_counted: bool
    identities: dict[str, int]
    findings: tuple[Finding, ...]
    next: str | None


def findings(connection: Connection, wanted: Wanted, *, after: Place | None, limit: int) -> Findings:
    """The findings behind that place."""
    counts = by_identity(connection, wanted)
    rows = leaf(connection, wanted, after=after, limit=limit + 1)
    return Findings(
        wanted.outcome,
        counts.get(wanted.identity, 0) if wanted.identity is not None else sum(counts.values()),
        is_counted(wanted),
        counts,
        tuple(map(_finding, rows[:limit])),
        _marked(rows[limit - 1].place) if len(rows) > limit else None,
    )


def place_of(mark: str) -> Place:
    """The place that ``next`` names. Raises ValueError for what is none."""
    found = json.loads(base64.urlsafe_b64decode(mark.encode("ascii")).decode("utf-8"))
    kinds = (str, str, str, int, int, str, str)
    if not isinstance(found, list) or len(found) != len(kinds):
        raise ValueError("no place")
    if not all(type(part) is kind for part, kind in zip(found, kinds, strict=True)):  # True is no year
        raise ValueError("no place")
    if not all(abs(part) < 2**31 for part in found if isinstance(part, int)):
        raise ValueError("no place")
    return Place(*found)


def _marked(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place, ensure_ascii=False).encode()).decode("ascii")


def _finding(of: Found) -> Finding:
    verdict = None
    if of.verdict and of.at is not None:
        verdict = Verdict(of.verdict, of.reason or "", of.person or "", of.at)
    return Finding(
        of.code,
        of.district,
        of.agency,
        of.key,
        of.year,
        of.format,
        of.identity,
        json.loads(of.bind),
        of.outcome,
        of.left,
        of.right,
        of.behind,
        verdict,
        of.source_url,
        equation(of.identity, of.bind, of.format),
    )
