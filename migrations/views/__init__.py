"""Makes the views of ``storage.models.views`` in SQL of both databases, and says in the database what they are."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, delete, insert, inspect, select, text

from migrations.views import derived, kept, places, prose, reports, statutory
from migrations.views.common import MAKE_MARKED, MARKED, Database
from storage.database import dictionary
from storage.models import Described, table_of
from storage.models.views import VIEWS, View

_DESCRIBED = table_of(Described)
_SQL: dict[str, Callable[[Database], str]] = {
    "reports": reports.reports,
    "cells": reports.cells,
    "findings": reports.findings,
    "disclosure": statutory.disclosure,
    "requests": statutory.requests,
    "disputes": statutory.disputes,
    "indicators": derived.indicators,
    "headlines": kept.headlines,
    "series": derived.series,
    "panel": kept.panel,
    "totals": kept.totals,
    "sections": prose.sections,
    "statements": prose.statements,
    "revisions": reports.revisions,
    "agency_history": places.agency_history,
}


def make_views(connection: Connection) -> None:
    """Create every view, and describe it in ``dictionary`` and, on PostgreSQL, in comments."""
    database = Database(connection.dialect.name == "postgresql", dictionary.numbered(connection))
    if database.is_postgresql:
        _run(connection, MAKE_MARKED)
    for view in VIEWS:
        _run(connection, f"CREATE VIEW {view.name} AS {_SQL[view.name](database)}")
    rows = [row for view in VIEWS for row in _described(view)]
    connection.execute(delete(_DESCRIBED))
    connection.execute(insert(_DESCRIBED), rows)
    if database.is_postgresql:
        for row in rows:
            _comment(connection, row)


def drop_views(connection: Connection) -> None:
    """Drop those that this program or an earlier one made, as ``dictionary`` names them; none of a new database."""
    if not inspect(connection).has_table(_DESCRIBED.name):
        return
    for name in connection.scalars(select(_DESCRIBED.c.view).distinct().order_by(_DESCRIBED.c.view)).all():
        _run(connection, f"DROP VIEW IF EXISTS {name}")
    if connection.dialect.name == "postgresql":
        _run(connection, f"DROP FUNCTION IF EXISTS {MARKED}")


def _described(view: View) -> Iterator[dict[str, Any]]:
    base = {"view": view.name, "column": None, "kind": None, "unit": None}
    yield {**base, "position": 0, "description_zh": view.zh, "description_en": view.en}
    for position, column in enumerate(view.columns, 1):
        yield {
            "view": view.name,
            "position": position,
            "column": column.name,
            "kind": column.kind.value,
            "description_zh": column.zh,
            "description_en": column.en,
            "unit": column.unit,
        }


def _comment(connection: Connection, row: dict[str, Any]) -> None:
    what = f"VIEW {row['view']}" if row["column"] is None else f'COLUMN {row["view"]}."{row["column"]}"'
    said = f"{row['description_zh']} / {row['description_en']}".replace("'", "''")
    _run(connection, f"COMMENT ON {what} IS '{said}'")


def _run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement.replace(":", "\\:")))
