"""What a site file may say, and how it is told what to mend.

Strangers write these files, so every key is checked and an unknown one is an error: a misspelt ``start_url`` would
otherwise be a site that is never visited.
"""

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from crawler.platforms import PLATFORMS
from crawler.sites.record import Agency, Hours, Quirk, Site
from crawler.sites.tables import Entry, Faults

_YEARS = (2008, 2100)
_DELAYS = (0, 300)


def read_site(content: Mapping[str, object], path: Path) -> tuple[Site | None, tuple[str, ...]]:
    """The site that a parsed file describes, by the file's stem; or what to mend in it, a clause for each key."""
    faults = Faults()
    file = Entry(content, "", faults)
    site = Site(
        id=path.stem,
        code=file.needed("code", _code),
        name=file.needed("name", _name),
        start_urls=file.texts("start_urls", web_address, at_least="must name at least one address"),
        allowed_hosts=file.texts("allowed_hosts", _host),
        platform=file.text("platform", _platform),
        delay=file.number("delay", _DELAYS, otherwise=1.0),
        hours=_times(file.text("hours", _hours)),
        agencies=tuple(map(_agency, file.entries("agencies"))),
        quirks=tuple(map(_quirk, file.entries("quirks"))),
        path=path,
    )
    file.end(known="known are ")
    return (None, tuple(faults)) if faults else (site, ())


def _agency(entry: Entry) -> Agency:
    """One ``[[agencies]]``; ``valid = { from = 2024, to = 2026 }`` are the report years that it has."""
    name, replaces = entry.needed("name", _name), entry.texts("replaces", _name)
    since = until = None
    if (valid := entry.entry("valid")) is not None:
        since, until = valid.whole("from", _YEARS), valid.whole("to", _YEARS)
        if since and until and since > until:
            valid.fault("'from' must not be after 'to'")
        valid.end()
    entry.end()
    return Agency(name, since, until, replaces)


def _quirk(entry: Entry) -> Quirk:
    """One ``[[quirks]]``: without a reason it cannot be judged later, without year or agency it does nothing."""
    quirk = Quirk(
        match=entry.needed("match", _name),
        note=entry.needed("note", _name),
        year=entry.whole("year", _YEARS),
        agency=entry.text("agency", _name),
    )
    if not entry.names("year", "agency"):
        entry.fault("says nothing to do: give it a year or an agency")
    entry.end()
    return quirk


def _code(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d{5}", value):
        raise ValueError('must be the six digits of GB/T 2260, in quotes, for example "110102"')
    return value


def _name(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty: the district's full name, for example 北京市西城区")
    return value.strip()


def web_address(value: str) -> str:
    """The address itself. Raises ValueError, in a sentence, for what is none."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or re.search(r'[\s"]', value):
        raise ValueError(f"{value!r} is no web address: write it in full, with http:// or https://")
    return value


def _host(value: str) -> str:
    if not re.fullmatch(r"(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?", value):
        raise ValueError(f"{value!r} is no host: write its name only, without http:// and without a path")
    return value.lower()


def _platform(value: str) -> str:
    if value not in PLATFORMS:
        raise ValueError(f"{value!r} is no platform: one of {', '.join(PLATFORMS)}, or leave the key out")
    return value


def _times(hours: str | None) -> Hours | None:
    return Hours(*map(time.fromisoformat, hours.split("-"))) if hours else None


def _hours(value: str) -> str:
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", value)
    if match is None or match[1] + match[2] == match[3] + match[4]:
        raise ValueError('must be two times of China\'s clock, for example "20:00-07:00"')
    return value
