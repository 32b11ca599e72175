"""Page against attachment: where both have the report, what they say is compared cell by cell."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select

from forms import Measure
from storage.models import Source, Url, Version, table_of
from storage.queries.contents.cells import of_version
from storage.records import Outcome, Scope, State
from storage.versions.changes import CellChange, compare
from storage.versions.choice import SourceState
from storage.writing import disagreements

SOURCES_AGREE = "X_SOURCES_AGREE"
"""Identity of a disagreement; left is the current version's number, right that of the other document."""
MOST = 60
"""Cells told of one pair of documents: more are no slips of the pen, but two different reports."""

_UNREAD = (State.MISSING, State.UNREADABLE)


_VERSIONS, _URLS, _SOURCES = table_of(Version), table_of(Url), table_of(Source)


class _Speech(NamedTuple):
    """A version that a live page of the report speaks through."""

    id: int
    url_id: int
    url: str
    current: bool
    digest: str
    format: str
    scope: Scope


_SPEECHES = (
    select(*((_URLS if n == "url" else _VERSIONS).c[n] for n in _Speech._fields))
    .join(_URLS, _URLS.c.id == _VERSIONS.c.url_id)
    .join(_SOURCES, (_SOURCES.c.report_id == _VERSIONS.c.report_id) & (_SOURCES.c.url_id == _VERSIONS.c.url_id))
    .where(_VERSIONS.c.report_id == bindparam("report"), _SOURCES.c.state == SourceState.LIVE)
    .order_by(_URLS.c.url, _VERSIONS.c.number)
)


def renew(connection: Connection, report: int, at: datetime) -> None:
    """Compare the current version with what every other live page of the report says last."""
    disagreements.replace(connection, report, SOURCES_AGREE, _disagreements(connection, report), at)


def _disagreements(connection: Connection, report: int) -> Iterator[dict[str, Any]]:
    current, others = _speaking(connection, report)
    if current is None:
        return
    said = of_version(connection, current.id, current.format)
    for other in others:
        if other.digest == current.digest or (other.format, other.scope) != (current.format, current.scope):
            continue  # a district's own report and the summary of all its agencies are no two copies of one
        differing = compare(said, of_version(connection, other.id, other.format)).changed
        for change in list(filter(_tells, differing))[:MOST]:
            yield {
                "bind": _bind(change.measure, other.url),
                "outcome": Outcome.FAIL if _both_numbers(change) else Outcome.NOT_STATED,
                "left": change.before.value,
                "right": change.after.value,
            }


def _speaking(connection: Connection, report: int) -> tuple[_Speech | None, list[_Speech]]:
    """The current version, and the last version of each other page that is still there."""
    rows = [_Speech._make(row) for row in connection.execute(_SPEECHES, {"report": report})]
    current = next((version for version in rows if version.current), None)
    last = [list(of_page)[-1] for _, of_page in groupby(rows, key=lambda speech: speech.url_id)]
    return current, [speech for speech in last if current is not None and speech.url_id != current.url_id]


def _tells(change: CellChange) -> bool:
    """A cell that one of the documents could not be read in is no disagreement."""
    return change.before.value != change.after.value and not {change.before.state, change.after.state} & set(_UNREAD)


def _both_numbers(change: CellChange) -> bool:
    return change.before.value is not None and change.after.value is not None


def _bind(measure: Measure, url: str) -> str:
    return json.dumps({**measure._asdict(), "source": url}, sort_keys=True, ensure_ascii=False)
