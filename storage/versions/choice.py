"""Which version of a report is the current one: the best reading, never a worse one of the same bytes.

Every page that has the report speaks through one version. Among the pages the better reading wins: one whose form
is known, from a page that is still there, that calls itself amended (修订版), with fewer identities that fail, with
fewer cells unread, then the newest.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from itertools import groupby

_AMENDED = re.compile(r"修订|订正|更正|修改[版稿后]|更新版|重新(?:公布|公开|发布)|重发")


class SourceState(StrEnum):
    """What has become of a page's having a report.

    GONE when the page cannot be had any more, REPLACED when it has another report now, MISREAD when the same bytes
    are now read as another report.
    """

    LIVE = "live"
    GONE = "gone"
    REPLACED = "replaced"
    MISREAD = "misread"


class Grade(IntEnum):
    """Roughly, how much was read: a report of which nothing was read has no identity that fails, and is no better."""

    NOTHING = 0
    LITTLE = 1
    MOST = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the choice needs to know of a version; ``document`` is the digest of the bytes, ``source`` the page."""

    number: int
    source: int
    document: str
    captured_at: datetime
    asked: int
    unread: int
    failing: int
    title: str | None = None

    @property
    def is_amended(self) -> bool:
        """Whether it says that it stands in the place of another: …年度报告(更正版)."""
        return bool(self.title and _AMENDED.search(self.title))

    @property
    def grade(self) -> Grade:
        """NOTHING where no form is known, or no cell of it was read."""
        if self.unread >= self.asked:
            return Grade.NOTHING
        return Grade.MOST if self.unread * 2 <= self.asked else Grade.LITTLE

    @property
    def quality(self) -> tuple[int, int, int]:
        """Grows with how well the document was read."""
        return (self.grade, -self.failing, -self.unread)


@dataclass(frozen=True, slots=True)
class Pin:
    """The version that a person chose among those up to number ``among``."""

    number: int
    among: int


def choose(candidates: Iterable[Candidate], states: Mapping[int, SourceState], pin: Pin | None = None) -> int | None:
    """The number of the version to show; None when every page's bytes are now read as another report.

    A pin counts until a later version of which something was read: a person judged what was there then.
    """
    candidates = tuple(candidates)
    if pin is not None and _holds(pin, candidates, states):
        return pin.number
    by_source: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        by_source.setdefault(candidate.source, []).append(candidate)
    speaking = [speaker(of) for source, of in by_source.items() if states.get(source) is not SourceState.MISREAD]
    best = max(speaking, key=lambda c: _rank(c, live=states.get(c.source) is SourceState.LIVE), default=None)
    return best.number if best else None


def _holds(pin: Pin, candidates: Iterable[Candidate], states: Mapping[int, SourceState]) -> bool:
    valid = [c for c in candidates if states.get(c.source) is not SourceState.MISREAD]
    newer = any(c.number > pin.among and c.grade > Grade.NOTHING for c in valid)
    return not newer and any(c.number == pin.number for c in valid)


def _rank(candidate: Candidate, *, live: bool) -> tuple[object, ...]:
    grade, failing, unread = candidate.quality
    amended = candidate.is_amended
    return (grade > Grade.NOTHING, live, grade, amended, failing, unread, candidate.captured_at, candidate.number)


def speaker(versions: Iterable[Candidate]) -> Candidate:
    """The version that a page speaks through: of its newest document that could be read, the best reading.

    So a new document at the same address counts as soon as something of it was read, even if it is worse; of the
    same bytes a later reading counts only when it is not worse.
    """
    newest_first = sorted(versions, key=lambda c: (c.captured_at, c.number), reverse=True)
    documents = [
        max(readings, key=lambda c: (c.quality, c.number))
        for _, readings in groupby(newest_first, key=lambda c: (c.captured_at, c.document))
    ]
    return next((reading for reading in documents if reading.grade > Grade.NOTHING), documents[0])
