"""What happened between two moments: reports that came, changed or went."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

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
    connection: Connection, since: datetime, until: datetime, narrowing: Narrowing | None = None
) -> Iterator[News]:
    """Of each report the strongest event, by district, agency and year; from ``since`` on, before ``until``."""
    moments = (REPORTS.c.first_seen, VERSIONS.c.made_at, REPORTS.c.withdrawn_at)
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
            *moments,
            REPORTS.c.withdrawn_reason,
        )
        .select_from(JOINED)
        .where(VERSIONS.c.current, or_(*(and_(moment >= since, moment < until) for moment in moments)))
        .where(*(narrowing or Narrowing()).conditions(connection))
        .order_by(*in_order(connection))
    )
    for row in stream(connection, statement):
        about, (first_seen, made_at, withdrawn_at, reason) = row[:8], row[8:]
        if withdrawn_at is not None and since <= withdrawn_at < until:
            yield News._make((Event.WITHDRAWN, *about, withdrawn_at, reason))
        elif since <= first_seen < until:
            yield News._make((Event.NEW, *about, first_seen, None))
        else:
            yield News._make((Event.CHANGED, *about, made_at, None))
