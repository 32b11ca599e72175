"""What happened between two moments: reports that came, changed or went."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, union_all

from storage.queries.contents.reports import AGENCIES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS, in_order
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import stream


class Event(StrEnum):
    """NEW when it was seen for the first time, CHANGED when another version is shown, WITHDRAWN when it is gone."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class News(NamedTuple):
    """One report and what happened to it, by its current version."""

    event: Event
    site: str
    district_code: str
    district: str
    agency: str
    year: int
    title: str | None
    source_url: str
    version: int
    at: datetime
    reason: str | None


def news(
    connection: Connection,
    since: datetime,
    until: datetime,
    narrowing: Narrowing | None = None,
    *,
    newest: int | None = None,
) -> Iterator[News]:
    """Of each report the strongest event, by district, agency and year; from ``since`` on, before ``until``.

    ``newest``: no more than so many events, those that came last, and the last of them first.
    """
    touched = _touched(since, until, newest)
    statement = (
        select(
            DISTRICTS.c.site,
            DISTRICTS.c.code,
            DISTRICTS.c.name,
            AGENCIES.c.name,
            REPORTS.c.year,
            VERSIONS.c.title,
            URLS.c.url,
            VERSIONS.c.number,
            REPORTS.c.first_seen,
            VERSIONS.c.made_at,
            REPORTS.c.withdrawn_at,
            REPORTS.c.withdrawn_reason,
        )
        .select_from(JOINED.join(touched, touched.c.id == REPORTS.c.id))
        .where(VERSIONS.c.current)
        .where(*(narrowing or Narrowing()).conditions(connection))
        .order_by(*([touched.c.at.desc()] if newest is not None else ()), *in_order(connection))
    )
    for row in stream(connection, statement):
        about, (first_seen, made_at, withdrawn_at, reason) = row[:8], row[8:]
        if withdrawn_at is not None and since <= withdrawn_at < until:
            yield News._make((Event.WITHDRAWN, *about, withdrawn_at, reason))
        elif since <= first_seen < until:
            yield News._make((Event.NEW, *about, first_seen, None))
        else:
            yield News._make((Event.CHANGED, *about, made_at, None))


def _touched(since: datetime, until: datetime, newest: int | None) -> Any:
    """The reports with any such moment in the time, and the last of them: each moment is found by its own index."""

    def found(report: Any, moment: Any, condition: Any = None) -> Any:
        times = select(report.label("id"), moment.label("at")).where(moment >= since, moment < until)
        if condition is not None:
            times = times.where(condition)
        return select(times.order_by(moment.desc()).limit(newest).subquery()) if newest is not None else times

    moments = union_all(
        found(REPORTS.c.id, REPORTS.c.first_seen),
        found(VERSIONS.c.report_id, VERSIONS.c.made_at, VERSIONS.c.current),
        found(REPORTS.c.id, REPORTS.c.withdrawn_at),
    ).subquery("moments")
    touched = select(moments.c.id, func.max(moments.c.at).label("at")).group_by(moments.c.id)
    if newest is not None:
        touched = touched.order_by(func.max(moments.c.at).desc()).limit(newest)
    return touched.subquery("touched")
