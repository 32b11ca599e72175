"""The politeness ledger: what was asked of a host, day by day, for whoever runs it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from storage.coverage import CHINA
from storage.models import Capture, Fetch, Url, table_of
from storage.queries.snapshot import bytewise, stream
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


def hosts(
    connection: Connection, host: str | None = None, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[HostDay]:
    """By host and day, from ``since`` on, before ``until``.

    ``host`` with or without its port; requests for robots.txt are not rows and not counted.
    """
    found: dict[tuple[str, date], HostDay] = {}
    statement = (
        select(_URLS.c.url, _URLS.c.site, _FETCHES.c.at, _FETCHES.c.outcome)
        .join(_URLS, _URLS.c.id == _FETCHES.c.url_id)
        .where(*_between(_FETCHES.c.at, since, until))
        .order_by(_FETCHES.c.at, _FETCHES.c.id)
    )
    sizes = (
        select(_URLS.c.url, _CAPTURES.c.captured_at, _CAPTURES.c.size)
        .join(_URLS, _URLS.c.id == _CAPTURES.c.url_id)
        .where(_CAPTURES.c.unchanged.is_(False), *_between(_CAPTURES.c.captured_at, since, until))
    )
    if host is not None:
        there = _of_host(connection, host)
        statement, sizes = statement.where(there), sizes.where(there)
    for row in stream(connection, statement):
        key = _key(row.url, row.at)
        found.setdefault(key, HostDay(*key)).note(row.site, row.at, row.outcome)
    for row in stream(connection, sizes):
        if day := found.get(_key(row.url, row.captured_at)):
            day.size += row.size
    yield from (found[key] for key in sorted(found))


def is_known(connection: Connection, host: str) -> bool:
    """Whether any address of a host is known."""
    return connection.execute(select(_URLS.c.id).where(_of_host(connection, host)).limit(1)).first() is not None


def last_asked(connection: Connection) -> datetime | None:
    """When the last request of all ended."""
    found: datetime | None = connection.scalar(select(func.max(_FETCHES.c.at)))
    return found


def _between(
    moment: ColumnElement[datetime], since: datetime | None, until: datetime | None
) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield moment >= since
    if until is not None:
        yield moment < until


def _of_host(connection: Connection, host: str) -> ColumnElement[bool]:
    """By the beginning of an address, which has its host in small letters: as a range, for which there is an index."""
    url = bytewise(connection, _URLS.c.url)
    name = host.lower()
    begins = [f"{scheme}://{name}{end}" for scheme in ("http", "https") for end in "/:"]
    return or_(*(and_(url >= begin, url < begin[:-1] + chr(ord(begin[-1]) + 1)) for begin in begins))


def _key(url: str, at: datetime) -> tuple[str, date]:
    return urlsplit(url).netloc.lower(), at.astimezone(CHINA).date()
