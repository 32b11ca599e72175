"""WARC files made elsewhere: what in them belongs to districts of the registry is archived, read and stored.

Nothing of a crawl is known of these records, so each page tells its own part: the home page by its address, columns of
reports by their names, reports by their titles and what they say, attachments by the reports that link them.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from crawler.confined import Confined
from crawler.discovery.addresses import canonical, key
from crawler.discovery.columns.names import names_reports, slug_of
from crawler.discovery.details import leads_to_detail
from crawler.discovery.titles import TitleKind, read_title
from crawler.errand import Errand
from crawler.extractors.readers.html import Page
from crawler.extractors.sniff import Kind, sniff
from crawler.locks import Locks
from crawler.pipelines.articles import find as find_article
from crawler.pipelines.articles import keep
from crawler.pipelines.intake import doubtful, holds_report, read_capture
from crawler.second_opinion import find, hear
from crawler.sites import Site
from crawler.spiders.opening import is_report
from crawler.spiders.walk.belongings import choose_attachments, choose_parts
from crawler.spiders.walk.choices import Chooser, first_errand
from storage import states
from storage.archive import Archive
from storage.archive.foreign import Answer, Unusable, answers, origin
from storage.crosschecks import renew
from storage.records import Context, Exchange, FetchOutcome, Role
from storage.writer import Writer

_NO_DOCUMENTS = (Kind.IMAGE, Kind.EMPTY, Kind.UNKNOWN, Kind.TEXT, Kind.MARKDOWN)
_GOOD = 200


@dataclass(slots=True)
class Imported:
    """What became of the answers in the files.

    ``stored`` counts reports by what became of them (new, changed, unchanged, unplaced, refused); ``kept`` were in
    the archive already; ``elsewhere`` belongs to no district of the registry, ``other`` to one, and leads to no report.
    """

    copied: int = 0
    kept: int = 0
    elsewhere: int = 0
    other: int = 0
    stored: Counter[str] = field(default_factory=Counter)
    unusable: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)


class Import:
    """Takes files in; a record that was taken in before is not taken again."""

    def __init__(
        self, sites: Iterable[Site], archive: Archive, engine: Engine, locks: Locks, now: Callable[[], datetime]
    ) -> None:
        self._sites = [(site, Chooser(site)) for site in sites]
        self._archive = archive
        self._engine = engine
        self._locks = locks
        self._now = now
        self._writer = Writer(engine)
        self._office = find()
        self._confined = Confined()
        self._linked: dict[str, Context] = {}
        self._done = Imported()

    def run(self, paths: Iterable[Path]) -> Imported:
        """Pages first, wherever they stand, for they tell what their attachments are.

        Raises ArchiveError for what is no WARC file, before anything is stored; Busy where a site is being crawled.
        """
        paths = tuple(paths)
        for path in paths:
            next(iter(answers(path, self._archive.limits.body)), None)
        with self._confined, self._archive.open_writer() as self._archived:
            for pages in (True, False):
                for path in paths:
                    self._take_file(path, pages=pages)
        renew(self._engine, changed_only=True)  # what an import that was killed had stored is still to be compared
        return self._done

    def _take_file(self, path: Path, *, pages: bool) -> None:
        for answer in answers(path, self._archive.limits.body):
            if isinstance(answer, Unusable):
                if pages:
                    self._done.unusable[answer.kind] += 1
                    self._done.complaints.append(answer.message)
                continue
            is_page = sniff(answer.body, answer.header("Content-Type")) is Kind.HTML
            if is_page is pages:
                self._take(answer, path)

    def _take(self, answer: Answer, path: Path) -> None:
        if answer.captured_at > self._now():
            self._done.unusable["future"] += 1
            self._done.complaints.append(f"{answer.url} is of {answer.captured_at:%Y-%m-%d}, which is not over yet")
            return
        url = canonical(answer.url)
        site = self._site_of(url) if url else None
        if url is None or site is None:
            self._done.elsewhere += 1
            return
        answer = replace(answer, url=url)
        context = self._context(answer, site) if answer.status == _GOOD else None
        if context is None:
            self._done.other += 1
        elif states.has_capture(self._engine, site.id, url, answer.captured_at, answer.body):
            self._done.kept += 1
        else:
            self._locks.take([site.id])
            self._store(answer, context, path)

    def _site_of(self, url: str) -> Site | None:
        """The district whose host it is, the one that names it sooner than one that names a host above it."""
        homes = [site for site, chooser in self._sites if chooser.is_at_home(url)]
        host = urlsplit(url).netloc
        named = [site for site in homes if host in {urlsplit(start).netloc for start in site.start_urls}]
        return next(iter((*named, *homes)), None)

    def _context(self, answer: Answer, site: Site) -> Context | None:
        """What a page is by what it says; None for one that is of no use here."""
        errand = first_errand(site)
        kind = sniff(answer.body, answer.header("Content-Type"))
        if kind is not Kind.HTML:
            return self._linked.get(key(answer.url)) if kind not in _NO_DOCUMENTS else None
        page = Page(answer.body, answer.header("Content-Type"))
        if key(answer.url) in map(key, site.start_urls):
            return errand.context
        if linked := self._linked.get(key(answer.url)):
            return linked
        title = page.meta.get("articletitle") or page.title
        facts = read_title(title)
        named = facts.kind is TitleKind.REPORT and leads_to_detail(answer.url)
        if named or is_report(page, answer.url, errand):
            context = replace(
                errand.context, role=Role.REPORT, link_title=title or None, agency=facts.agency, year=facts.year
            )
            known = states.KnownPages(self._engine, site.id, self._now()).get(answer.url)
            self._link(page, answer.url, Errand(known.context if known else context))
            return known.context if known else context
        column = page.meta.get("columnname") or title.partition("_")[0].partition("-")[0]
        if not leads_to_detail(answer.url) and (slug_of(answer.url) or names_reports(column)):
            return replace(errand.context, role=Role.LISTING, column=column or None, link_title=column or None)
        return None

    def _link(self, page: Page, url: str, errand: Errand) -> None:
        """Remember the attachments and further parts of a report."""
        for wanted in (*choose_attachments(page, url, errand), *choose_parts(page, url, errand)):
            self._linked.setdefault(key(wanted.url), wanted.errand.context)

    def _store(self, answer: Answer, context: Context, path: Path) -> None:
        """As a crawl does, but that a capture older than the last look at its page says nothing of the page now."""
        exchange = Exchange(answer.url, answer.captured_at, answer.status, (), answer.headers, answer.body, context)
        capture = self._archived.capture(exchange, imported=origin(answer, path, self._now()))
        checked = states.last_checked(self._engine, context.site, capture.url)
        late = checked is not None and capture.captured_at < checked
        is_read = holds_report(capture)
        article = find_article(self._writer, capture, answer.body, self._archive.body) if is_read else None
        reading = read_capture(self._confined, capture, answer.body, article)
        if self._office is not None and (refused := doubtful(capture, answer.body, reading)):
            (reading,) = hear(self._office, [refused])
        with self._writer.together():
            number = self._writer.record_capture(capture, None)
            if reading is not None:
                stored = keep(self._writer, number, capture, reading, article, again=late)
                self._done.stored.update(each.change for each in stored)
            if not late:
                self._writer.record_fetch(
                    capture.url,
                    FetchOutcome.FETCHED,
                    at=capture.captured_at,
                    context=context,
                    run=None,
                    status=capture.status,
                    capture=number,
                )
        self._done.copied += 1
