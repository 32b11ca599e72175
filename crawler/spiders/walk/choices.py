"""Which of the links on a page are followed, and what is known of the pages behind them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.discovery.columns import Candidate, ColumnKind
from crawler.discovery.columns.names import names_reports
from crawler.discovery.links import Column, Link
from crawler.discovery.listing_links import Judged, LinkKind, judge, without_posters
from crawler.errand import Errand
from crawler.sites import Site
from storage.records import Context, Role

DEEPEST = 6
"""Home, disclosure, directory, agency, its reports, a year of them; what is deeper leads in circles."""

_AROUND = {ColumnKind.DISCLOSURE: 3, ColumnKind.PORTAL: 2}
"""How many links are followed from one page of the kinds that only may lead to reports."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to ask for, and why. ``beside``: its link stands beside a list, whose column says nothing of it."""

    url: str
    errand: Errand
    beside: bool = False


class Chooser:
    """What is followed on one site, in the years that are asked for."""

    def __init__(self, site: Site, years: frozenset[int] = frozenset()) -> None:
        self.site = site
        self._years = years
        self._home = {_authority(netloc) for netloc in _netlocs(site)}
        self._passed: list[Wanted] = []

    def move_in(self, url: str) -> None:
        """A page that the site file names was found here, after redirects: the site has moved."""
        self._home.add(_authority(urlsplit(url).netloc))

    def choose_documents(self, links: Iterable[Link], errand: Errand) -> Iterator[Wanted]:
        """The links of a listing that are reports, or may be."""
        for judged in self._wanted(links, errand):
            if judged.kind is LinkKind.REPORT or (judged.kind is LinkKind.MAYBE and not judged.link.beside):
                yield Wanted(judged.link.url, _document_errand(judged, errand), judged.link.beside)

    def choose_divisions(self, links: Iterable[Link], errand: Errand) -> Iterator[Wanted]:
        """The links of a listing that are columns of reports by their addresses: 2023年政府信息公开年报, 年报汇总."""
        for judged in self._wanted(links, errand):
            if judged.kind is LinkKind.COLUMN:
                title = judged.link.title
                reports = errand.column.reports or names_reports(title)
                column = Column(title, reports, judged.year, judged.agency)
                yield from self._choose_column(judged.link.url, column, errand, title)

    def choose(
        self, links: Sequence[Link], candidates: Iterable[Candidate], errand: Errand, frames: Iterable[Link] = ()
    ) -> list[Wanted]:
        """All that is followed from one page: reports, columns, divisions among its entries, frames."""
        return [
            *self.choose_documents(links, errand),
            *self.choose_columns(candidates, errand),
            *self.choose_divisions(links, errand),
            *self.choose_frames(frames, errand),
        ]

    def _wanted(self, links: Iterable[Link], errand: Errand) -> Iterator[Judged]:
        for link in without_posters(tuple(links)):
            judged = self._judge(link, errand.column)
            if judged.kind is not LinkKind.OTHER and self.is_asked_for(judged.year):
                yield judged

    def choose_columns(self, candidates: Iterable[Candidate], errand: Errand) -> Iterator[Wanted]:
        """The columns worth opening from a page: reports always, what may lead to them a few of each kind."""
        left = dict(_AROUND)
        found = False
        for candidate in candidates:
            kind = candidate.kind
            found = found or (kind is ColumnKind.REPORTS and self.is_at_home(candidate.url))
            if not self.is_asked_for(candidate.column.year):
                continue
            if found and kind is ColumnKind.PORTAL:
                self._passed += self._choose_column(candidate.url, candidate.column, errand, candidate.title)
                continue
            if kind is ColumnKind.DISCLOSURE and errand.column.agency and (found or errand.column.reports):
                continue
            chosen = list(self._choose_column(candidate.url, candidate.column, errand, candidate.title))
            if kind in left:
                chosen = chosen[: left[kind]]
                left[kind] -= len(chosen)
            yield from chosen

    def take_passed(self) -> list[Wanted]:
        """What was passed over for a column of reports named beside it: the way round, where that one is no more."""
        passed, self._passed = self._passed, []
        return passed

    def choose_frames(self, frames: Iterable[Link], errand: Errand) -> Iterator[Wanted]:
        """The pages that a page of frames is put together from: what it was taken for, they are."""
        for frame in frames if errand.depth < DEEPEST else ():
            yield Wanted(frame.url, replace(errand, depth=errand.depth + 1))

    def is_at_home(self, url: str) -> bool:
        """Whether a page belongs to the site itself: another district's reports are not to be had through its links.

        The hosts of the site file, and for names those below them. Cities that keep their districts' columns on a host
        of their own are named in ``allowed_hosts``.
        """
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        return parts.netloc in self._home or any(host == name or host.endswith(f".{name}") for name in self._home)

    def _choose_column(self, url: str, column: Column, errand: Errand, title: str) -> Iterator[Wanted]:
        if errand.depth < DEEPEST and self.is_at_home(url):
            yield Wanted(url, _column_errand(column, errand, title))

    def _judge(self, link: Link, column: Column) -> Judged:
        """What a link is held for; a quirk of the site file knows better."""
        judged = judge(link, column)
        for quirk in self.site.quirks:
            if quirk.match in link.title:
                judged = replace(
                    judged,
                    kind=LinkKind.REPORT,
                    year=quirk.year or judged.year,
                    agency=quirk.agency or judged.agency,
                    reason=f"quirk: {quirk.note}",
                )
        return judged

    @property
    def years(self) -> tuple[int, ...]:
        """The years that are asked for, none for all."""
        return tuple(sorted(self._years))

    def is_asked_for(self, year: int | None) -> bool:
        """A link that names no year is opened to see."""
        return not self._years or year is None or year in self._years


def first_errand(site: Site) -> Errand:
    """For the pages that the site file names."""
    return Errand(Context(site=site.id, code=site.code, district=site.name, role=Role.HOME))


def _netlocs(site: Site) -> set[str]:
    return {urlsplit(url).netloc for url in site.start_urls} | set(site.allowed_hosts)


def _authority(netloc: str) -> str:
    """A name without www and port; a bare address as it is named, for there a port makes another site."""
    host = urlsplit(f"//{netloc}").hostname or ""
    bare = host == "localhost" or ":" in host or host.replace(".", "").isdigit()
    return netloc.lower() if bare else host.removeprefix("www.")


def _document_errand(judged: Judged, errand: Errand) -> Errand:
    context = replace(
        errand.context,
        role=Role.REPORT,
        link_title=judged.link.title,
        listed=judged.link.listed,
        agency=judged.agency,
        year=judged.year,
    )
    return Errand(context, errand.column, depth=errand.depth + 1)


def _column_errand(column: Column, errand: Errand, title: str) -> Errand:
    context = replace(
        errand.context,
        role=Role.LISTING,
        link_title=title,
        column=column.title or None,
        listed=None,
        agency=column.agency,
        year=column.year,
    )
    return Errand(context, column, depth=errand.depth + 1)
