"""Gathers the digest of a time from the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from storage.queries.crawl.news import Event, News, news
from storage.queries.crawl.walks import steps
from storage.records import Verdict, Walk

_HALF = 2
"""A site that shows less than half of the documents of its last good walk has lost something."""


@dataclass(frozen=True, slots=True)
class SiteNews:
    """One site that was walked in the time: its last walk there, and the one before it, if any.

    ``silent``: it answers as if all were well, and shows much less than it did.
    """

    walk: Walk
    before: Walk | None
    silent: bool

    @property
    def broken(self) -> bool:
        """Whether the walk did not come to a good end."""
        return self.walk.verdict is not Verdict.COMPLETE

    @property
    def newly(self) -> bool:
        """Whether that is new."""
        return self.broken and (self.before is None or self.before.verdict is Verdict.COMPLETE)


@dataclass(frozen=True, slots=True)
class Digest:
    """From ``since`` on, until before ``until``."""

    since: datetime
    until: datetime
    sites: tuple[SiteNews, ...]
    reports: tuple[News, ...]

    def of(self, event: Event) -> list[News]:
        """The reports that this happened to."""
        return [report for report in self.reports if report.event is event]

    @property
    def broken(self) -> list[SiteNews]:
        """Sites whose walk did not come to a good end."""
        return [site for site in self.sites if site.broken]

    @property
    def silent(self) -> list[SiteNews]:
        """Sites that show much less than they did."""
        return [site for site in self.sites if site.silent]


def collect(connection: Connection, since: datetime, until: datetime, *, newest: int | None = None) -> Digest:
    """The digest of a time; of a site that was walked twice in it the last walk counts.

    ``newest``: only so many of its reports, those of which there is something last.
    """
    sites = (SiteNews(walk, before, is_silent(walk, good)) for walk, before, good in steps(connection, since, until))
    return Digest(since, until, tuple(sites), tuple(news(connection, since, until, newest=newest)))


def is_silent(walk: Walk, good: Walk | None) -> bool:
    """Against the last complete walk that asked for all years, as this one did."""
    if walk.years:
        return False
    had = good.counts.get("documents", 0) if good else 0
    return walk.verdict in (Verdict.COMPLETE, Verdict.EMPTY) and _HALF * walk.counts.get("documents", 0) < had
