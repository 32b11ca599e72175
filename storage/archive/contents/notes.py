"""What a crawl notes in the archive beside the answers, so that a rebuilt database knows it too.

Each kind has a pair of functions: the payload of a note, and what it says again.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from storage.archive.contents import context as contexts
from storage.archive.contents import warc
from storage.archive.contents.warc import Record
from storage.errors import ArchiveError
from storage.records import Context, FetchOutcome, Judged, Note, Pinned, Registered, RegisteredAgency, Verdict, Walk

WALK = "walk"
FETCH = "fetch"
AGENCIES = "agencies"
JUDGEMENT = "judgement"
PIN = "pin"


@dataclass(frozen=True, slots=True)
class Fetch:
    """A request that ended without an archived answer."""

    url: str
    outcome: FetchOutcome
    at: datetime
    context: Context
    status: int | None = None
    reason: str = ""


def note_in(record: Record) -> Note:
    """The note that a metadata record holds."""
    try:
        payload: Any = json.loads(record.block)
    except ValueError as error:
        raise ArchiveError("the note is no JSON") from error
    if not isinstance(payload, dict):
        raise ArchiveError("the note is no JSON object")
    return Note(record.require(warc.NOTE), payload)


def walk_note(walk: Walk) -> dict[str, Any]:
    """How a walk ended."""
    return {
        "site": walk.site,
        "code": walk.code,
        "verdict": walk.verdict.value,
        "reason": walk.reason,
        "checked_at": walk.checked_at.isoformat(),
        "counts": dict(walk.counts),
        "years": list(walk.years),
    }


def read_walk(payload: Mapping[str, Any]) -> Walk:
    """The walk of a note."""
    return Walk(
        site=payload["site"],
        code=payload["code"],
        verdict=Verdict(payload["verdict"]),
        reason=payload["reason"],
        checked_at=datetime.fromisoformat(payload["checked_at"]),
        counts=payload["counts"],
        years=tuple(payload.get("years", ())),
    )


def fetch_note(fetch: Fetch) -> dict[str, Any]:
    """How a request ended that gave nothing to archive."""
    return {
        "url": fetch.url,
        "outcome": fetch.outcome.value,
        "at": fetch.at.isoformat(),
        "context": contexts.to_line(fetch.context),
        "status": fetch.status,
        "reason": fetch.reason,
    }


def read_fetch(payload: Mapping[str, Any]) -> Fetch:
    """The fetch of a note."""
    return Fetch(
        url=payload["url"],
        outcome=FetchOutcome(payload["outcome"]),
        at=datetime.fromisoformat(payload["at"]),
        context=contexts.from_line(payload["context"]),
        status=payload["status"],
        reason=payload["reason"],
    )


def agencies_note(registered: Registered) -> dict[str, Any]:
    """The agencies that a site file names."""
    return asdict(registered)


def read_agencies(payload: Mapping[str, Any]) -> Registered:
    """The agencies of a note."""
    agencies = tuple(
        RegisteredAgency(each["name"], each["valid_from"], each["valid_to"], tuple(each["replaces"]))
        for each in payload["agencies"]
    )
    return Registered(payload["site"], payload["code"], payload["district"], agencies)


def judgement_note(judged: Judged) -> dict[str, Any]:
    """What a person decided about a finding."""
    return {**asdict(judged), "at": judged.at.isoformat()}


def read_judgement(payload: Mapping[str, Any]) -> Judged:
    """The decision of a note."""
    return Judged(**{**payload, "at": datetime.fromisoformat(payload["at"])})


def pin_note(pinned: Pinned) -> dict[str, Any]:
    """Which version a person chose."""
    return {**asdict(pinned), "at": pinned.at.isoformat()}


def read_pin(payload: Mapping[str, Any]) -> Pinned:
    """The choice of the note."""
    return Pinned(**{**payload, "at": datetime.fromisoformat(payload["at"])})
