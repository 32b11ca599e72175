"""The history of one report: its versions, why each is shown or not, and what happened to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy import Connection, select

from forms import Measure
from storage.models import Fetch, ReportStatus, Section, Showing, Source, table_of
from storage.queries.contents.cells import cells_of_versions
from storage.queries.contents.reports import AGENCIES, CAPTURES, DISTRICTS, REPORTS, URLS, VERSIONS
from storage.queries.narrowing import Narrowing, UnknownError
from storage.queries.snapshot import Answer, bytewise
from storage.records import GONE, FetchOutcome, State
from storage.versions.changes import Printed, compare
from storage.versions.choice import Candidate, Pin
from storage.versions.history import Happening, Ledger, LedgerEntry, LedgerVersion
from storage.versions.standing import standings

_SOURCES, _SHOWINGS, _FETCHES, _SECTIONS = (table_of(m) for m in (Source, Showing, Fetch, Section))
_REPORTED = DISTRICTS.join(AGENCIES, AGENCIES.c.district_id == DISTRICTS.c.id).join(
    REPORTS, REPORTS.c.agency_id == AGENCIES.c.id
)
_GOOD = (FetchOutcome.FETCHED, FetchOutcome.UNCHANGED)
_FACTS = ("format", "title", "published", "agency")
_ORDER = sorted(Happening, key=lambda what: what not in (Happening.PAGE_GONE, Happening.PAGE_BACK))


def history(connection: Connection, agency: str, year: int, district: str | None = None) -> list[Ledger]:
    """The ledger of the report in every district that has an agency of that name. Raises UnknownError for none."""
    narrowing = Narrowing(agency, district, year)
    statement = (
        select(REPORTS, DISTRICTS.c.code, DISTRICTS.c.name.label("district"), AGENCIES.c.name.label("agency"))
        .select_from(_REPORTED)
        .where(*narrowing.conditions(connection))
        .order_by(bytewise(connection, DISTRICTS.c.code), REPORTS.c.id)
    )
    found = [_ledger(connection, row) for row in connection.execute(statement).all()]
    if not found:
        raise UnknownError(f"no report of {agency} for {year} is stored{_stored_years(connection, agency, district)}")
    return found


def _stored_years(connection: Connection, agency: str, district: str | None) -> str:
    conditions = Narrowing(agency, district).conditions(connection)
    years = select(REPORTS.c.year).select_from(_REPORTED).where(*conditions).distinct()
    stored = sorted(connection.scalars(years))
    return f"; stored years: {', '.join(map(str, stored))}" if stored else ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was shown from a moment on."""

    at: datetime
    version: int | None
    status: ReportStatus
    reason: str


def _ledger(connection: Connection, report: Answer) -> Ledger:
    rows = _versions(connection, report.id)
    states = {
        row.url_id: row.state for row in connection.execute(select(_SOURCES).where(_SOURCES.c.report_id == report.id))
    }
    shown = _showings(connection, report, rows)
    pin = Pin(report.pinned, report.pinned_among) if report.pinned and report.pinned_among else None
    standing = standings(
        [Candidate(r.number, r.url_id, r.sha256, r.captured_at, r.asked, r.unread, r.failing, r.title) for r in rows],
        states,
        pin,
    )
    entries = [
        *_made(connection, rows, shown),
        *_moved(rows, shown),
        *_of_pages(connection, {row.url_id: row.url for row in rows}, shown),
    ]
    return Ledger(
        report.code,
        report.district,
        report.agency,
        report.year,
        report.status,
        report.first_seen,
        report.last_changed,
        report.last_checked,
        tuple(
            LedgerVersion(
                r.number, r.url, r.media_type, r.sha256, r.captured_at, r.made_at, r.extractor, r.format,
                r.failing, r.unread, r.current, standing[r.number],
            )
            for r in rows
        ),
        tuple(sorted(entries, key=lambda entry: (entry.at, _ORDER.index(entry.what), entry.version or 0))),
    )  # fmt: skip


def _versions(connection: Connection, report: int) -> Sequence[Answer]:
    statement = (
        select(VERSIONS, URLS.c.url, CAPTURES.c.captured_at)
        .join(URLS, URLS.c.id == VERSIONS.c.url_id)
        .join(CAPTURES, CAPTURES.c.id == VERSIONS.c.capture_id)
        .where(VERSIONS.c.report_id == report)
        .order_by(VERSIONS.c.number)
    )
    return connection.execute(statement).all()


