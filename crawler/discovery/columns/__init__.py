"""Which links lead to the column of annual reports, or nearer to it; and into which columns that one is divided.

Names come first (政府信息公开年报), then the slugs of addresses (``zfxxgknb``), for sites call the column 年报 or 更多
and move it about, but keep its slug. Columns of a year or an agency are told within a column of reports only: on a home
page they are anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from crawler.discovery.addresses import key
from crawler.discovery.columns.names import (
    DISCLOSURE,
    PORTAL,
    YEAR_NAME,
    YEAR_SLUG,
    agency_in,
    is_plain,
    may_divide,
    names_directory,
    names_disclosure,
    names_others,
    names_reports,
    slug_of,
    tidy,
)
from crawler.discovery.details import is_file, leads_to_detail
from crawler.discovery.links import Column, Link
from crawler.discovery.titles import TitleKind, read_title


class ColumnKind(StrEnum):
    """What a link leads to, nearest to the reports first."""

    REPORTS = "reports"
    YEAR = "year"
    AGENCY = "agency"
    DIRECTORY = "directory"
    DISCLOSURE = "disclosure"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that may lead to reports; the smaller its ``rank``, the sooner it is tried.

    ``column`` is what is known of the page behind it, to be handed on when it is read.
    """

    url: str
    title: str
    kind: ColumnKind
    rank: int
    reason: str
    column: Column


_ANNUAL_VIEW = re.compile(
    r"/xxgkAnnualReport\.jsp|/public/column/\w+\?(?:.*&)?type=3(?:&|$)|OpennessAnnualReport|XxgkAnnualReport/(?:index|list)",
    re.IGNORECASE,
)
_DISCLOSURE_VIEW = re.compile(
    r"/gkmlpt(?:/index)?/?$|/xxgk_navs\.shtml$|/public/column/\w+(?:\?type=[12])?$", re.IGNORECASE
)
"""Addresses that are the disclosure of a body in whatever system has them."""
_SOME = 3
"""Agencies named side by side make a directory of them; one may be the publisher."""


def find_columns(links: Sequence[Link], url: str, within: Column | None = None) -> tuple[Candidate, ...]:
    """The links of a page that lead to reports, best first; each address once, with its best name."""
    column = within or Column()
    best: dict[str, Candidate] = {}
    for link in links:
        if key(link.url) == key(url) or (_leads_to_article(link) and not _has_its_year(link, column)):
            continue
        candidate = _candidate(link, url, column)
        if candidate and (key(link.url) not in best or candidate.rank < best[key(link.url)].rank):
            best[key(link.url)] = candidate
    if not any(candidate.kind is ColumnKind.REPORTS for candidate in best.values()):
        best |= {key(found.url): found for found in find_directory(links, url, column) if key(found.url) not in best}
    return tuple(sorted(best.values(), key=lambda candidate: candidate.rank))


def _leads_to_article(link: Link) -> bool:
    """Whether an address is one article's, and not an agency's that ends in its number: ``/public/21980``."""
    if not leads_to_detail(link.url):
        return False
    parts = urlsplit(link.url)
    return bool(parts.query) or "." in parts.path.rpartition("/")[2] or agency_in(tidy(link.title)) is None


def _has_its_year(link: Link, within: Column) -> bool:
    """Whether the number in an address is the year of its title, and of no article: 2023年 at ``2023.html``."""
    match = YEAR_NAME.fullmatch(tidy(link.title)) if within.reports and not is_file(link.url) else None
    return match is not None and re.findall(r"\d+", urlsplit(link.url).path.rpartition("/")[2]) == [match[1]]


def find_directory(links: Sequence[Link], url: str, within: Column) -> tuple[Candidate, ...]:
    """The agencies that a page of disclosure offers one by one, in a list box or a menu."""
    if within.reports or not (names_disclosure(within.title) or PORTAL.fullmatch(tidy(within.title))):
        return ()
    found: dict[str, Candidate] = {}
    for link in links:
        agency = agency_in(tidy(link.title))
        if agency and key(link.url) != key(url) and not _leads_to_article(link):
            column = Column(link.title, agency=agency)
            found[key(link.url)] = Candidate(
                link.url, link.title, ColumnKind.AGENCY, 45, f"the disclosure of {agency}", column
            )
    return tuple(found.values()) if len({each.column.agency for each in found.values()}) >= _SOME else ()


