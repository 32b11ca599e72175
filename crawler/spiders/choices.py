"""Which of the links on a page are followed, and what is known of the pages behind them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.discovery.addresses import join
from crawler.discovery.attachments import AttachmentKind, find_attachments
from crawler.discovery.columns import Candidate, ColumnKind
from crawler.discovery.columns.names import agency_in, names_reports, slug_of
from crawler.discovery.leaves import first_of
from crawler.discovery.links import Column, Link
from crawler.discovery.listing_links import Judged, LinkKind, judge, without_posters
from crawler.discovery.titles import TitleKind, read_title
from crawler.errand import Errand
from crawler.extractors.readers.html import Page
from crawler.platforms import Step, article_parts
from crawler.sites import Site
from storage.records import Context, Role

DEEPEST = 6
"""Home, disclosure, directory, agency, its reports, a year of them; what is deeper leads in circles."""

_AROUND = {ColumnKind.DISCLOSURE: 3, ColumnKind.PORTAL: 2}
"""How many links are followed from one page of the kinds that only may lead to reports."""


_FRAMES = 3
"""The report is in one of the first; others count visits or show the weather."""


_MANY = 3
"""So many titles of reports, and half of its list, make a page that the site file names a column of reports."""


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


def choose_parts(page: Page, url: str, errand: Errand, *, is_list: bool = False) -> Iterator[Wanted]:
    """The other pages of a report that is cut into pages, to be read with its first; a later one may name more.

    The numbers under a list lead to more of the list; a call that names the article leaves no doubt.
    """
    first = first_of(url, errand.context.parent)
    for ask in article_parts(page.raw_text, url, first):
        if ask.url != first and (ask.platform or not is_list):
            yield Wanted(ask.url, replace(errand, context=replace(errand.context, role=Role.ATTACHMENT, parent=first)))


def choose_frames(page: Page, url: str, errand: Errand) -> Iterator[Wanted]:
    """The pages in the frames of a report's page, on the same server: where the page says nothing, they may."""
    server = urlsplit(url).netloc
    base = (join(url, page.base_href) if page.base_href else None) or url
    addresses = [address for source in page.frames() if (address := join(base, source))]
    for address in [address for address in addresses if urlsplit(address).netloc == server][:_FRAMES]:
        context = replace(errand.context, role=Role.ATTACHMENT, parent=url)
        yield Wanted(address, Errand(context, errand.column, depth=errand.depth + 1))


def choose_attachments(page: Page, url: str, errand: Errand) -> Iterator[Wanted]:
    """The files of a report page that may be the report."""
    title = page.meta.get("articletitle") or page.title
    base = (join(url, page.base_href) if page.base_href else None) or url
    for attachment in find_attachments(page.links(), base, page.raw_text, title):
        if attachment.kind in {AttachmentKind.REPORT, AttachmentKind.MAYBE}:
            context = replace(errand.context, role=Role.ATTACHMENT, parent=url, link_title=attachment.name)
            context = replace(context, agency=_named_by(attachment.name) or context.agency)
            yield Wanted(attachment.url, Errand(context, errand.column, depth=errand.depth + 1))


def _named_by(file: str) -> str | None:
    """The body whose name is all of a file's name: 区教育局.pdf."""
    facts = read_title(file)
    return None if facts.speaks_of_a_report or facts.year is not None else agency_in(facts.agency or "")


def first_errand(site: Site) -> Errand:
    """For the pages that the site file names."""
    return Errand(Context(site=site.id, code=site.code, district=site.name, role=Role.HOME))


def column_at_home(step: Step, url: str, title: str) -> Column:
    """Whether a page that the site file names is a column of reports itself, by its name, its address or its links."""
    named = is_named_reports(title) or bool(slug_of(url)) or lists_reports(step, _MANY)
    return Column(title if named else "", named)


def lists_reports(step: Step, least: int = 2) -> bool:
    """Whether half of the entries of a page, and ``least`` of them, are titled as reports, whatever it is called."""
    listed = [link for link in step.links if not link.beside]
    reports = sum(read_title(link.title).kind is TitleKind.REPORT for link in listed)
    return reports >= least and 2 * reports >= len(listed)


def is_named_reports(title: str) -> bool:
    """Whether a page calls itself a column of reports, by its title without the site's."""
    return names_reports(title.partition("_")[0].partition("-")[0])


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
