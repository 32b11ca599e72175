"""Where a version of a report came from: its document, its capture, and what is stored of one cell."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from forms import Measure
from storage.models import ReportStatus
from storage.queries.contents.cells import of_version
from storage.queries.contents.reports import AGENCIES, CAPTURES, DISTRICTS, JOINED, REPORTS, URLS, VERSIONS
from storage.queries.narrowing import Narrowing, UnknownError
from storage.records import Capture
from storage.states import capture_of
from storage.versions.changes import MISSING, Printed


@dataclass(frozen=True, slots=True)
class Origin:
    """One version of one report, and one of its cells; ``printed_as`` is the agency as this document names it."""

    district_code: str
    district: str
    agency: str
    printed_as: str
    year: int
    status: ReportStatus
    version: int
    current: bool
    format: str
    media_type: str
    extractor: str
    capture: Capture
    measure: Measure
    printed: Printed
    made_at: datetime


def origin(connection: Connection, narrowing: Narrowing, measure: Measure, version: int | None = None) -> Origin:
    """Of the version shown, or of that number. Raises UnknownError where not exactly one report is meant."""
    shown = VERSIONS.c.current if version is None else VERSIONS.c.number == version
    columns = [CAPTURES.c[n] for n in ("captured_at", "status", "size", "content_type", "etag", "last_modified")]
    statement = (
        select(
            VERSIONS,
            DISTRICTS.c.code,
            DISTRICTS.c.name.label("district"),
            AGENCIES.c.name.label("known_as"),
            REPORTS.c.year,
            REPORTS.c.status.label("state"),
            URLS.c.url,
            *(CAPTURES.c[n] for n in ("file", "offset", "length", "context", "unchanged")),
            *columns,
        )
        .select_from(JOINED)
        .where(shown, *narrowing.conditions(connection))
    )
    rows = connection.execute(statement).all()
    if len(rows) != 1:
        raise UnknownError(_not_one(narrowing, [row.code for row in rows], version))
    (row,) = rows
    return Origin(
        row.code, row.district, row.known_as, row.agency, row.year, row.state, row.number, row.current, row.format,
        row.media_type, row.extractor, capture_of(row), measure,
        of_version(connection, row.id, row.format).get(measure, MISSING), row.made_at,
    )  # fmt: skip


def _not_one(narrowing: Narrowing, codes: list[str], version: int | None) -> str:
    if codes:
        return f"several districts have such a report: say which by --district ({', '.join(sorted(codes))})"
    what = f"version {version}" if version is not None else "report"
    return f"no {what} of {narrowing.agency} for {narrowing.year} is stored: see nianbao history"