def _candidate(link: Link, url: str, within: Column) -> Candidate | None:
    name = tidy(link.title)
    for find in (_as_reports, _as_year, _as_agency, _as_directory, _as_disclosure):
        if found := find(link, name, url, within):
            kind, rank, reason, column = found
            return Candidate(link.url, link.title, kind, rank, reason, column)
    return None


_Found = tuple[ColumnKind, int, str, Column] | None


def _as_reports(link: Link, name: str, url: str, within: Column) -> _Found:
    """The column of reports itself, by name, by slug, or by the view it asks for."""
    if names_others(name) and not names_others(within.title):
        return None
    facts = read_title(link.title)
    agency = agency_in(name) or within.agency
    column = Column(link.title or within.title, True, facts.year or within.year, agency)
    if names_reports(name):
        rank = 10 if "公开" in name else 16
        if facts.year:
            return ColumnKind.YEAR, rank + 10, "names the reports of a year", column
        return ColumnKind.REPORTS, rank, "names the reports", column
    if _ANNUAL_VIEW.search(link.url):
        return ColumnKind.REPORTS, 12, "is the view of annual reports", column
    slug = slug_of(link.url)
    if slug and slug != slug_of(url) and (not name or not is_plain(name)):
        return ColumnKind.REPORTS, 14, f"has the slug {slug}", column
    return None


def _as_year(link: Link, name: str, url: str, within: Column) -> _Found:
    """2023年, or an address ``2023nb``, within a column of reports."""
    if not (within.reports or slug_of(link.url)):
        return None
    match = YEAR_NAME.fullmatch(name)
    last = unquote(urlsplit(link.url).path).rstrip("/").rpartition("/")[2].lower()
    slug = YEAR_SLUG.fullmatch(last) if not match and name and _is_below(link.url, url) else None
    year = match[1] if match else (slug[1] or slug[2]) if slug else None
    if year is None:
        return None
    column = Column(link.title, True, int(year), within.agency)
    return ColumnKind.YEAR, 20, f"the reports of {year}", column


def _as_agency(link: Link, name: str, url: str, within: Column) -> _Found:
    """The column of one agency, within a column of reports or a directory of agencies; or one more division of it."""
    if not (within.reports or slug_of(link.url) or names_directory(within.title)):
        return None
    if agency := agency_in(name):
        column = Column(link.title, within.reports or bool(slug_of(link.url)), within.year, agency)
        return ColumnKind.AGENCY, 30, f"the column of {agency}", column
    if (
        within.reports
        and may_divide(name)
        and urlsplit(url).path.count("/") > 1  # below the root stands all of the site
        and _is_below(link.url, url)
        and not _names_something_else(link.title)
    ):
        return (
            ColumnKind.AGENCY,
            34,
            "stands below the column of reports",
            Column(link.title, True, within.year, within.agency),
        )
    return None


def _names_something_else(title: str) -> bool:
    """Whether a title says what it is, and no report nor a column of them: a notice, a budget."""
    facts = read_title(title)
    return facts.kind is TitleKind.OTHER and facts.reason not in ("unrelated", "empty")


def _as_directory(link: Link, name: str, url: str, within: Column) -> _Found:
    del url
    if not names_directory(name):
        return None
    return ColumnKind.DIRECTORY, 40, "lists agencies", Column(link.title, within.reports, within.year)


def _as_disclosure(link: Link, name: str, url: str, within: Column) -> _Found:
    agency = agency_in(name)
    if agency and _DISCLOSURE_VIEW.search(link.url) and key(link.url) != key(url):
        return ColumnKind.AGENCY, 44, f"the disclosure of {agency}", Column(link.title, agency=agency)
    column = Column(link.title, agency=within.agency)
    if DISCLOSURE.fullmatch(name):
        return ColumnKind.DISCLOSURE, 50 if name.startswith("政府") else 52, "the column of disclosure", column
    if PORTAL.fullmatch(name):
        return ColumnKind.PORTAL, 60, "may lead to the column of disclosure", column
    return None


def _is_below(address: str, url: str) -> bool:
    """Whether an address lies in the folder of the page, or deeper."""
    ours, theirs = urlsplit(url), urlsplit(address)
    folder = ours.path.rpartition("/")[0] + "/"
    return (
        ours.netloc == theirs.netloc
        and theirs.path.startswith(folder)
        and theirs.path.rstrip("/") != folder.rstrip("/")
    )
