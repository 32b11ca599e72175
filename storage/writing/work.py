"""What one transaction writes with: its connection, and what was looked up in it already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.records import FetchOutcome
from storage.writing.places import parents
from storage.writing.waiting import Waiting


class Place(NamedTuple):
    """A district's row."""

    id: int
    code: str
    name: str
    site: str


@dataclass(slots=True)
class Address:
    """An address's row, as far as writing asks for it; it moves with what the transaction writes."""

    id: int
    district: int
    capture_id: int | None = None
    outcome: FetchOutcome | None = None
    reason: str = ""
    links: tuple[object, ...] = ()
    """What the newest link says of it, in the order of ``addresses.LINKED``."""

    @property
    def is_new(self) -> bool:
        """Whether nothing good was had of the address before, so that nothing else can be known of it."""
        return self.capture_id is None


class Kept(NamedTuple):
    """What is asked of a capture's row after it was written."""

    id: int
    url_id: int
    sha256: str
    etag: str | None
    last_modified: str | None
    unchanged: bool


@dataclass(slots=True)
class Work:
    """One open transaction. The dictionaries save a second look at the rows of one page, and end with it."""

    connection: Connection
    places: dict[str, Place] = field(default_factory=dict)
    addresses: dict[tuple[str, str], Address] = field(default_factory=dict)
    captures: dict[int, Kept] = field(default_factory=dict)
    waiting: Waiting = field(default_factory=Waiting)
    grown: set[int] = field(default_factory=set)
    """Districts with new agencies: whom each of theirs is under is told at the end, once for all of them."""

    def write_waiting(self) -> None:
        """Before what versions say is read, and at the end."""
        self.waiting.write(self.connection)
        while self.grown:
            parents.settle(self.connection, self.grown.pop())


Statements = Mapping[str, Insert]
"""One statement a database, by the name of its dialect."""


def unless_there(table: Table, *key: str) -> Statements:
    """Inserts a row whose key is not there yet."""
    return {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing(index_elements=key),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing(index_elements=key),
    }


def or_renewed(table: Table, key: tuple[str, ...], renewed: tuple[str, ...]) -> Statements:
    """Inserts a row, or gives the row of that key new values in some columns."""
    lite, postgres = sqlite.insert(table), postgresql.insert(table)
    return {
        "sqlite": lite.on_conflict_do_update(index_elements=key, set_={name: lite.excluded[name] for name in renewed}),
        "postgresql": postgres.on_conflict_do_update(
            index_elements=key, set_={name: postgres.excluded[name] for name in renewed}
        ),
    }
