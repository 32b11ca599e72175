"""Disagreements between the documents of a report as rows: what ends keeps its row and gets an end."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.models import CrossFinding, table_of

_TABLE = table_of(CrossFinding)
_SAID = ("outcome", "left", "right", "code")


def replace(
    connection: Connection, report: int, identity: str, found: Iterable[Mapping[str, Any]], at: datetime
) -> None:
    """From ``at`` on these findings of the identity hold for the report, and no others."""
    of_identity = (_TABLE.c.report_id == report, _TABLE.c.identity == identity)
    held = connection.execute(select(_TABLE).where(*of_identity, _TABLE.c.until.is_(None))).mappings().all()
    told = {row["bind"]: {"code": "", **row} for row in found}
    kept: set[str] = set()
    for row in held:
        this = (*of_identity, _TABLE.c.bind == row["bind"], _TABLE.c.since == row["since"])
        now = told.get(row["bind"])
        if now is not None and all(now[name] == row[name] for name in _SAID):
            kept.add(row["bind"])
        elif row["since"] >= at:
            connection.execute(delete(_TABLE).where(*this))
        else:
            connection.execute(update(_TABLE).where(*this).values(until=at))
    about = {"report_id": report, "identity": identity, "since": at, "until": None}
    rows = [{**about, "position": i, **row} for i, row in enumerate(told.values()) if row["bind"] not in kept]
    if rows:
        connection.execute(insert(_TABLE), rows)
