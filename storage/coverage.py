"""Expected agencies and years, joined with what is stored and with how the site was walked: pure, with today given.

Silence is never taken for absence: a report is ``absent`` only when a complete walk after its deadline did not meet it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta, timezone

from storage.agencies import GOVERNMENT, existed
from storage.records import UNPLACED, Coverage, KnownAgency, Presence, SiteCoverage, Trace, Verdict, Walk

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
    Verdict.NOT_TRIED: (Presence.NOT_TRIED, "the site was not walked for this year"),
}
"""What a walk that did not see everything says about a report that it did not meet."""


def deadline(agency: str, year: int) -> date:
    """The last day for a report: 31 January of the next year, for a government (人民政府) 31 March (条例第四十九条).

    ``agency`` is its key where one is known: a government that is printed as 示例市示例区 alone is 人民政府 by that.
    """
    return date(year + 1, 3, 31) if agency.endswith(GOVERNMENT) else date(year + 1, 1, 31)


def last_walk(site: str, code: str, walks: Sequence[Walk]) -> SiteCoverage:
    """How the last walk of a site ended, of walks from the newest on."""
    if not walks:
        return SiteCoverage(site, code, Verdict.NOT_TRIED, "", None)
    newest = walks[0]
    return SiteCoverage(site, code, newest.verdict, newest.reason, newest.checked_at)


def cover(
    site: SiteCoverage,
    walks: Sequence[Walk],
    agencies: Iterable[KnownAgency],
    traces: Iterable[Trace],
    *,
    today: date,
    since: int | None = None,
    keys: Mapping[str, str] | None = None,
) -> tuple[Coverage, ...]:
    """One row for every agency and year that is expected or of which something is stored, by agency and year.

    Expected are the agencies in their valid years, and in every year those that only a link names, from the first year
    that the district has anything of to the last year that is over; ``since`` is that year where ``traces`` are not all
    that there are. ``walks`` are those of the site from the newest on; for a year counts the newest that asked for it.
    ``keys`` of agencies by their names say who is a government.
    """
    known = _strongest(traces)
    rows = []
    agencies = tuple(agencies)
    named = {agency.name for agency in agencies}
    linked = [KnownAgency(name) for name in {name for name, _ in known} - named]
    first = min([*([] if since is None else [since]), *(year for _, year in known)], default=today.year)
    for agency, year in sorted({*_expected((*agencies, *linked), range(first, today.year)), *known}):
        trace = known.get((agency, year))
        walk = next((walk for walk in walks if not walk.years or year in walk.years), None)
        due = deadline((keys or {}).get(agency, agency), year)
        state, evidence = (trace.state, trace.evidence) if trace else _without_trace(due, walk, today)
        rows.append(Coverage(site.site, site.code, agency, year, state, evidence))
    return tuple(rows)


def _strongest(traces: Iterable[Trace]) -> dict[tuple[str, int], Trace]:
    found: dict[tuple[str, int], Trace] = {}
    for trace in sorted(traces, key=lambda trace: _STRENGTH.index(trace.state), reverse=True):
        found[trace.agency, trace.year] = trace
    return found


def _expected(agencies: Iterable[KnownAgency], years: range) -> Iterator[tuple[str, int]]:
    for agency in agencies:
        for year in years:
            if existed(agency.valid_from, agency.valid_to, year):
                yield agency.name, year


def _without_trace(due: date, walk: Walk | None, today: date) -> tuple[Presence, str]:
    if today <= due:
        return Presence.NOT_DUE, f"due by {due}"
    if walk is None:
        return _UNSEEN[Verdict.NOT_TRIED]
    walked = walk.checked_at.astimezone(CHINA).date()
    if walk.verdict is not Verdict.COMPLETE:
        state, sentence = _UNSEEN[walk.verdict]
        return state, f"{sentence} on {walked}{f': {walk.reason}' if walk.reason else ''}"
    if walked <= due:
        return Presence.LATE, f"due by {due}; not there on {walked}, and the site was not walked since"
    if unplaced := walk.counts.get(UNPLACED):
        return Presence.NOT_TRIED, f"may be one of {unplaced} that name no agency or year, by the walk of {walked}"
    return Presence.ABSENT, f"due by {due}; the complete walk of {walked} did not meet it"
