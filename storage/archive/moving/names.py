"""The names of files that take the place of others: ``STEM.1.xicheng.warc.zst``, after that ``STEM.2.warc.gz``.

A crawl's file has no number. Whatever takes its place has the next number, so that no name is ever used twice, and a
pointer to a file that is gone tells where to look.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

MOVED = ".moved.json.zst"
"""Suffix of the record of a move, which stands beside the files."""
_NAME = re.compile(r"(?P<stem>.+?)(?:\.(?P<round>[1-9][0-9]{0,5})(?:\.(?P<part>[\w-]+))?)?\.warc\.(?:gz|zst)")
_MOVE = re.compile(r"(?P<stem>.+)\.(?P<round>[1-9][0-9]{0,5})" + re.escape(MOVED))
_LONGEST = 80


@dataclass(frozen=True, slots=True, order=True)
class Round:
    """Files that took the place of others together; round 0 is what a crawl wrote."""

    stem: str
    number: int

    @property
    def following(self) -> "Round":
        """What takes its place."""
        return Round(self.stem, self.number + 1)

    @property
    def record(self) -> str:
        """The file that tells of the move to this round."""
        return f"{self.stem}.{self.number}{MOVED}"

    def file(self, suffix: str, part: str = "") -> str:
        """One of its files; ``part`` is a site."""
        return f"{self.stem}.{self.number}{f'.{_plain(part)}' if part else ''}{suffix}"


def round_of(name: str) -> Round:
    """The round of a file of records."""
    found = _NAME.fullmatch(name)
    return Round(found["stem"], int(found["round"] or 0)) if found else Round(name, 0)


def rounds_moved_to(names: Iterable[str]) -> list[Round]:
    """The rounds that records of moves tell of, in order."""
    return sorted(Round(found["stem"], int(found["round"])) for name in names if (found := _MOVE.fullmatch(name)))


def _plain(part: str) -> str:
    """A site's id as it is, where a file may be called so; strangers' archives have what they like."""
    if re.fullmatch(r"[\w-]+", part) and len(part.encode()) <= _LONGEST and not part.isdecimal():
        return part
    return "x" + hashlib.sha256(part.encode("utf-8", "replace")).hexdigest()[:16]
