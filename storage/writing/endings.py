"""How requests ended: a row for each, and the new state of their address."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from storage.models import Fetch, Url, table_of
from storage.records import GONE, FetchOutcome
from storage.writing.captures import capture_at
from storage.writing.sources import miss, see_again
from storage.writing.work import Address, Work, unless_there

_URLS = table_of(Url)
_NEW_FETCH = unless_there(table_of(Fetch), "url_id", "at")
_STATE = ("last_checked", "outcome", "status", "reason")
_SAID = ("etag", "last_modified", "sha256")


def _moves(*names: str) -> Any:
    return (
        update(_URLS).where(_URLS.c.id == bindparam("row")).values({name: bindparam(f"new_{name}") for name in names})
    )


_ENDED, _ANSWERED, _ANSWERED_WITH_BODY = _moves(*_STATE), _moves(*_STATE, *_SAID), _moves(*_STATE, *_SAID, "capture_id")
_NOTHING = dict.fromkeys((*_SAID, "capture_id"))
_BLOCK = 500
_GOOD = (FetchOutcome.FETCHED, FetchOutcome.UNCHANGED)


def record(  # noqa: PLR0913, PLR0917 – one for each column of the row
    work: Work,
    address: Address,
    outcome: FetchOutcome,
    at: datetime,
    run: int | None,
    status: int | None,
    reason: str,
    capture: int | None,
) -> None:
    """The end of a request; a block page leaves the last good answer alone, a page that is gone loses its reports.

    One that only looks as if it were gone does when it looks so twice in a row: whoever asks too fast, or while a site
    is mended, is sent to its home page.
    """
    values = {"url_id": address.id, "run_id": run, "at": at, "outcome": outcome, "status": status, "reason": reason}
    work.waiting.tell(_NEW_FETCH[work.connection.dialect.name], values)
    state = {"new_last_checked": at, "new_outcome": outcome, "new_status": status, "new_reason": reason}
    if outcome in _GOOD:
        if not address.is_new:
            see_again(work, address, at)
        _note_answer(work, address, capture, state)
    else:
        work.connection.execute(_ENDED, {"row": address.id, **state})
        if outcome is FetchOutcome.NOT_FOUND or (outcome in GONE and address.outcome in GONE):
            miss(work, address, at, reason)
    address.outcome, address.reason = outcome, reason


def forget(work: Work, captures: Sequence[int]) -> int:
    """Let no address rely on these answers: without one it is asked for as if it had never been had."""
    moved = 0
    for start in range(0, len(captures), _BLOCK):
        gone = _URLS.c.capture_id.in_(captures[start : start + _BLOCK])
        moved += work.connection.execute(update(_URLS).where(gone).values(_NOTHING)).rowcount
    return moved


def _note_answer(work: Work, address: Address, number: int | None, state: Mapping[str, Any]) -> None:
    """One that repeats an earlier body leaves that one as the one with the body."""
    if number is None:
        work.connection.execute(_ENDED, {"row": address.id, **state})
        return
    capture = capture_at(work, number)
    values = {"row": address.id, **state, **{f"new_{name}": getattr(capture, name) for name in _SAID}}
    if capture.unchanged:
        work.connection.execute(_ANSWERED, values)
        return
    work.connection.execute(_ANSWERED_WITH_BODY, {**values, "new_capture_id": number})
    address.capture_id = number
