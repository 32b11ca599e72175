"""The walk of one site: what was asked and what came of it, until it ends in a verdict. It asks nothing itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler.discovery.addresses import Hosts, key
from crawler.discovery.columns import ColumnKind, find_columns, find_directory
from crawler.discovery.columns.headed import find_headed
from crawler.errand import Errand
from crawler.items import Fetched
from crawler.platforms import Ask, ListPage, Step, Tally, read_answer, read_page
from crawler.scope import Resting
from crawler.sites import Site
from crawler.spiders.walk.aside import Aside
from crawler.spiders.walk.asked import Asked
from crawler.spiders.walk.choices import Chooser, Wanted, first_errand
from crawler.spiders.walk.lists import Lists
from crawler.spiders.walk.outcomes import DOCUMENTS, Outcomes
from crawler.spiders.walk.own_column import column_at_home, is_named_reports, lists_reports
from crawler.spiders.walk.unread import Unread, names_reports
from crawler.spiders.walk.verdict import Findings, judge
from storage.records import UNPLACED, Role, Walk
from storage.states import LEFT, UNASKED, Known


class SiteWalk:
    """The state of one site's walk. ``asked`` keeps which pages were asked for, and which are still to end.

    ``seen`` are the marks of addresses that were asked for already; ``resting`` tells the known documents that this run
    leaves alone: they are there as far as anybody knows.
    """

    def __init__(
        self,
        site: Site,
        seen: set[str],
        years: frozenset[int] = frozenset(),
        resting: Resting | None = None,
    ) -> None:
        self.site = site
        self._outcomes = Outcomes()
        self.asked = Asked(seen, resting, self._outcomes)
        self._resting = resting
        self._swept = False
        self._lost = False
        self._choose = Chooser(site, years)
        self._aside = Aside()
        self._unread = Unread()
        self._lists = Lists()
        self._elsewhere: dict[str, None] = {}

    def begin(self) -> list[Wanted]:
        """The pages that the site file names."""
        return self.asked.take(Wanted(url, first_errand(self.site)) for url in self.site.start_urls)

    @property
    def lists(self) -> Mapping[str, Tally]:
        """The lists of reports so far, by the address of their first page."""
        return self._lists

    def read_column(self, url: str, errand: Errand, body: str, title: str, *, is_report: bool = False) -> list[Wanted]:
        """A home page or the first page of a column: the documents, columns and further pages that are wanted of it."""
        page = ListPage(body, url)
        step = read_page(page, self.site.platform)
        if errand.role is Role.HOME:
            errand = replace(errand, column=column_at_home(step, url, title))
            self._choose.move_in(url)
        elif not errand.column.reports and (step.reports or is_named_reports(title)):
            errand = replace(errand, column=replace(errand.column, reports=True))
        turns = {key(ask.url) for ask in step.further}
        frames = step.frames if errand.column.reports or not step.links else ()
        links = (*page.links, *step.columns, *step.menu)
        found = find_columns(links, url, errand.column)
        self._aside.put(self._choose.choose_columns(find_directory(links, url, errand.column), errand))
        if not errand.column.reports:
            found = (*find_headed(page.tags, page.base, url), *found)
        candidates = [candidate for candidate in found if key(candidate.url) not in turns]
        self._note_elsewhere(candidate.url for candidate in candidates if candidate.kind is ColumnKind.REPORTS)
        wanted = self._choose.choose(step.links, candidates, errand, frames)
        if not (wanted or step.further or is_report):
            wanted = list(self._choose.choose_frames(step.frames, errand))
        if step.drawn:
            self._unread.note(url, errand.column, wanted)
        if (errand.column.reports or lists_reports(step)) and (wanted or not is_report):
            wanted += self._lists.begin(url, errand, step)
        return self.asked.take(wanted) or ([] if is_report else self._look_further(url, errand, step))

    def _look_further(self, url: str, errand: Errand, step: Step) -> list[Wanted]:
        """What a page fetches, and its script files, where the page itself leads nowhere."""
        if step.further and step.further[0].interface and not errand.column.reports:
            probing = replace(step, further=tuple(replace(ask, fruitful=True) for ask in step.further))
            return self.asked.take(self._lists.begin(url, errand, probing))
        return self._ask_files(step.files, errand) if not step.further else []

    def _ask_files(self, asks: Sequence[Ask], errand: Errand) -> list[Wanted]:
        if not asks:
            return []
        ask = asks[0]
        asking = replace(errand, ask=ask, listing=None).as_role(Role.LISTING)
        said = self._unread.file(ask)
        if said is not None:
            return self._read_file(asking, ask, said)
        return self.asked.take([Wanted(ask.url, asking)]) if self._unread.wait(ask, asking) else []

    def _read_file(self, errand: Errand, ask: Ask, said: str) -> list[Wanted]:
        """A script file of a page that leads nowhere; without anything in it, the next one."""
        step = read_answer(said, ask)
        wanted = self._choose.choose(step.links, find_columns(step.menu, ask.base, errand.column), errand)
        if step.further or (wanted and errand.column.reports):
            wanted += self._lists.begin(ask.base, errand, step)
        taken = self.asked.take(wanted)
        if taken or names_reports(wanted):
            self._unread.relieve(ask.base)
            return taken
        return self._ask_files(ask.others, errand)

    def read_turn(self, url: str, errand: Errand, body: str) -> list[Wanted]:
        """A further page of a list."""
        if errand.ask is None:
            raise ValueError(f"{url} is not a further page of a list")
        if errand.listing is None:
            self._unread.keep(errand.ask, body)
            waiting = self._unread.waiting(errand.ask)
            return [each for one in waiting if one.ask for each in self._read_file(one, one.ask, body)]
        fresh, onward = self._lists.take(errand, read_answer(body, errand.ask, url))
        wanted = self._choose.choose(fresh, (), errand)
        taken = self.asked.take(wanted)
        if taken or names_reports(wanted):
            self._unread.relieve(errand.listing)
        return [*taken, *self.asked.take(onward)]

    def miss_turn(self, errand: Errand, reason: str, *, gone: bool = False) -> list[Wanted]:
        """A further page of a list that could not be had, or is ``gone``; the pages after it still may."""
        if errand.ask is None:
            return []
        if errand.listing is None:
            waiting = self._unread.waiting(errand.ask)
            return [each for one in waiting if one.ask for each in self._ask_files(one.ask.others, one)]
        return self.asked.take(self._lists.miss(errand, reason, gone=gone))

    def _note_elsewhere(self, urls: Iterable[str]) -> None:
        for url in urls:
            if not self._choose.is_at_home(url):
                self._elsewhere[urlsplit(url).netloc] = None

    def open_aside(self) -> list[Wanted]:
        """The columns of agencies that were left aside, where the reports that were found do not stand for them.

        Where none was found, what was passed over for a column that a page names: that column may have moved.
        """
        wanted = self.asked.take(self._aside.take())
        return wanted if wanted or self._outcomes.documents else self.asked.take(self._choose.take_passed())

    def sweep(self, known: Iterable[Known]) -> list[Wanted]:
        """Documents of earlier nights that nothing leads to any more: asked for once more, for they may be gone.

        Not where the site file has stopped trusting their host: it may be somebody else's by now. And not in a walk
        that had no report: a site that answers every page with its home page or with an error tells nothing of one.
        """
        if not self._outcomes.documents:
            self._lost = self._lost or any(True for _ in known)
            return []
        hosts = Hosts.of(self.site.start_urls, self.site.allowed_hosts)
        surely = not (self._outcomes.faults or self.asked.cut_short) and all(
            tally.is_whole for tally in self._lists.values()
        )
        first, self._swept = not self._swept, True
        wanted = []
        for each in known:
            role, mark = each.context.role, key(each.url)
            if role not in DOCUMENTS or self.asked.has(mark) or not self._choose.is_asked_for(each.context.year):
                continue
            if self._resting and self._resting.covers_lost(each, surely=surely):
                if first:
                    self._outcomes.rest(role)
            elif not hosts.refusal(each.url):
                wanted += self.asked.open_page(mark, Wanted(each.url, Errand(each.context)))
        return wanted

    def end(self, item: Fetched) -> None:
        """One open page has ended, with all that was to be kept of it."""
        self.asked.open -= 1
        if self._outcomes.end(item):
            self._note_found(item)

    def _note_found(self, item: Fetched) -> None:
        if item.context.role in DOCUMENTS:
            self._aside.note(item.context.agency, item.context.year)
            for report in item.reading.reports if item.reading else ():
                self._aside.note(report.agency, report.year)

    def conclude(self, at: datetime, unplaced: int | None = None) -> Walk:
        """The verdict, with the counts that support it.

        ``unplaced``: documents that are there, read in this walk or before, and name no agency or no year.
        """
        unplaced = self._outcomes.unplaced if unplaced is None else unplaced
        self._outcomes.counts[UNPLACED] = unplaced
        if self.asked.open:
            self._outcomes.counts[UNASKED] = self.asked.open
        if self.asked.left:
            self._outcomes.counts[LEFT] = self.asked.left
        columns, documents = self._outcomes.columns, self._outcomes.documents
        verdict, reason = judge(
            Findings(
                columns + documents,
                documents,
                self._lists.verdicts(),
                self._outcomes.faults,
                tuple(self._elsewhere),
                self.asked.why_cut_short(),
                self._unread.pages,
                len(self._unread.disclosures),
                unplaced,
                self._lost,
            )
        )
        counts = {"columns": columns, "lists": len(self._lists), "documents": documents, **+self._outcomes.counts}
        return Walk(self.site.id, self.site.code, verdict, reason, at, counts, self._choose.years)
