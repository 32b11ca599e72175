"""The pages of an article that is published in several: the first, and those that it led to."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from storage.models import Capture, Url, table_of
from storage.records import Capture as Captured
from storage.states import capture_of

_URLS, _CAPTURES = table_of(Url), table_of(Capture)
_GOOD = 200


class Sheet(NamedTuple):
    """A page as it was captured last: the number of its row, and the address of the page that led to it."""

    id: int
    capture: Captured
    parent: str | None


def sheets(connection: Connection, site: str, firsts: Collection[str], until: datetime | None = None) -> list[Sheet]:
    """The pages at some addresses and those that these led to, each as captured last, or last until a moment."""
    statement = (
        select(_CAPTURES, _URLS.c.url, _URLS.c.parent)
        .join(_URLS, _URLS.c.id == _CAPTURES.c.url_id)
        .where(_URLS.c.site == site, or_(_URLS.c.url.in_(firsts), _URLS.c.parent.in_(firsts)))
        .where(_CAPTURES.c.status == _GOOD, ~_CAPTURES.c.unchanged)
        .order_by(_CAPTURES.c.captured_at, _CAPTURES.c.id)
    )
    if until is not None:
        statement = statement.where(_CAPTURES.c.captured_at <= until)
    last = {row.url: Sheet(row.id, capture_of(row), row.parent) for row in connection.execute(statement)}
    return list(last.values())
