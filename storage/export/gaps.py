"""What is known to be missing: how many of the expected reports are there, and why the others are not."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from storage import queries
from storage.coverage import CHINA
from storage.export.schema import Words
from storage.queries.crawl.newest import newest
from storage.records import Presence

PRESENCES: tuple[tuple[str, Words], ...] = (
    (Presence.PUBLISHED, Words("Is stored", "已收录")),
    (Presence.WITHDRAWN, Words("Was stored and is gone from the site", "曾经公布并已收录，现已不在网站上")),
    (Presence.UNPARSED, Words("Is there, and could not be read", "已公布，但无法识读")),
    (Presence.NOT_DUE, Words("Need not be there yet", "尚未到公布期限")),
    (Presence.LATE, Words("Is due and was not there; the site was not walked since", "已逾期未见，此后未再查看网站")),
    (Presence.ABSENT, Words("Is due, and a complete walk did not meet it", "已逾期，完整查看网站后仍未见")),
    (Presence.BLOCKED, Words("Could not be looked for: the site refused", "网站拒绝访问，无法查看")),
    (Presence.UNREACHABLE, Words("Could not be looked for: no good answer", "网站无法正常访问，无法查看")),
    (Presence.NOT_TRIED, Words("Was not looked for, or not everywhere", "尚未查看，或未查看完整")),
)
"""What is known of an expected report. Only ABSENT says that it was not published."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Expected reports by what is known of them on a day; None where nothing was captured yet."""

    day: date | None
    reports: Counter[str]

    @property
    def missing(self) -> int:
        """Expected reports that are due and not stored."""
        there = (Presence.PUBLISHED, Presence.WITHDRAWN, Presence.NOT_DUE)
        return sum(count for state, count in self.reports.items() if state not in there)


def day_of(connection: Connection) -> date | None:
    """The day of the newest capture, by China's clock."""
    moment = newest(connection)
    return None if moment is None else moment.astimezone(CHINA).date()


def gaps(connection: Connection, day: date | None = None) -> Gaps:
    """Count them over every district, as of that day or else of the newest capture."""
    day = day or day_of(connection)
    found: Counter[str] = Counter()
    if day is not None:
        for site in queries.coverage(connection, today=day):
            found.update(row.state.value for row in site.rows)
    return Gaps(day, found)
