"""Questions to the database and their answers as records; SQLite and PostgreSQL answer alike."""

from storage.queries.agencies import agencies
from storage.queries.cells import cells, cells_by_report
from storage.queries.coverage import coverage
from storage.queries.findings import codes, findings
from storage.queries.measures import measures
from storage.queries.narrowing import Narrowing, UnknownError
from storage.queries.reports import reports
from storage.queries.series import Point, series
from storage.queries.snapshot import snapshot
from storage.queries.stock import Stock, stock
from storage.queries.totals import Total, totals
from storage.queries.views import ViewRow, columns, views

__all__ = [
    "Narrowing",
    "Point",
    "Stock",
    "Total",
    "UnknownError",
    "ViewRow",
    "agencies",
    "cells",
    "cells_by_report",
    "codes",
    "columns",
    "coverage",
    "findings",
    "measures",
    "reports",
    "series",
    "snapshot",
    "stock",
    "totals",
    "views",
]
