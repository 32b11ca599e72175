"""Gathers the metrics from one state of the database; each is a statement that reads an index or a small table."""

from collections import Counter
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import Connection, func, select

from storage import queries
from storage.models import AnnualReport, Fetch, Version, table_of
from storage.queries.crawl.newest import newest
from storage.queries.crawl.runs import runs
from storage.queries.crawl.walks import latest_walks

_FETCHES, _VERSIONS, _REPORTS = table_of(Fetch), table_of(Version), table_of(AnnualReport)


def exposition(connection: Connection) -> bytes:
    """The whole page, in the text format."""
    registry = CollectorRegistry()
    _stock(connection, registry)
    _reports(connection, registry)
    _sites(connection, registry)
    _runs(connection, registry)
    return generate_latest(registry)


def _stock(connection: Connection, registry: CollectorRegistry) -> None:
    counts = queries.stock(connection)
    for name in ("districts", "agencies", "captures"):
        Gauge(f"nianbao_{name}", f"{name.capitalize()} stored.", registry=registry).set(getattr(counts, name))


def _reports(connection: Connection, registry: CollectorRegistry) -> None:
    gauge = Gauge("nianbao_reports", "Reports stored, by report year.", ["year"], registry=registry)
    by_year = select(_REPORTS.c.year, func.count()).group_by(_REPORTS.c.year)
    for year, count in connection.execute(by_year):
        gauge.labels(str(year)).set(count)
    failing = select(func.count()).select_from(_VERSIONS).where(_VERSIONS.c.current, _VERSIONS.c.failing > 0)
    Gauge("nianbao_reports_failing", "Reports in which an identity that must hold fails.", registry=registry).set(
        connection.scalar(failing) or 0
    )
    _moment(registry, "nianbao_newest_capture", "When the newest document was fetched", newest(connection))


def _sites(connection: Connection, registry: CollectorRegistry) -> None:
    gauge = Gauge("nianbao_sites", "Sites by the verdict of their last walk.", ["verdict"], registry=registry)
    for verdict, count in Counter(walk.verdict.value for walk in latest_walks(connection)).items():
        gauge.labels(verdict).set(count)


def _runs(connection: Connection, registry: CollectorRegistry) -> None:
    last = runs(connection, limit=1)
    if not last:
        return
    run = last[0]
    _moment(registry, "nianbao_run_started", "When the last run began", run.started_at)
    _moment(registry, "nianbao_run_ended", "When the last run ended, 0 while it runs", run.ended_at)
    gauge = Gauge("nianbao_run_requests", "Requests of the last run by how they ended.", ["outcome"], registry=registry)
    ended = select(_FETCHES.c.outcome, func.count()).where(_FETCHES.c.run_id == run.number).group_by(_FETCHES.c.outcome)
    for outcome, count in connection.execute(ended):
        gauge.labels(outcome.value).set(count)


def _moment(registry: CollectorRegistry, name: str, says: str, at: datetime | None) -> None:
    gauge = Gauge(f"{name}_timestamp_seconds", f"{says}, in seconds since 1970.", registry=registry)
    gauge.set(at.timestamp() if at else 0)
