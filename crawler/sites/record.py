"""A site as the rest of the program sees it."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from urllib.parse import urlsplit

from storage.coverage import CHINA


@dataclass(frozen=True, slots=True)
class Agency:
    """What titles cannot tell of an agency: since when it reports, until when, and in whose place."""

    name: str
    valid_from: int | None = None
    valid_to: int | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quirk:
    """An exception for the links whose title contains ``match``; ``note`` says why and since when."""

    match: str
    note: str
    year: int | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When a site wants to be crawled, by China's clock; over midnight where ``until`` is before ``since``."""

    since: time
    until: time

    def include(self, moment: datetime) -> bool:
        """Whether an aware moment is within."""
        now = moment.astimezone(CHINA).time()
        if self.since <= self.until:
            return self.since <= now < self.until
        return now >= self.since or now < self.until


@dataclass(frozen=True, slots=True)
class Site:
    """One district: ``id`` is the stem of its file, ``code`` its GB/T 2260 code, ``delay`` seconds between requests."""

    id: str
    code: str
    name: str
    start_urls: tuple[str, ...]
    allowed_hosts: tuple[str, ...]
    platform: str | None
    delay: float
    agencies: tuple[Agency, ...]
    quirks: tuple[Quirk, ...]
    path: Path
    hours: Hours | None = None

    @property
    def hosts(self) -> frozenset[str]:
        """The machines that it is known to ask, by name or address, whatever the port."""
        named = (*self.start_urls, *(f"//{host}" for host in self.allowed_hosts))
        return frozenset(filter(None, (urlsplit(url).hostname for url in named)))

    def is_open(self, moment: datetime) -> bool:
        """Whether it may be crawled at an aware moment."""
        return self.hours is None or self.hours.include(moment)
