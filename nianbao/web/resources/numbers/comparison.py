"""Several agencies or districts side by side, in a few indicators over a few years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

import forms
from nianbao.web.resources.numbers.gathering import Asked, Body, Stored, body_of, gather
from nianbao.web.resources.numbers.points import Number, joined, number
from nianbao.web.resources.numbers.things import thing
from storage.coverage import CHINA
from storage.models import ReportStatus
from storage.queries.contents.shown import ShownReport
from storage.queries.sums.lines import Said
from storage.queries.sums.together import Together, together
from storage.records import Presence


@dataclass(frozen=True, slots=True)
class Thing:
    """An indicator, a concept or a single cell; ``unit`` is ``ratio`` for a share."""

    key: str
    label_zh: str
    label_en: str
    unit: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a district's sum is of: ``counted`` agencies of ``expected``, ``missing`` the names of the others.

    ``unreported`` of these have a report without the number. ``flagged`` of those counted have a report in which an
    identity that must hold fails, or that was withdrawn. ``summary`` is what the district's own summary says.
    """

    counted: int
    expected: int
    unreported: int
    flagged: int
    missing: tuple[str, ...]
    summary: Decimal | None


@dataclass(frozen=True, slots=True)
class Point:
    """One year. ``report`` says whether an agency's report is there, ``failing`` how many identities fail in it.

    ``joined``: whether a line may lead to it from the year before; never to or from a sum that most agencies are
    missing in.
    """

    year: int
    number: Number
    joined: bool
    report: Presence | None
    evidence: str
    failing: int
    together: Counted | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of one body, with a point for every year."""

    what: str
    of: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every thing with every body, in the order in which they were asked for.

    At a past moment (``as_of``) the reports are those that were shown then. Which should have been there is told by
    the agencies and deadlines that are known now, and why one was missing is not known.
    """

    what: tuple[Thing, ...]
    of: tuple[Body, ...]
    first_year: int
    last_year: int
    lines: tuple[Line, ...]
    as_of: datetime | None


def comparison(
    connection: Connection,
    what: Sequence[str],
    of: Sequence[str],
    years: range,
    *,
    today: date,
    as_of: datetime | None = None,
) -> Comparison:
    """Raises UnknownError."""
    things = [thing(key) for key in what]
    asked = [body_of(connection, each) for each in of]
    day = today if as_of is None else as_of.astimezone(CHINA).date()
    stored = gather(connection, things, asked, years, day, as_of)
    return Comparison(
        tuple(Thing(each.key, each.label, each.label_en, each.unit, each.note) for each in things),
        tuple(each.body for each in asked),
        years[0],
        years[-1],
        tuple(
            Line(each.key, one.body.id, tuple(_points(each, one, stored, years))) for each in things for one in asked
        ),
        as_of,
    )


def _points(wanted: forms.Derived, asked: Asked, stored: Stored, years: range) -> Iterator[Point]:
    made = _of_district if asked.agency is None else _of_agency
    points = [made(wanted, asked, stored, year) for year in years]
    follows = joined((each.year, each.number) for each in points)
    for before, point, continues in zip((None, *points), points, follows, strict=False):
        yield replace(point, joined=continues and not any(map(_is_thin, (before, point))))


def _is_thin(point: Point | None) -> bool:
    """Whether most of the agencies are missing in a sum: next to others it would look like a fall."""
    return point is not None and point.together is not None and 2 * point.together.counted < point.together.expected


def _of_agency(wanted: forms.Derived, asked: Asked, stored: Stored, year: int) -> Point:
    assert asked.agency is not None  # noqa: S101 – a district is for the other
    report = stored.reports.get((asked.agency, year))
    said = [] if report is None else [Said(report, stored.worked.get((report.version, wanted.key)))]
    row = stored.coverage.get(asked.body.district_code, {}).get((asked.body.name, year))
    presence, evidence = (row.state, row.evidence) if row else (None, "")
    if report is not None:
        gone = report.status is ReportStatus.WITHDRAWN
        presence, evidence = Presence.WITHDRAWN if gone else Presence.PUBLISHED, evidence or report.source_url
    failing = report.failing if report else 0
    return Point(year, number(wanted, said), False, presence, evidence, failing, None)


def _of_district(wanted: forms.Derived, asked: Asked, stored: Stored, year: int) -> Point:
    reports = stored.by_year.get((asked.district, year), [])
    found = together(wanted, reports, stored.worked, stored.names, stored.due.get((asked.body.district_code, year), ()))
    return Point(year, _number(wanted, found, reports, stored), False, None, "", found.flagged, _counted(found))


def _number(wanted: forms.Derived, found: Together, reports: Sequence[ShownReport], stored: Stored) -> Number:
    """The sum; where nobody is in it, why that is."""
    if found.counted:
        return number(wanted, found.counted)
    return number(wanted, [Said(each, stored.worked.get((each.version, wanted.key))) for each in reports])


def _counted(found: Together) -> Counted:
    summary = found.summary.value if found.summary else None
    return Counted(len(found.counted), found.expected, found.unreported, found.flagged, found.missing, summary)
