"""The runs of the crawler: how each went, and what it brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection

from nianbao.digest import SiteNews, collect
from storage.queries.crawl.news import Event, News
from storage.queries.crawl.runs import RunRow, Walked, last_sign, run_of, runs, walked
from storage.queries.crawl.walks import walks_of
from storage.queries.places.districts import names_of
from storage.records import Verdict, Walk

AT_ONCE = 30
"""Runs of a page."""
MOST_REPORTS = 500
"""Of one run that are told, the last of them: the first crawl of a province brings thousands."""
_SILENCE = timedelta(hours=1)
"""A run that has not ended, and of which nothing was heard for so long, was killed."""
_MOMENT = timedelta(microseconds=1)


class State(StrEnum):
    """What became of a run."""

    ENDED = "ended"
    RUNNING = "running"
    KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. ``until`` is when it ended, or of one that did not when something was last heard of it.

    What it asked (``requests``, ``not_modified`` answers among them, ``size`` in bytes) is null for one without an end.
    """

    number: int
    state: State
    started_at: datetime
    ended_at: datetime | None
    until: datetime
    seconds: float
    sites: int
    verdicts: dict[Verdict, int]
    documents: int
    new: int
    changed: int
    requests: int | None
    not_modified: int | None
    size: int | None


@dataclass(frozen=True, slots=True)
class Runs:
    """The newest first; ``before`` goes on behind the last of them, null when there are no more."""

    runs: tuple[Run, ...]
    before: int | None


@dataclass(frozen=True, slots=True)
class Visit:
    """How the walk of one site ended."""

    site: str
    code: str
    district: str | None
    verdict: Verdict
    reason: str
    checked_at: datetime
    documents: int
    new: int
    changed: int


@dataclass(frozen=True, slots=True)
class Happened:
    """A report that came, changed or went while the run was under way."""

    event: Event
    district_code: str
    district: str
    agency: str
    year: int
    version: int
    title: str | None
    source_url: str
    at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A site that did not come to a good end, ``newly`` when the last walk did; or shows much less than it did."""

    site: str
    code: str
    verdict: Verdict
    newly: bool
    documents: int
    documents_before: int | None


@dataclass(frozen=True, slots=True)
class OneRun:
    """A run with its walks, those that went wrong first, and its digest; ``cut`` when more reports are in it."""

    run: Run
    walks: tuple[Visit, ...]
    reports: tuple[Happened, ...]
    cut: bool
    broken: tuple[Noted, ...]
    silent: tuple[Noted, ...]


def list_runs(connection: Connection, now: datetime, before: int | None) -> Runs:
    """A page of them."""
    found = runs(connection, limit=AT_ONCE + 1, before=before)
    shown = found[:AT_ONCE]
    told = walked(connection, [row.number for row in shown])
    more = shown[-1].number if len(found) > AT_ONCE else None
    return Runs(tuple(_run(connection, row, told.get(row.number, Walked()), now) for row in shown), more)


def one_run(connection: Connection, number: int, now: datetime) -> OneRun:
    """Raises UnknownError."""
    row = run_of(connection, number)
    run = _run(connection, row, walked(connection, [number])[number], now)
    digest = collect(connection, run.started_at, run.until + _MOMENT, newest=MOST_REPORTS + 1)
    visits = walks_of(connection, number)
    called = names_of(connection, {walk.code for walk in visits})
    return OneRun(
        run,
        tuple(_visit(walk, called) for walk in sorted(visits, key=_order)),
        tuple(map(_happened, sorted(digest.reports[:MOST_REPORTS], key=_place))),
        len(digest.reports) > MOST_REPORTS,
        tuple(map(_noted, digest.broken)),
        tuple(map(_noted, digest.silent)),
    )


def _run(connection: Connection, row: RunRow, of: Walked, now: datetime) -> Run:
    until = row.ended_at or max(last_sign(connection, row.number) or row.started_at, row.started_at)
    state = State.ENDED if row.ended_at else State.RUNNING if now - until < _SILENCE else State.KILLED
    stats = row.stats
    return Run(
        number=row.number,
        state=state,
        started_at=row.started_at,
        ended_at=row.ended_at,
        until=until,
        seconds=round((until - row.started_at).total_seconds(), 1),
        sites=of.verdicts.total(),
        verdicts=dict(sorted(of.verdicts.items())),
        documents=of.counts["documents"],
        new=of.counts["new"],
        changed=of.counts["changed"],
        requests=stats.get("downloader/request_count", 0) if row.ended_at else None,
        not_modified=stats.get("downloader/response_status_count/304", 0) if row.ended_at else None,
        size=stats.get("downloader/response_bytes", 0) if row.ended_at else None,
    )


def _order(walk: Walk) -> tuple[bool, Verdict, str]:
    return walk.verdict is Verdict.COMPLETE, walk.verdict, walk.site


def _place(of: News) -> tuple[str, str, int]:
    return of.district_code, of.agency, of.year


def _visit(walk: Walk, called: Mapping[str, str]) -> Visit:
    documents, new, changed = (walk.counts.get(name, 0) for name in ("documents", "new", "changed"))
    name = called.get(walk.code)
    return Visit(walk.site, walk.code, name, walk.verdict, walk.reason, walk.checked_at, documents, new, changed)


def _happened(of: News) -> Happened:
    return Happened(
        of.event,
        of.district_code,
        of.district,
        of.agency,
        of.year,
        of.version,
        of.title,
        of.source_url,
        of.at,
        of.reason,
    )


def _noted(site: SiteNews) -> Noted:
    walk, before = site.walk, site.before
    had = before.counts.get("documents", 0) if before else None
    return Noted(walk.site, walk.code, walk.verdict, site.newly, walk.counts.get("documents", 0), had)
