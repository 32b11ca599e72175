"""What stands in the archive, record by record: captures, notes, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.records.capture import Capture, FetchOutcome, Pointer


@dataclass(frozen=True, slots=True)
class Note:
    """What the crawl wrote down beside the answers, for a rebuild: how a walk ended, what was withdrawn."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the archive: a capture or a note, never both.

    ``at`` is when it was captured or noted, or taken in from a file made elsewhere.
    ``outcome`` and ``reason`` say how the request of a capture ended where its answer was not what was wanted, and
    ``asked`` which address was asked for at first.
    """

    pointer: Pointer
    at: datetime
    capture: Capture | None = None
    note: Note | None = None
    outcome: FetchOutcome | None = None
    reason: str = ""
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that verifying the archive found; ``kind`` is one word for programs, ``message`` for people.

    Kinds of the files: torn (the end is missing), damaged, digest, foreign (made elsewhere), no_target (a revisit of
    a record that is not there), too_large, unreadable. Kinds of the database: no_file, no_record, mismatch (a row
    against its record), no_row (a record against the rows).
    """

    file: str
    offset: int
    url: str | None
    kind: str
    message: str
    lost: int = 0
    """How many records are lost by it, at least."""
