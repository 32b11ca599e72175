"""Names of the locks under which tasks run: of those with one name one runs at a time, whichever worker takes it."""

from collections.abc import Iterable

from crawler.sites import Site


def of_hosts(sites: Iterable[Site]) -> dict[str, str]:
    """By site the name that it shares with all sites that ask a host which it asks, directly or by way of others.

    It is the first of the hosts by alphabet; so it is the same wherever the registry is.
    """
    sites = tuple(sites)
    leader: dict[str, str] = {}
    for site in sites:
        together = {_first(leader, host) for host in site.hosts}
        for host in together:
            leader[host] = min(together)
    return {site.id: f"host {_first(leader, min(site.hosts))}" for site in sites if site.hosts}


def _first(leader: dict[str, str], host: str) -> str:
    """The first host of those that belong together with this one so far."""
    while leader.setdefault(host, host) != host:
        host = leader[host]
    return host


def of_district(code: str) -> str:
    """Documents of one district are stored one batch at a time, in order, as a single process would."""
    return f"district {code}"
