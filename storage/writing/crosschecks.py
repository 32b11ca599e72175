"""Page against attachment: where both have the report, what they say is compared cell by cell."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms import Measure
from storage.changes import CellChange, compare
from storage.choice import SourceState
from storage.models import AnnualReport, Source, Url, Version
from storage.queries.cells import of_version
from storage.records import Outcome, State
from storage.writing import disagreements

SOURCES_AGREE = "X_SOURCES_AGREE"
"""Identity of a disagreement; left is the current version's number, right that of the other document."""
MOST = 60
"""Cells told of one pair of documents: more are no slips of the pen, but two different reports."""

_UNREAD = (State.MISSING, State.UNREADABLE)


def renew(session: Session, report: AnnualReport, at: datetime) -> None:
    """Compare the current version with what every other live page of the report says last."""
    disagreements.replace(session.connection(), report.id, SOURCES_AGREE, _disagreements(session, report), at)


def _disagreements(session: Session, report: AnnualReport) -> Iterator[dict[str, Any]]:
    current, others = _speaking(session, report)
    if current is None:
        return
    connection = session.connection()
    said = of_version(connection, current.id, current.format)
    for other, url in others:
        if other.digest == current.digest or other.format != current.format:
            continue
        differing = compare(said, of_version(connection, other.id, other.format)).changed
        for change in list(filter(_tells, differing))[:MOST]:
            yield {
                "bind": _bind(change.measure, url),
                "outcome": Outcome.FAIL if _both_numbers(change) else Outcome.NOT_STATED,
                "left": change.before.value,
                "right": change.after.value,
            }


def _speaking(session: Session, report: AnnualReport) -> tuple[Version | None, list[tuple[Version, str]]]:
    """The current version, and the last version of each other page that is still there."""
    statement = (
        select(Version, Url.url)
        .join(Url, Url.id == Version.url_id)
        .join(Source, (Source.report_id == Version.report_id) & (Source.url_id == Version.url_id))
        .where(Version.report_id == report.id, Source.state == SourceState.LIVE)
        .order_by(Url.url, Version.number)
    )
    rows: Sequence[tuple[Version, str]] = [(row[0], row[1]) for row in session.execute(statement)]
    current = next((version for version, _ in rows if version.current), None)
    last = [list(of_page)[-1] for _, of_page in groupby(rows, key=lambda row: row[0].url_id)]
    return current, [(v, url) for v, url in last if current is not None and v.url_id != current.url_id]


def _tells(change: CellChange) -> bool:
    """A cell that one of the documents could not be read in is no disagreement."""
    return change.before.value != change.after.value and not {change.before.state, change.after.state} & set(_UNREAD)


def _both_numbers(change: CellChange) -> bool:
    return change.before.value is not None and change.after.value is not None


def _bind(measure: Measure, url: str) -> str:
    return json.dumps({**measure._asdict(), "source": url}, sort_keys=True, ensure_ascii=False)
