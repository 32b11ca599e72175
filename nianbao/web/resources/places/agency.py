"""One agency: who it is, its reports, and its numbers year by year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from nianbao.web.resources.numbers.lines import Line, lines_of
from nianbao.web.resources.reports.equation import equation
from storage.agencies import Kind
from storage.models import ReportStatus
from storage.queries.contents.failing import Failing, failing_of
from storage.queries.contents.shown import ShownReport, shown_of
from storage.queries.crawl.coverage import coverage_of
from storage.queries.places.agencies import Spelt, agency_of, spellings_of
from storage.queries.places.districts import Place, named
from storage.queries.sums.families import Family, Member, family
from storage.records import Presence


@dataclass(frozen=True, slots=True)
class Relative:
    """An agency before, after or above this one; ``key`` is what its address has."""

    key: str
    name: str
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A report as it is shown. ``failing`` counts the identities that must hold and do not.

    What happened after the moment that was asked for is null.
    """

    form: str
    version: int
    title: str | None
    published: date | None
    source_url: str
    media_type: str
    captured_at: datetime
    first_seen: datetime
    last_changed: datetime | None
    last_checked: datetime | None
    failing: int


@dataclass(frozen=True, slots=True)
class Year:
    """A report that should be there, or is: one state, with what that is known from."""

    agency: str
    key: str
    year: int
    state: Presence
    evidence: str
    report: Stored | None


@dataclass(frozen=True, slots=True)
class Unequal:
    """What should hold and does not; ``code`` says what lies behind it between documents.

    ``bound_zh`` and ``bound_en`` name the column or row that it is about.
    """

    agency: str
    key: str
    year: int
    identity: str
    bind: str
    bound_zh: str
    bound_en: str
    left: Decimal | None
    right: Decimal | None
    code: str
    verdict: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Agency:
    """``followed``: the lines and reports also are those of its predecessors, and of the one that it became.

    ``continues_as`` is that one, or itself. ``spellings`` are its names as printed, and why each is its own;
    ``division_code`` is that of the division that it governs, ``parent`` whom it is under, of the agencies that are
    stored. At a past moment (``as_of``) there are only reports: what was missing then is not known.
    """

    district_code: str
    district: str
    key: str
    name: str
    kind: Kind
    spellings: tuple[Spelt, ...]
    division_code: str | None
    parent: Relative | None
    valid_from: int | None
    valid_to: int | None
    predecessors: tuple[Relative, ...]
    successors: tuple[Relative, ...]
    continues_as: Relative
    followed: bool
    as_of: datetime | None
    reports: tuple[Year, ...]
    lines: tuple[Line, ...]
    findings: tuple[Unequal, ...]


def agency(
    connection: Connection, code: str, name: str, *, follow: bool, as_of: datetime | None, today: date
) -> Agency:
    """Under its key or a name that it goes by. Raises UnknownError."""
    place = named(connection, code)
    body = agency_of(connection, place, name)
    known = family(connection, place.id)
    last = known.latest(body.id)
    members = known.with_predecessors(last) if follow else [body.id]
    reports = shown_of(connection, members, as_of)
    return Agency(
        place.code,
        place.name,
        body.key,
        body.name,
        body.kind,
        tuple(spellings_of(connection, body.id)),
        body.division_code,
        next((_relative(each) for each in known.members.values() if each.key == body.parent), None),
        body.valid_from,
        body.valid_to,
        tuple(_relative(known.members[each]) for each in known.predecessors.get(body.id, ())),
        tuple(_relative(known.members[each]) for each in known.successors.get(body.id, ())),
        _relative(known.members[last]),
        follow,
        as_of,
        tuple(_years(connection, place, [known.members[each] for each in members], reports, as_of, today)),
        tuple(lines_of(connection, known, last if follow else body.id, reports)),
        tuple(_unequal(known, each) for each in failing_of(connection, reports, as_of)),
    )


def _relative(member: Member) -> Relative:
    return Relative(member.key, member.name, member.valid_from, member.valid_to)


def _years(
    connection: Connection,
    place: Place,
    members: Sequence[Member],
    reports: Sequence[ShownReport],
    as_of: datetime | None,
    today: date,
) -> Iterator[Year]:
    """From the newest on."""
    names = {member.name: member for member in members}
    stored = {(report.agency, report.year): report for report in reports}
    if as_of is None:
        expected = coverage_of(connection, place.id, [member.id for member in members], today=today)
        for row in sorted(expected, key=lambda row: (-row.year, row.agency)):
            member = names[row.agency]
            report = stored.get((member.id, row.year))
            yield Year(row.agency, member.key, row.year, row.state, row.evidence, _stored(report) if report else None)
        return
    of = {member.id: member for member in members}
    for report in reversed(reports):
        state = Presence.WITHDRAWN if report.status is ReportStatus.WITHDRAWN else Presence.PUBLISHED
        member = of[report.agency]
        yield Year(member.name, member.key, report.year, state, report.source_url, _stored(report))


def _stored(of: ShownReport) -> Stored:
    return Stored(
        of.format, of.number, of.title, of.published, of.source_url, of.media_type, of.captured_at,
        of.first_seen, of.last_changed, of.last_checked, of.failing,
    )  # fmt: skip


def _unequal(known: Family, of: Failing) -> Unequal:
    member, about = known.members[of.report.agency], equation(of.identity, of.bind, of.report.format)
    return Unequal(
        member.name,
        member.key,
        of.report.year,
        of.identity,
        of.bind,
        about.bound_zh,
        about.bound_en,
        of.left,
        of.right,
        of.code,
        of.verdict,
        of.reason,
    )
