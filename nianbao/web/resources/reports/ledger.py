"""The history of a report: its versions, and what happened to it cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

from storage.queries.past.history import history
from storage.queries.places.agencies import agency_of
from storage.queries.places.districts import named
from storage.records import State
from storage.versions.changes import CellChange
from storage.versions.history import Happening, LedgerEntry


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after; ``how`` is changed, gained (unread before) or lost (unread now)."""

    how: str
    table: str
    row: str
    column: str
    before: Decimal | None
    before_state: State
    after: Decimal | None
    after_state: State


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``changes`` compare the version with the one of number ``against``."""

    at: datetime
    what: Happening
    version: int | None
    against: int | None
    source_url: str | None
    reason: str
    changes: tuple[Change, ...]
    wording: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One version, and in one word why it is shown or is not."""

    number: int
    current: bool
    standing: str
    source_url: str
    media_type: str
    sha256: str
    captured_at: datetime
    made_at: datetime
    extractor: str
    format: str
    failing: int
    unread: int


@dataclass(frozen=True, slots=True)
class History:
    """Oldest first."""

    district_code: str
    district: str
    agency: str
    key: str
    year: int
    status: str
    first_seen: datetime
    last_changed: datetime
    last_checked: datetime
    versions: tuple[Standing, ...]
    events: tuple[Event, ...]


def ledger(connection: Connection, code: str, agency: str, year: int) -> History:
    """Raises UnknownError."""
    body = agency_of(connection, named(connection, code), agency)
    (of,) = history(connection, body.name, year, code)
    return History(
        of.district_code, of.district, of.agency, body.key, of.year, of.status, of.first_seen, of.last_changed,
        of.last_checked,
        tuple(Standing(**version._asdict()) for version in of.versions),
        tuple(map(_event, of.entries)),
    )  # fmt: skip


def _event(of: LedgerEntry) -> Event:
    changes = (
        *_changes("changed", of.changes.changed),
        *_changes("gained", of.changes.gained),
        *_changes("lost", of.changes.lost),
    )
    return Event(of.at, of.what, of.version, of.against, of.source_url, of.reason, changes, tuple(of.wording))


def _changes(how: str, cells: Iterable[CellChange]) -> Iterable[Change]:
    for cell in cells:
        yield Change(how, *cell.measure, cell.before.value, cell.before.state, cell.after.value, cell.after.state)
