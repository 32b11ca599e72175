"""The rows of the long tables, as commands print them and exports hold them: fields are columns, in their order."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class CellRow(NamedTuple):
    """One cell that a form asks for, of one report."""

    district_code: str
    district: str
    agency: str
    year: int
    format: str
    table: str
    row: str
    column: str
    value: Decimal | None
    state: str
    raw: str | None
    source_url: str
    sha256: str
    captured_at: datetime
    extractor: str


class ReportRow(NamedTuple):
    """One report: one agency and one year, in one version."""

    district_code: str
    district: str
    agency: str
    year: int
    format: str
    title: str | None
    published: date | None
    source_url: str
    media_type: str
    sha256: str
    captured_at: datetime
    status: str
    version: int


class AgencyRow(NamedTuple):
    """One agency of a district, and in which report years it exists."""

    district_code: str
    district: str
    agency: str
    kind: str | None
    valid_from: int | None
    valid_to: int | None
    successor: str | None


class FindingRow(NamedTuple):
    """One identity on one report that does not simply hold; ``verdict`` is a person's."""

    district_code: str
    district: str
    agency: str
    year: int
    identity: str
    bind: str
    outcome: str
    left: Decimal | None
    right: Decimal | None
    verdict: str | None
    reason: str | None
    source_url: str


class MeasureRow(NamedTuple):
    """One cell that a form asks for, with its labels."""

    format: str
    table: str
    row: str
    column: str
    label_zh: str
    label_en: str
    unit: str | None
