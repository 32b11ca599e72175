"""The views that people and programs query, each explained in Chinese and English; migrations create them."""

from storage.models.views.derived import AGENCY_TOTALS, HEADLINES, INDICATORS, PANEL, SERIES
from storage.models.views.places import AGENCY_HISTORY
from storage.models.views.prose import SECTIONS, STATEMENTS
from storage.models.views.reports import CELLS, FINDINGS, REPORTS, REVISIONS
from storage.models.views.statutory import DISCLOSURE, DISPUTES, REQUESTS
from storage.models.views.view import Kind, Shown, View

VIEWS: tuple[View, ...] = (
    REPORTS,
    CELLS,
    DISCLOSURE,
    REQUESTS,
    DISPUTES,
    INDICATORS,
    HEADLINES,
    SERIES,
    PANEL,
    AGENCY_TOTALS,
    SECTIONS,
    STATEMENTS,
    FINDINGS,
    REVISIONS,
    AGENCY_HISTORY,
)
"""In the order in which one meets them."""

__all__ = [
    "AGENCY_HISTORY",
    "AGENCY_TOTALS",
    "CELLS",
    "DISCLOSURE",
    "DISPUTES",
    "FINDINGS",
    "HEADLINES",
    "INDICATORS",
    "PANEL",
    "REPORTS",
    "REQUESTS",
    "REVISIONS",
    "SECTIONS",
    "SERIES",
    "STATEMENTS",
    "VIEWS",
    "Kind",
    "Shown",
    "View",
]
