"""Questions to the database and their answers as records; SQLite and PostgreSQL answer alike."""

from storage.queries.contents.agencies import agencies
from storage.queries.contents.cells import cells, cells_by_report
from storage.queries.contents.findings import codes, findings
from storage.queries.contents.measures import measures
from storage.queries.contents.reports import reports
from storage.queries.contents.views import ViewRow, columns, views
from storage.queries.crawl.coverage import coverage
from storage.queries.narrowing import Narrowing, UnknownError
from storage.queries.snapshot import snapshot
from storage.queries.stock import Stock, stock
from storage.queries.sums.series import Point, series
from storage.queries.sums.totals import Total, totals

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
