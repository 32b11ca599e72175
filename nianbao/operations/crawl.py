"""A crawl from beginning to end, in this process: the same spider as ``scrapy crawl annual_reports``."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from crawler.items import Fetched
from crawler.run import Run
from crawler.scope import Scope
from crawler.spiders.annual_reports import AnnualReports
from crawler.spiders.preparation import prepare
from nianbao.garbage import spare_what_is_there
from nianbao.logs import warn
from storage.records import Verdict, Walk
from storage.settings import Settings

NOT_REACHED = frozenset({Verdict.BLOCKED, Verdict.ROBOTS, Verdict.UNREACHABLE, Verdict.NOT_TRIED})


@dataclass(frozen=True, slots=True)
class Crawled:
    """How every site's walk ended, in the order of their ids. ``stopped``: somebody ended the crawl before its end."""

    walks: tuple[Walk, ...]
    stopped: bool = False

    @property
    def all_reached(self) -> bool:
        """Whether every site let us in."""
        return not any(walk.verdict in NOT_REACHED for walk in self.walks)


def crawl(
    settings: Settings,
    *,
    sites: Path | None = None,
    names: Iterable[str] = (),
    scope: Scope | None = None,
    on_page: Callable[[Fetched], None] | None = None,
) -> Crawled:
    """Walk the sites, archive, read and store what changed. Only one crawl a process: its network runs once.

    Raises what a mistake in registry, names or database raises, before anything is asked of a site; and whatever made
    it impossible to keep more, after the walk was stopped.
    """
    run = prepare(settings, sites, names, scope or Scope())
    stopped = drive(run, on_page)
    walks = tuple(run.verdicts[site.id] for site in run.sites if site.id in run.verdicts)
    return Crawled(walks, stopped)


def drive(run: Run, on_page: Callable[[Fetched], None] | None = None) -> bool:
    """Let the spider walk a prepared run to its end; whether somebody stopped it before."""
    scrapy = ScrapySettings()
    scrapy.setmodule("crawler.settings", priority="project")
    has_log = bool(logging.root.handlers)  # somebody has asked for another than Scrapy's own
    if not has_log:
        scrapy.set("LOG_LEVEL", "ERROR", priority="cmdline")
        warn()
    scrapy.set("LOG_INSTALL_ROOT_HANDLER", not has_log, priority="cmdline")
    process = AsyncCrawlerProcess(scrapy)
    crawler = process.create_crawler(AnnualReports)
    if on_page is not None:
        crawler.signals.connect(on_page, signals.item_scraped, weak=False)
    crawler.signals.connect(spare_what_is_there, signals.spider_opened)
    process.crawl(crawler, run=run)
    process.start()
    if run.failure is not None:
        raise run.failure
    return bool(crawler.stats.get_value("finish_reason") == "shutdown")
