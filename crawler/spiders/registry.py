"""What the spider is told to crawl: which sites of a registry, and which years."""

from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from crawler import sites
from crawler.errors import WrongChoice
from crawler.sites import Site

_YEARS = range(2008, 2101)


def choose_sites(path: Path | None, names: Iterable[str] = ()) -> tuple[Site, ...]:
    """The sites of a registry with these ids, each once; all of them when none is named."""
    return choose_among(sites.load(path), names)


def choose_among(registry: Iterable[Site], names: Iterable[str] = ()) -> tuple[Site, ...]:
    """The same of a registry that is loaded."""
    known = {site.id: site for site in registry}
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else "nianbao sites list names those that there are"
            raise WrongChoice(f"no site {name!r}: {hint}")
    return tuple(known[name] for name in wanted or known)


def choose_years(names: Iterable[str]) -> frozenset[int]:
    """Report years; none is all of them."""
    wanted = list(names)
    for name in wanted:
        if not name.isdigit() or int(name) not in _YEARS:
            raise WrongChoice(f"no report year {name!r}: the regulation of {_YEARS[0]} is the first to ask for reports")
    return frozenset(map(int, wanted))


def listed(argument: str | None) -> list[str]:
    """``a, b`` as an argument of ``scrapy crawl``."""
    return [part.strip() for part in (argument or "").split(",") if part.strip()]


def open_now(sites: Iterable[Site], now: datetime, *, named: bool) -> tuple[Site, ...]:
    """The sites whose hours it is. Raises WrongChoice where a site that somebody ``named``, or every one, is closed."""
    sites = tuple(sites)
    found = tuple(site for site in sites if site.is_open(now))
    closed = [site for site in sites if not site.is_open(now)]
    if closed and (named or not found):
        hours = closed[0].hours
        when = f"from {hours.since:%H:%M} to {hours.until:%H:%M}" if hours else ""
        raise WrongChoice(f"{closed[0].id} may be crawled {when} only, by China's clock: its site file says so")
    return found
