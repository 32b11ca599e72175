"""The scheduled night: what is due is crawled, then told. Safe to start at any time; one at a time."""

import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from crawler.items import Fetched
from crawler.locks import Locks
from crawler.scope import Scope
from crawler.spiders.registry import choose_sites
from nianbao.digest import Digest, atom, collect, markdown, text
from nianbao.operations.crawl import Crawled, crawl
from storage import queries
from storage.clock import Clock
from storage.coverage import CHINA
from storage.crosschecks import renew
from storage.draft import draft
from storage.errors import StorageError
from storage.queries.crawl.walks import walks
from storage.season import is_site_due
from storage.session import opened
from storage.settings import Settings

_NIGHT = "night"
_SECONDS = 20
MOST_SITES = 300
"""Sites of one crawl; where more are due, the longest waiting go first and the others have the next night."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a night. ``folder`` holds the digest in every form, ``released`` the release that was due.

    ``spoilt`` says what went wrong: a webhook that could not be told, a release that could not be made.
    """

    digest: Digest
    folder: Path
    released: Path | None = None
    spoilt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Night:
    """What a night did. ``due`` of ``known`` sites; ``waiting`` were due too, and more than one night can take."""

    known: int
    due: tuple[str, ...]
    waiting: int
    crawled: Crawled
    told: Told


def run_night(
    settings: Settings,
    *,
    now: Callable[[], datetime],
    registry: Path | None = None,
    webhook: str | None = None,
    releases: Path | None = None,
    on_page: Callable[[Fetched], None] | None = None,
) -> Night:
    """Crawl the sites that are due and open at this hour, write the digest, make a release if due, tell the webhook.

    Raises Busy when another night is on, and ClockError where the clock stands days before the last crawl. A night
    that was killed is caught up: its sites are due still.
    """
    with Locks(settings.home / "locks") as locks:
        locks.take([_NIGHT])
        known = choose_sites(registry or settings.sites)
        with opened(settings) as engine:
            began = Clock.of(engine, now)()
            today = began.astimezone(CHINA).date()
            due = _due_among(engine, [site.id for site in known if site.is_open(began)], today)
        chosen = due[:MOST_SITES]
        crawled = Crawled(())
        if chosen:
            crawled = crawl(settings, sites=registry, names=chosen, scope=Scope(night=today), on_page=on_page)
        told = tell(settings, began, now=now, webhook=webhook, releases=releases)
        return Night(len(known), tuple(chosen), len(due) - len(chosen), crawled, told)


def tell(
    settings: Settings,
    began: datetime,
    *,
    now: Callable[[], datetime],
    webhook: str | None,
    releases: Path | None,
) -> Told:
    """What comes after the crawl of a night that ``began`` then.

    What a crawl has stored that was killed before it compared reports is compared first: that crawl walked its sites to
    the end, so none of them may be due for days.
    """
    with opened(settings) as engine:
        until = Clock.of(engine, now)()
        renew(engine, changed_only=True)
        with queries.snapshot(engine) as connection:
            digest = collect(connection, began, until)
        folder = _write(settings.home / "digests", digest)
        released, unmade = _release(engine, releases, began.astimezone(CHINA).date()) if releases else (None, "")
    untold = _post(webhook, digest) if webhook else ""
    return Told(digest, folder, released, tuple(filter(None, (unmade, untold))))


def _release(engine: Engine, folder: Path, today: date) -> tuple[Path | None, str]:
    """The release of this month, or why there is none; a night is not spoilt by a full disk of its releases."""
    from storage.release.due import release_if_due  # noqa: PLC0415 – few nights make one

    try:
        made = release_if_due(engine, folder, today)
    except (StorageError, OSError) as error:
        return None, f"no release was made: {error}"
    return (made.folder if made else None), ""


def due_sites(settings: Settings, sites: list[str], now: datetime) -> list[str]:
    """The sites that are due, those first that were walked longest ago or never.

    Raises ClockError where the clock stands days before the last walk: nothing would be due for as long.
    """
    with opened(settings) as engine:
        Clock.of(engine, lambda: now)
        return _due_among(engine, sites, now.astimezone(CHINA).date())


def _due_among(engine: Engine, sites: list[str], today: date) -> list[str]:
    with queries.snapshot(engine) as connection:
        last = walks(connection)
    due = [site for site in sites if is_site_due([walk for walk in last.get(site, []) if not walk.years], today)]
    return sorted(due, key=lambda site: (last[site][0].checked_at.isoformat() if last.get(site) else "", site))


def _write(folder: Path, digest: Digest) -> Path:
    """The digest as JSON, Markdown and Atom, named by the day; ``latest.atom`` is what a feed reader asks for.

    Nobody meets half a page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{digest.until.astimezone(CHINA):%Y-%m-%dT%H%M}"
    pages = {f"{name}.json": (text(digest) + "\n").encode(), f"{name}.md": markdown(digest).encode()}
    with draft(folder, "digest") as made:
        for page, data in (pages | {"latest.atom": atom(digest)}).items():
            (made / page).write_bytes(data)
            (made / page).replace(folder / page)
    return folder


def _post(webhook: str, digest: Digest) -> str:
    """Post the digest as JSON; why that failed, in words. A night is not spoilt by a mailbox that is full."""
    if not webhook.startswith(("https://", "http://")):
        return f"{webhook} is no web address"
    request = urllib.request.Request(webhook, text(digest).encode(), {"Content-Type": "application/json"})  # noqa: S310 – checked above
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS):  # noqa: S310 – the operator's own address
            return ""
    except (OSError, ValueError) as error:
        return f"{webhook} was not told: {error}"
