"""Which reports should be there, and whether they are: one state for each agency and year, with its evidence."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.records.capture import Verdict


class Presence(StrEnum):
    """Whether the report of an agency for a year is there, or why nobody can tell."""

    PUBLISHED = "published"
    NOT_DUE = "not_due"
    LATE = "late"
    ABSENT = "absent"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    UNPARSED = "unparsed"
    WITHDRAWN = "withdrawn"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class SiteCoverage:
    """How the last walk of a site ended; ``checked_at`` is None where it was never walked."""

    site: str
    code: str
    state: Verdict
    reason: str
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency that reports are expected from, in the years from ``valid_from`` to ``valid_to``, both included."""

    name: str
    valid_from: int | None = None
    valid_to: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What is stored of one agency and year: a report, a document that was not read, a page that was not fetched.

    ``state`` is one of PUBLISHED, UNPARSED, WITHDRAWN, BLOCKED, UNREACHABLE.
    """

    agency: str
    year: int
    state: Presence
    evidence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether the report of an agency for a year is there, and how that is known."""

    site: str
    code: str
    agency: str
    year: int
    state: Presence
    evidence: str
