"""The politeness ledger: what was asked of the servers, for whoever runs one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection

from storage.coverage import CHINA
from storage.queries import UnknownError
from storage.queries.crawl.hosts import HostDay, hosts, is_known, last_asked
from storage.records import FetchOutcome


@dataclass(frozen=True, slots=True)
class Asked:
    """One host on one day of China's clock.

    ``shortest_pause`` in seconds between the ends of two requests, null for a single one; ``size`` is the bytes of the
    bodies that it sent.
    """

    host: str
    day: date
    sites: tuple[str, ...]
    requests: int
    first: datetime
    last: datetime
    shortest_pause: float | None
    size: int
    outcomes: dict[FetchOutcome, int]


@dataclass(frozen=True, slots=True)
class Day:
    """Every host of one day; null before anything was asked."""

    day: date | None
    hosts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Host:
    """One host on each of the days on which anything was asked of it, the newest first."""

    host: str
    since: date
    until: date
    days: tuple[Asked, ...]


def of_day(connection: Connection, day: date | None) -> Day:
    """By default the last day on which anything was asked."""
    if day is None:
        last = last_asked(connection)
        if last is None:
            return Day(None, ())
        day = last.astimezone(CHINA).date()
    begin = midnight(day)
    return Day(day, _told(hosts(connection, since=begin, until=midnight(day + timedelta(days=1)))))


def of_host(connection: Connection, host: str, until: date, days: int) -> Host:
    """So many days up to that one. Raises UnknownError for a host that no address is of."""
    if not is_known(connection, host):
        raise UnknownError(f"no address of {host} is known")
    since = until - timedelta(days=days - 1)
    found = hosts(connection, host, since=midnight(since), until=midnight(until + timedelta(days=1)))
    return Host(host.lower(), since, until, tuple(sorted(_told(found), key=lambda each: each.day, reverse=True)))


def midnight(day: date) -> datetime:
    """When a day begins in China."""
    return datetime.combine(day, time(), CHINA)


def _told(days: Iterable[HostDay]) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            host=each.host,
            day=each.day,
            sites=tuple(sorted(each.sites)),
            requests=each.requests,
            first=each.first,
            last=each.last,
            shortest_pause=None if each.shortest is None else round(each.shortest, 3),
            size=each.size,
            outcomes=dict(sorted(each.outcomes.items())),
        )
        for each in days
        if each.first and each.last
    )
