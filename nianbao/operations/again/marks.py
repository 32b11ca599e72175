"""What the row of a run says of itself, so that reading everything again can go on where it was killed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from crawler.extractors import EXTRACTOR
from storage.models import Run, table_of

_RUNS = table_of(Run)

REREAD = "reextraction"
"""The kind of a run that asks for no page."""


def mark_of(since: datetime | None = None, *, is_whole: bool = False) -> dict[str, Any]:
    """Of a run of reading again; of one of all documents with the moment since which what was read counts."""
    mark = {"kind": REREAD, "extractor": EXTRACTOR}
    return {**mark, "since": since.isoformat()} if is_whole and since is not None else mark


def broken_off(connection: Connection) -> datetime | None:
    """Since when this extractor is reading all documents, in runs that were killed; None where the last one ended."""
    since = _RUNS.c.stats["since"].as_string()
    of_all = select(_RUNS.c.ended_at, _RUNS.c.stats).where(since.is_not(None)).order_by(_RUNS.c.id.desc()).limit(1)
    last = connection.execute(of_all).first()
    if last is None or last.ended_at is not None or last.stats["extractor"] != EXTRACTOR:
        return None
    return datetime.fromisoformat(last.stats["since"])
