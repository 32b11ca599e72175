"""How the walks of every site ended."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from storage.models import Walk as WalkRow
from storage.models import table_of
from storage.queries.snapshot import stream
from storage.records import Walk

_WALKS = table_of(WalkRow)


def walks(
    connection: Connection, *, until: datetime | None = None, site: str | None = None
) -> Mapping[str, list[Walk]]:
    """Every site's walks from the newest on, or those of one site; with ``until`` those that ended before it."""
    statement = select(_WALKS).order_by(_WALKS.c.checked_at.desc(), _WALKS.c.id.desc())
    if until is not None:
        statement = statement.where(_WALKS.c.checked_at < until)
    if site is not None:
        statement = statement.where(_WALKS.c.site == site)
    found: dict[str, list[Walk]] = defaultdict(list)
    for row in stream(connection, statement):
        found[row.site].append(
            Walk(row.site, row.code, row.verdict, row.reason, row.checked_at, row.counts, tuple(row.years))
        )
    return found
