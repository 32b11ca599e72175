"""Expected agencies and years, joined with what is stored and with how the site was walked: pure, with today given.

Silence is never taken for absence: a report is ``absent`` only when a complete walk after its deadline did not meet it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone

from storage.records import Coverage, KnownAgency, Presence, SiteCoverage, Trace, Verdict

CHINA = timezone(timedelta(hours=8))
"""The deadlines end with a day of this clock."""

_STRENGTH = (
    Presence.PUBLISHED,
    Presence.UNPARSED,
    Presence.WITHDRAWN,
    Presence.BLOCKED,
    Presence.UNREACHABLE,
)
"""Of several traces of one report the first in this order counts."""

_UNSEEN = {
    Verdict.BLOCKED: (Presence.BLOCKED, "the site was blocked"),
    Verdict.ROBOTS: (Presence.BLOCKED, "robots.txt refuses the site"),
    Verdict.UNREACHABLE: (Presence.UNREACHABLE, "the site was unreachable"),
    Verdict.INCOMPLETE: (Presence.NOT_TRIED, "the walk was incomplete"),
    Verdict.UNKNOWN_PAGINATION: (Presence.NOT_TRIED, "the further pages of a list could not be found"),
    Verdict.EMPTY: (Presence.NOT_TRIED, "no list of reports was found"),
    Verdict.NOT_TRIED: (Presence.NOT_TRIED, "the site was not walked"),
}
"""What a walk that did not see everything says about a report that it did not meet."""


def deadline(agency: str, year: int) -> date:
    """The last day for a report: 31 January of the next year, for a government (人民政府) 31 March (条例第四十九条)."""
    return date(year + 1, 3, 31) if agency.endswith("人民政府") else date(year + 1, 1, 31)


def cover(
    site: SiteCoverage, agencies: Iterable[KnownAgency], traces: Iterable[Trace], *, today: date
) -> tuple[Coverage, ...]:
    """One row for every agency and year that is expected or of which something is stored, by agency and year.

    Expected are the agencies in their valid years, from the first year that the district has anything of to the last
    year that is over.
    """
    known = _strongest(traces)
    return tuple(
        Coverage(site.site, site.code, agency, year, *_state(site, agency, year, known.get((agency, year)), today))
        for agency, year in sorted({*_expected(agencies, known, today), *known})
    )


def _strongest(traces: Iterable[Trace]) -> dict[tuple[str, int], Trace]:
    found: dict[tuple[str, int], Trace] = {}
    for trace in sorted(traces, key=lambda trace: _STRENGTH.index(trace.state), reverse=True):
        found[trace.agency, trace.year] = trace
    return found


def _expected(
    agencies: Iterable[KnownAgency], known: Iterable[tuple[str, int]], today: date
) -> Iterator[tuple[str, int]]:
    years = range(min((year for _, year in known), default=today.year), today.year)
    for agency in agencies:
        for year in years:
            if (agency.valid_from or year) <= year <= (agency.valid_to or year):
                yield agency.name, year


def _state(site: SiteCoverage, agency: str, year: int, trace: Trace | None, today: date) -> tuple[Presence, str]:
    if trace:
        return trace.state, trace.evidence
    due = deadline(agency, year)
    if today <= due:
        return Presence.NOT_DUE, f"due by {due}"
    if site.state is not Verdict.COMPLETE or site.checked_at is None:
        return _unseen(site)
    walked = _day(site.checked_at)
    if walked <= due:
        return Presence.LATE, f"due by {due}; not there on {walked}, and the site was not walked since"
    return Presence.ABSENT, f"due by {due}; the complete walk of {walked} did not meet it"


def _unseen(site: SiteCoverage) -> tuple[Presence, str]:
    state, sentence = _UNSEEN.get(site.state, _UNSEEN[Verdict.NOT_TRIED])
    when = f" on {_day(site.checked_at)}" if site.checked_at else ""
    return state, f"{sentence}{when}{f': {site.reason}' if site.reason else ''}"


def _day(moment: datetime) -> date:
    return moment.astimezone(CHINA).date()
