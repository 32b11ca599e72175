"""The ledger of a report: its versions, and what happened to it, moment by moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from storage.versions.changes import Changes

NO_CHANGES = Changes()


class Happening(StrEnum):
    """What an entry of a ledger tells.

    FIRST_SEEN, REVISED (another document at the same address), REPUBLISHED (at an address that had it not before) and
    REREAD (the same document by another extractor) come with a version. SHOWN: another version is shown. WITHDRAWN: no
    page has it any more; RETURNED: one has it again. PAGE_GONE and PAGE_BACK tell of one page, MISREAD that its bytes
    are now read as another report.
    """

    FIRST_SEEN = "first_seen"
    REVISED = "revised"
    REPUBLISHED = "republished"
    REREAD = "reread"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    MISREAD = "misread"
    PAGE_GONE = "page_gone"
    PAGE_BACK = "page_back"


class LedgerVersion(NamedTuple):
    """One version; ``standing`` says in one word why it is shown or is not (``storage.versions.standing``)."""

    number: int
    source_url: str
    media_type: str
    sha256: str
    captured_at: datetime
    made_at: datetime
    extractor: str
    format: str
    failing: int
    unread: int
    current: bool
    standing: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One thing that happened.

    ``changes`` and ``wording`` compare a version with number ``against``: the last one
    of its page, or for a new page the one shown until then. ``wording``: which facts and sections differ.
    """

    at: datetime
    what: Happening
    version: int | None = None
    source_url: str | None = None
    reason: str = ""
    against: int | None = None
    changes: Changes = NO_CHANGES
    wording: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """A report with its history, oldest first."""

    district_code: str
    district: str
    agency: str
    year: int
    status: str
    first_seen: datetime
    last_changed: datetime
    last_checked: datetime
    versions: tuple[LedgerVersion, ...]
    entries: tuple[LedgerEntry, ...]
