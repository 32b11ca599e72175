"""One run of the crawler: the sites it walks, whom they trust, what is known of their pages, where things are kept."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from crawler.discovery.addresses import Hosts, key
from crawler.keeping import Keeping
from crawler.scope import Pages, Resting, Scope
from crawler.sites import Agency, Site
from storage.records import Walk

WALK_ENDED = object()
"""Scrapy signal: the last page of a site has ended; sent with ``site``, its id."""
PAGE_READ = object()
"""Scrapy signal: a page is archived and read, and still to be stored; sent with ``page``, its item."""


class Walking(Protocol):
    """The walk of one site, as the ledger sees it."""

    def conclude(self, at: datetime, unplaced: int | None = None) -> Walk:
        """Its verdict, whether it came to its end or not; ``unplaced`` documents that are there have no place."""
        ...


class Run:
    """Made by the spider, and found through it by everything that belongs to the same crawl."""

    def __init__(
        self,
        sites: Iterable[Site],
        scope: Scope,
        known: Mapping[str, Pages],
        keeping: Keeping,
        registry: Iterable[Site] = (),
    ) -> None:
        """``registry``: the sites among which those of the run were chosen."""
        self.sites = tuple(sites)
        self._registry = tuple(registry) or self.sites
        self.scope = scope
        self.hosts = {site.id: Hosts.of(site.start_urls, site.allowed_hosts) for site in self.sites}
        self.delays = _delays(self.sites)
        self.known = known
        self.resting = {site.id: Resting(scope, known[site.id]) for site in self.sites}
        self.seen: dict[str, set[str]] = {site.id: set() for site in self.sites}
        self.keeping = keeping
        self.walks: dict[str, Walking] = {}
        self.verdicts: dict[str, Walk] = {}
        self.away = 0
        """Pages that are asked for and have not been read yet."""
        self.failure: BaseException | None = None
        """Why nothing can be kept any more: a full disk, a lost database. The run stops at once."""

    def agencies_of(self, code: str) -> tuple[Agency, ...]:
        """The agencies that site files name for a district: of two files, each speaks for a part of it."""
        return tuple(agency for site in self._registry if site.code == code for agency in site.agencies)

    def conclude(self, site: str, at: datetime) -> Walk:
        """The verdict on a site's walk."""
        unplaced = None if self.failure else self.known[site].unplaced()
        self.verdicts[site] = self.walks[site].conclude(at, unplaced)
        return self.verdicts[site]

    def has_met(self, site: str, url: str) -> bool:
        """Whether the walk of a site has asked for a page, or left it alone, at this address or a twin's."""
        return key(url) in self.seen[site]

    @staticmethod
    def of(crawler: Crawler) -> "Run":
        """The run that a component belongs to."""
        found = getattr(crawler.spider, "run", None)
        if not isinstance(found, Run):
            raise TypeError(f"{crawler.spider!r} walks no sites, so it has no run")
        return found


def _delays(sites: Iterable[Site]) -> dict[str, float]:
    """The pause for each host; where two sites share one, the longer."""
    delays: dict[str, float] = {}
    for site in sites:
        for host in (*(urlsplit(url).hostname for url in site.start_urls), *map(_name, site.allowed_hosts)):
            if host:
                delays[host] = max(delays.get(host, 0.0), site.delay)
    return delays


def _name(host: str) -> str | None:
    return urlsplit(f"//{host}").hostname
