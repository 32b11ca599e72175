"""Something of each kind that is stored, so that an example leads somewhere."""

from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from storage.models import Fetch, Run, Url, table_of
from storage.queries.contents.reports import AGENCIES, DISTRICTS, REPORTS, VERSIONS

_RUNS, _FETCHES, _URLS = table_of(Run), table_of(Fetch), table_of(Url)


class Sample(NamedTuple):
    """A report that is shown, a run and a host; None where there is none."""

    code: str | None
    agency: str | None
    year: int | None
    run: int | None
    host: str | None


def sample(connection: Connection) -> Sample:
    """The last of each, found by its number."""
    code, agency, year = connection.execute(_REPORT).first() or (None, None, None)
    url: str | None = connection.scalar(_URL)
    return Sample(code, agency, year, connection.scalar(_RUN), urlsplit(url).netloc if url else None)


_REPORT = (
    select(DISTRICTS.c.code, AGENCIES.c.key, REPORTS.c.year)
    .join_from(VERSIONS, REPORTS, REPORTS.c.id == VERSIONS.c.report_id)
    .join(AGENCIES, AGENCIES.c.id == REPORTS.c.agency_id)
    .join(DISTRICTS, DISTRICTS.c.id == AGENCIES.c.district_id)
    .where(VERSIONS.c.current)
    .order_by(VERSIONS.c.id.desc())
    .limit(1)
)
_RUN = select(_RUNS.c.id).order_by(_RUNS.c.id.desc()).limit(1)
_URL = (
    select(_URLS.c.url)
    .join_from(_FETCHES, _URLS, _URLS.c.id == _FETCHES.c.url_id)
    .order_by(_FETCHES.c.id.desc())
    .limit(1)
)
