"""The spider: from each site's home page to its column of annual reports, its lists, its reports, their attachments."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

from scrapy import FormRequest, Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import JsonRequest, Response
from sqlalchemy.exc import SQLAlchemyError
from twisted.python.failure import Failure

from crawler.endings import ending_of
from crawler.errand import ERRAND, Errand, errand_of
from crawler.errors import CrawlerError
from crawler.exchange import exchange_of, header
from crawler.items import Fetched
from crawler.logs import say_once
from crawler.middlewares.conditional import UNCHANGED
from crawler.run import PAGE_READ, WALK_ENDED, Run
from crawler.scope import Scope
from crawler.spiders.feed import Feed
from crawler.spiders.opening import Opened, open_page
from crawler.spiders.preparation import prepare
from crawler.spiders.registry import choose_years, listed
from crawler.spiders.walk import SiteWalk
from storage.errors import StorageError
from storage.records import GONE, FetchOutcome
from storage.settings import Settings


class AnnualReports(Spider):
    """Walks the sites of a registry.

    Arguments: ``sites`` is the registry's folder or file, without it the one that ships; ``site`` the ids of the sites
    to walk, with commas between, without it all; ``year`` the report years wanted, likewise.
    """

    name = "annual_reports"

    def __init__(self, run: Run, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.run = run
        self.walks = {
            site.id: SiteWalk(site, run.seen[site.id], run.scope.years, run.resting[site.id]) for site in run.sites
        }
        self._feeds = {site.id: Feed() for site in run.sites}
        self.clock: Callable[[], datetime] = partial(datetime.now, UTC)
        run.walks.update(self.walks)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, run: Run | None = None, **arguments: Any) -> Self:
        """``run`` is one that ``nianbao crawl`` has prepared; ``scrapy crawl`` brings names instead."""
        if run is None:
            try:
                run = _prepared(*(arguments.pop(name, None) for name in ("sites", "site", "year")))
            except (CrawlerError, StorageError, SQLAlchemyError, OSError) as error:
                say_once(error)
                raise
        spider = cls(run, *args, **arguments)
        spider._set_crawler(crawler)
        slots = {host: {"concurrency": 1, "delay": delay} for host, delay in run.delays.items()}
        crawler.settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        crawler.signals.connect(spider.make_room, PAGE_READ)
        crawler.signals.connect(spider.end_page, signals.item_scraped)
        crawler.signals.connect(spider.stop, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The pages that the site files name; none where the run could not be opened."""
        if self.run.failure is not None:
            return
        for site, walk in self.walks.items():
            self._feeds[site].put(walk.begin())
            for request in self._draw(site):
                yield request

    def _draw(self, site: str) -> Iterator[Request]:
        for waiting in self._feeds[site].draw():
            wanted = self.walks[site].asked.complete(waiting)
            self.run.away += 1
            meta = {ERRAND: wanted.errand}
            ask = wanted.errand.ask
            if ask is not None and ask.json:
                yield JsonRequest(wanted.url, self.receive, body=ask.json, method="POST", errback=self.fail, meta=meta)
            elif ask is not None and ask.method == "POST":
                yield FormRequest(wanted.url, self.receive, formdata=list(ask.form), errback=self.fail, meta=meta)
            else:
                yield Request(wanted.url, self.receive, errback=self.fail, meta=meta)

    def _close_when_over(self, site: str) -> None:
        """Once the hours of its site file have ended, what is on its way still comes, and nothing more is asked."""
        walk = self.walks[site]
        if walk.site.hours is None or walk.site.is_open(self.clock()):
            return
        dropped = self._feeds[site].clear()
        if walk.asked.open:
            walk.asked.close(f"the hours of the site file ended at {walk.site.hours.until:%H:%M}", dropped)

    def receive(self, response: Response) -> Iterator[Fetched]:
        """An answer that is a page: what it leads to waits for its turn, what it says is to be kept."""
        errand, walk = self._errand(response.request)
        opened = self._open(walk, errand, response)
        self._feeds[errand.site].put(opened.wanted)
        yield self._keep(response, errand.as_role(opened.role), opened)

    def _open(self, walk: SiteWalk, errand: Errand, response: Response) -> Opened:
        """One page that breaks our reading of it must not end the walk; it is kept, and the walk is incomplete."""
        if response.status == 304:
            return Opened(errand.role, [])
        try:
            return open_page(walk, response.url, errand, response.body, header(response, "Content-Type"))
        except Exception as error:
            self.logger.exception("reading the links of %s failed", response.url)
            walk.asked.cut_short = f"the links of {response.url} could not be read: {type(error).__name__}"
            return Opened(errand.role, [])

    def _keep(self, response: Response, errand: Errand, opened: Opened) -> Fetched:
        at = self.run.keeping.clock()
        exchange = exchange_of(response, errand.context, at)
        if response.status == 304 or UNCHANGED in response.flags:
            outcome, exchange, page = FetchOutcome.UNCHANGED, replace(exchange, status=304, body=b""), None
        else:
            outcome, page = FetchOutcome.FETCHED, opened.page
        status, context, known = exchange.status, errand.context, errand.known
        return Fetched(response.url, outcome, at, context, status, exchange=exchange, page=page, known=known)

    def fail(self, failure: Failure) -> Iterator[Fetched]:
        """A request that gave no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        errand, walk = self._errand(request)
        ending = ending_of(failure.value)
        url = request.meta.get("redirect_urls", [request.url])[0]
        told = url == request.url or request.url in ending.reason
        reason = ending.reason if told else f"{ending.reason} (sent to {request.url})"
        self._feeds[errand.site].put(walk.miss_turn(errand, reason, gone=ending.outcome in GONE))
        at, context, known = self.run.keeping.clock(), errand.context, errand.known
        evidence = exchange_of(ending.response, context, at) if ending.response is not None else None
        yield Fetched(url, ending.outcome, at, context, ending.status, reason, evidence, known=known)

    def make_room(self, page: Fetched) -> None:
        """A page is read: its place is free for the next, which need not wait until it is stored."""
        site = page.context.site
        self.run.away -= 1
        self._feeds[site].land()
        self._ask_on(site)

    def end_page(self, item: Fetched) -> None:
        """All that was to be kept of a page is kept."""
        site = item.context.site
        walk = self.walks[site]
        walk.end(item)
        self._close_when_over(site)
        if not walk.asked.open and not walk.asked.closed:
            left = self.run.known[site].documents(partial(self.run.has_met, site))
            self._feeds[site].put(walk.open_aside() or walk.sweep(left))
        if not walk.asked.open:
            self.crawler.signals.send_catch_log(WALK_ENDED, site=site)
        else:
            self._ask_on(site)

    def _ask_on(self, site: str) -> None:
        if self.crawler.crawling and self.walks[site].site.is_open(self.clock()):
            for request in self._draw(site):
                self.crawler.engine.crawl(request)

    def stop(self, failure: Failure) -> None:
        """Nothing can be kept any more, so nothing more is asked. The engine waits for this page too, so not for it."""
        if self.run.failure is None:
            self.run.failure = failure.value
            self.logger.warning("nothing can be kept any more, so the crawl ends: %s", failure.value)
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="keeping_failed"))

    def _errand(self, request: Request | None) -> tuple[Errand, SiteWalk]:
        errand = errand_of(request) if request is not None else None
        if errand is None:
            raise ValueError(f"{request} has no errand")
        return errand, self.walks[errand.site]


def _prepared(registry: str | None, site: str | None, year: str | None) -> Run:
    """What Scrapy's own command asks for."""
    settings = Settings.from_environment(os.environ)
    scope = Scope(choose_years(listed(year)))
    return prepare(settings, Path(registry) if registry else None, listed(site), scope)