def _showings(connection: Connection, report: Answer, rows: Sequence[Answer]) -> list[_Shown]:
    """Oldest first; the first version is shown from its making on."""
    numbers = {row.id: row.number for row in rows}
    statement = select(_SHOWINGS).where(_SHOWINGS.c.report_id == report.id).order_by(_SHOWINGS.c.number)
    first = [_Shown(rows[0].made_at, 1, ReportStatus.CURRENT, "")] if rows else []
    return first + [
        _Shown(row.at, numbers.get(row.version_id), row.status, row.reason) for row in connection.execute(statement)
    ]


def _made(connection: Connection, rows: Sequence[Answer], shown: Sequence[_Shown]) -> Iterator[LedgerEntry]:
    """An entry for each version, compared with the last of its page or else with what was shown.

    With one of which no cell was read, such as a page that only leads to its file, there is nothing to compare.
    """
    cells = dict(cells_of_versions(connection, {row.id: row.format for row in rows}))
    said = {row.number: _Said(connection, row, cells.get(row.id, {})) for row in rows}
    last: dict[int, Answer] = {}
    for row in rows:
        before = last.get(row.url_id)
        what = Happening.REVISED
        if row.number == 1:
            what = Happening.FIRST_SEEN
        elif before is None:
            what = Happening.REPUBLISHED
        elif before.sha256 == row.sha256:
            what = Happening.REREAD
        against = before.number if before is not None else _shown_before(shown, row)
        reason = f"extractor {before.extractor} → {row.extractor}" if before and what is Happening.REREAD else ""
        entry = LedgerEntry(row.made_at, what, row.number, row.url, reason)
        last[row.url_id] = row
        if against is None:
            yield entry
        elif not said[against].is_read:
            why = f"of version {against} no cell was read"
            yield replace(entry, reason="; ".join(filter(None, (reason, why))))
        else:
            older, newer = said[against], said[row.number]
            wording = (n for n in {**older.facts, **newer.facts} if newer.facts.get(n) != older.facts.get(n))
            changes = compare(older.cells, newer.cells)
            yield replace(entry, against=against, changes=changes, wording=tuple(wording))


class _Said:
    """What one version says: its cells, and its facts and sections by name."""

    def __init__(self, connection: Connection, row: Answer, cells: Mapping[Measure, Printed]) -> None:
        self.cells = cells
        sections = connection.execute(
            select(_SECTIONS).where(_SECTIONS.c.version_id == row.id).order_by(_SECTIONS.c.position)
        )
        self.facts: dict[str, object] = {name: row._mapping[name] for name in _FACTS}
        self.facts |= {f"{s.level} {s.key}": s.text for s in sections.all()}

    @property
    def is_read(self) -> bool:
        """Whether any cell was."""
        return any(cell.state is not State.MISSING for cell in self.cells.values())


def _shown_before(shown: Sequence[_Shown], row: Answer) -> int | None:
    earlier = [each.version for each in shown if each.at < row.made_at and each.version is not None]
    return earlier[-1] if earlier else (1 if row.number > 1 else None)


def _moved(rows: Sequence[Answer], shown: Sequence[_Shown]) -> Iterator[LedgerEntry]:
    """When another version was shown, or the report was withdrawn or there again."""
    made = {row.number: row.made_at for row in rows}
    for before, now in pairwise(shown):
        if now.status is not before.status:
            what = {
                ReportStatus.CURRENT: Happening.RETURNED,
                ReportStatus.WITHDRAWN: Happening.WITHDRAWN,
                ReportStatus.MISREAD: Happening.MISREAD,
            }[now.status]
            yield LedgerEntry(now.at, what, reason=now.reason)
        if now.version is not None and now.version != before.version and made[now.version] != now.at:
            reason = now.reason if now.status is ReportStatus.CURRENT else ""
            yield LedgerEntry(now.at, Happening.SHOWN, now.version, reason=reason)


def _of_pages(connection: Connection, urls: Mapping[int, str], shown: Sequence[_Shown]) -> Iterator[LedgerEntry]:
    """When a page was gone and there again, where that is not told of the whole report at that moment."""
    told = {now.at for before, now in pairwise(shown) if now.status is not before.status}
    statement = select(_FETCHES).where(_FETCHES.c.url_id.in_(urls)).order_by(_FETCHES.c.at)
    gone: dict[int, bool] = {}
    for row in connection.execute(statement):
        if row.outcome in GONE:
            if gone.get(row.url_id) is False and row.at not in told:
                yield LedgerEntry(row.at, Happening.PAGE_GONE, source_url=urls[row.url_id], reason=row.reason)
            gone[row.url_id] = True
        elif row.outcome in _GOOD:
            if gone.get(row.url_id) and row.at not in told:
                yield LedgerEntry(row.at, Happening.PAGE_BACK, source_url=urls[row.url_id])
            gone[row.url_id] = False
