"""What tasks do, each in a process of its own; done a second time, nothing is there twice."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from crawler.scope import Scope
from crawler.spiders.registry import choose_sites
from nianbao.operations.again.batch import Batch
from nianbao.operations.again.marks import mark_of
from nianbao.operations.again.reextract import end
from nianbao.operations.crawl import crawl
from nianbao.operations.night import due_sites, tell
from nianbao.worker import locks
from nianbao.worker.child import Failed, Stopped
from nianbao.worker.plan import Place
from storage import queries
from storage.clock import machine
from storage.coverage import CHINA
from storage.models import Version, table_of
from storage.queries.crawl.documents import not_read_at
from storage.queries.crawl.walks import walks
from storage.session import opened
from storage.states import UNASKED

_VERSIONS = table_of(Version)


class Due(NamedTuple):
    """A site that is due, and the lock under which it is crawled."""

    site: str
    lock: str


def due(place: Place, night: datetime) -> list[Due]:
    """The sites that are due and open now, those first that have waited longest."""
    known = choose_sites(place.registry or place.settings.sites)
    shared, now = locks.of_hosts(known), datetime.now(UTC)
    open_now = [site.id for site in known if site.is_open(now)]
    return [Due(site, shared[site]) for site in due_sites(place.settings, open_now, night)]


def crawl_site(place: Place, name: str, night: datetime) -> str:
    """The verdict, in a word. A site that an earlier try walked to the end since the night began is left alone.

    Raises Stopped where somebody ends the crawl before its end; what was fetched till then is stored.
    """
    registry = place.registry or place.settings.sites
    (site,) = choose_sites(registry, [name])
    if not site.is_open(datetime.now(UTC)):
        return "not open at this hour"
    if _is_walked(place, name, night):
        return "walked already"
    scope = Scope(night=night.astimezone(CHINA).date())
    crawled = crawl(place.settings, sites=registry, names=[name], scope=scope)
    if crawled.stopped:
        raise Stopped("stopped before its end")
    return ", ".join(walk.verdict.value for walk in crawled.walks)


def _is_walked(place: Place, site: str, since: datetime) -> bool:
    with opened(place.settings) as engine, queries.snapshot(engine) as connection:
        last = walks(connection, site=site).get(site, [])
    return any(walk.checked_at >= since and not walk.years and not walk.counts.get(UNASKED) for walk in last)


def end_night(place: Place, night: datetime) -> str:
    """Compare what changed, write the digest, make the release of the month, tell the webhook."""
    told = tell(place.settings, night, now=machine, webhook=place.webhook, releases=place.releases)
    return "; ".join((f"digest in {told.folder}", *told.spoilt))


def reread(place: Place, captures: Sequence[int], began: datetime) -> str:
    """Read documents of the archive again, as of the moment when the run began; not those that an earlier try has read.

    Raises Failed, when everything else is stored, for what the archive cannot give: another time it may.
    """
    tally: Counter[str] = Counter()
    lost: list[str] = []
    with opened(place.settings) as engine:
        with queries.snapshot(engine) as connection:
            left = not_read_at(connection, captures, began)
        for again, stored in Batch(engine, place.settings, left).run(began):
            tally.update(each.change for each in stored)
            if again.lost:
                lost.append(f"{again.document.capture.url}: {again.lost}")
    if lost:
        more = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
        raise Failed(f"{lost[0]}{more}")
    return ", ".join(f"{number} {change}" for change, number in sorted(tally.items())) or "nothing"


def end_reread(place: Place, run: int, began: datetime, codes: Sequence[str]) -> str:
    """Compare the reports of the districts, and close the run with what it made."""
    with opened(place.settings) as engine:
        made = _made(engine, began)
        end(engine, run, codes, {**mark_of(), **made})
    return ", ".join(f"{number} {change}" for change, number in made.items())


def _made(engine: Engine, began: datetime) -> dict[str, int]:
    """Counted where it lies: what several tries of a task said cannot be added up."""
    of_run = select(func.count()).select_from(_VERSIONS).where(_VERSIONS.c.made_at == began)
    with queries.snapshot(engine) as connection:
        new = connection.scalar(of_run.where(_VERSIONS.c.number == 1)) or 0
        return {"new": new, "changed": (connection.scalar(of_run) or 0) - new}
