"""What each link of a listing is: a report, perhaps one, a sub-column, or something else, with the reason.

The title speaks first. What it leaves open the column decides: in a column of reports 2023年 or 某局 is a report,
elsewhere it is anything.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crawler.discovery.columns.names import names_reports
from crawler.discovery.details import is_annual_report, is_file, leads_to_column, leads_to_detail
from crawler.discovery.links import Column, Link
from crawler.discovery.markup import says_nothing
from crawler.discovery.titles import TitleFacts, TitleKind, read_title


class LinkKind(StrEnum):
    """REPORT is fetched and read, MAYBE is opened to see, COLUMN is walked, OTHER is left."""

    REPORT = "report"
    MAYBE = "maybe"
    COLUMN = "column"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Judged:
    """One link with what it is held for. ``year`` and ``agency`` come from the title, else from the column or row."""

    link: Link
    kind: LinkKind
    reason: str
    year: int | None = None
    agency: str | None = None


def judge(link: Link, column: Column | None = None) -> Judged:
    """What a link of a listing is, by its title, its address and the column it stands in."""
    within = column or Column()
    if is_annual_report(link.url):
        within = replace(within, reports=True)
    facts = read_title(link.title)
    year = facts.year if facts.year is not None else within.year
    agency = facts.agency or within.agency or link.agency
    kind, reason = _kind(link, within, facts)
    return Judged(link, kind, reason, year, agency)


def without_posters(links: Sequence[Link]) -> tuple[Link, ...]:
    """The links of a list without their publishers, where these only post what others report.

    A title names another body, or one publisher has several reports of a year.
    """
    named: Counter[tuple[str, int | None]] = Counter()
    posts = False
    for link in links:
        facts = read_title(link.title) if link.agency else None
        if link.agency is None or facts is None or facts.kind is TitleKind.OTHER:
            continue
        named[link.agency, facts.year] += facts.year is not None
        posts = posts or not _may_be_one(facts.agency, link.agency)
    posts = posts or any(number > 1 for number in named.values())
    return tuple(replace(link, agency=None) for link in links) if posts else tuple(links)


def _may_be_one(one: str | None, other: str) -> bool:
    return one is None or one.endswith(other) or other.endswith(one)


def _kind(link: Link, within: Column, facts: TitleFacts) -> tuple[LinkKind, str]:
    if facts.kind is TitleKind.OTHER:
        return _not_by_title(link, within, facts)
    if _is_column(link, facts):
        return LinkKind.COLUMN, "a column by its address"
    if facts.kind is TitleKind.REPORT:
        return LinkKind.REPORT, "by its title"
    if not _has_core(facts) and not within.reports:
        return LinkKind.OTHER, f"{facts.reason}, outside a column of reports"
    if (
        within.reports
        and _is_placed(facts, within)
        and not facts.reason.startswith(("may ", "goes on", "names several"))
    ):
        return LinkKind.REPORT, f"by its column: {facts.reason}"
    return LinkKind.MAYBE, facts.reason


def _not_by_title(link: Link, within: Column, facts: TitleFacts) -> tuple[LinkKind, str]:
    """A link whose title names nothing (a picture, 查看) is opened where reports are expected."""
    nameless = facts.reason == "empty" or says_nothing(link.title)
    if nameless and within.reports and (leads_to_detail(link.url) or is_file(link.url)):
        return LinkKind.MAYBE, "has no title"
    return LinkKind.OTHER, facts.reason


def _is_column(link: Link, facts: TitleFacts) -> bool:
    """Whether the address is a column's and the title no single report's: 2023年政府信息公开年报, 年报汇总."""
    if not leads_to_column(link.url):
        return False
    return facts.agency is None or facts.kind is TitleKind.MAYBE or (names_reports(link.title) and facts.year is None)


def _has_core(facts: TitleFacts) -> bool:
    """Whether the title has the words of a report of open-government work, so that no column need vouch for it."""
    return facts.speaks_of_a_report


def _is_placed(facts: TitleFacts, within: Column) -> bool:
    """Whether title and column together tell a year or an agency: enough for a report in a column of reports."""
    return any(value is not None for value in (facts.year, facts.agency, within.year, within.agency))
