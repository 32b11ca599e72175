"""The politeness ledger: what was asked of a host, day by day, for whoever runs it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from storage.coverage import CHINA
from storage.models import Capture, Fetch, Url, table_of
from storage.queries.snapshot import stream
from storage.records import FetchOutcome

_FETCHES, _URLS, _CAPTURES = table_of(Fetch), table_of(Url), table_of(Capture)


@dataclass(slots=True)
class HostDay:
    """One host on one day of China's clock.

    ``shortest`` is the shortest time in seconds between the ends of two requests, None for a single one. ``size`` is
    the bytes of the bodies that it sent. ``outcomes`` counts how requests ended.
    """

    host: str
    day: date
    sites: set[str] = field(default_factory=set)
    requests: int = 0
    first: datetime | None = None
    last: datetime | None = None
    shortest: float | None = None
    size: int = 0
    outcomes: Counter[FetchOutcome] = field(default_factory=Counter)

    def note(self, site: str, at: datetime, outcome: FetchOutcome) -> None:
        """One request that ended."""
        if self.last is not None:
            gap = (at - self.last).total_seconds()
            self.shortest = gap if self.shortest is None else min(self.shortest, gap)
        self.first, self.last = self.first or at, at
        self.sites.add(site)
        self.requests += 1
        self.outcomes[outcome] += 1


def hosts(connection: Connection, host: str | None = None, *, since: datetime | None = None) -> Iterator[HostDay]:
    """By host and day. ``host`` with or without its port; requests for robots.txt are not rows and not counted."""
    found: dict[tuple[str, date], HostDay] = {}
    statement = (
        select(_URLS.c.url, _URLS.c.site, _FETCHES.c.at, _FETCHES.c.outcome)
        .join(_URLS, _URLS.c.id == _FETCHES.c.url_id)
        .order_by(_FETCHES.c.at, _FETCHES.c.id)
    )
    sizes = (
        select(_URLS.c.url, _CAPTURES.c.captured_at, _CAPTURES.c.size)
        .join(_URLS, _URLS.c.id == _CAPTURES.c.url_id)
        .where(_CAPTURES.c.unchanged.is_(False))
    )
    if since is not None:
        statement, sizes = statement.where(_FETCHES.c.at >= since), sizes.where(_CAPTURES.c.captured_at >= since)
    for row in stream(connection, statement):
        key = _key(row.url, row.at)
        if host in (None, key[0], key[0].partition(":")[0]):
            found.setdefault(key, HostDay(*key)).note(row.site, row.at, row.outcome)
    for row in stream(connection, sizes):
        if day := found.get(_key(row.url, row.captured_at)):
            day.size += row.size
    yield from (found[key] for key in sorted(found))


def _key(url: str, at: datetime) -> tuple[str, date]:
    return urlsplit(url).netloc.lower(), at.astimezone(CHINA).date()
