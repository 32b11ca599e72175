"""Why a version of a report is the one that is shown, or is not: the choice of ``storage.versions.choice`` in words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from storage.versions.choice import Candidate, Grade, Pin, SourceState, choose, speaker


class Standing(StrEnum):
    """One reason for each version; of several the first of this list."""

    CURRENT = "current"
    PINNED = "pinned"
    MISREAD = "misread"
    NOTHING_READ = "nothing_read"
    OLDER_DOCUMENT = "older_document"
    WORSE_READING = "worse_reading"
    PAGE_GONE = "page_gone"
    OTHER_PAGE = "other_page"
    NOT_CHOSEN = "not_chosen"


WORDS: Mapping[Standing, str] = {
    Standing.CURRENT: "current",
    Standing.PINNED: "current, chosen by a person",
    Standing.MISREAD: "not shown: its page is read as another report now",
    Standing.NOTHING_READ: "not shown: nothing of it could be read",
    Standing.OLDER_DOCUMENT: "not shown: its page has a newer document",
    Standing.WORSE_READING: "not shown: another reading of the same document is better",
    Standing.PAGE_GONE: "not shown: its page is gone, another is there",
    Standing.OTHER_PAGE: "not shown: another page has the report and is read better, amended or newer",
    Standing.NOT_CHOSEN: "not shown: a person chose another",
}


def standings(
    candidates: Iterable[Candidate], states: Mapping[int, SourceState], pin: Pin | None = None
) -> dict[int, Standing]:
    """By the number of the version."""
    candidates = tuple(candidates)
    best = choose(candidates, states, pin)
    shown = next((c for c in candidates if c.number == best), None)
    pinned = pin is not None and pin.number == best and choose(candidates, states) != best
    by_source: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_source.setdefault(candidate.source, []).append(candidate)
    found: dict[int, Standing] = {}
    for source, versions in by_source.items():
        speaks = speaker(versions)
        for version in versions:
            if version.number == best:
                found[version.number] = Standing.PINNED if pinned else Standing.CURRENT
            else:
                found[version.number] = _why_not(version, speaks, states.get(source), shown, states, pinned=pinned)
    return found


def _why_not(
    version: Candidate,
    speaks: Candidate,
    state: SourceState | None,
    shown: Candidate | None,
    states: Mapping[int, SourceState],
    *,
    pinned: bool,
) -> Standing:
    if state is SourceState.MISREAD:
        return Standing.MISREAD
    if version.grade is Grade.NOTHING:
        return Standing.NOTHING_READ
    if version.number != speaks.number:
        same = (version.captured_at, version.document) == (speaks.captured_at, speaks.document)
        return Standing.WORSE_READING if same or version.document == speaks.document else Standing.OLDER_DOCUMENT
    if pinned:
        return Standing.NOT_CHOSEN
    is_gone = state is not SourceState.LIVE
    return (
        Standing.PAGE_GONE
        if is_gone and shown and states.get(shown.source) is SourceState.LIVE
        else Standing.OTHER_PAGE
    )
