"""The pause between two requests to a host: never less than its site or its robots.txt says, more where it is slow."""

from scrapy import Request, signals
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.run import Run

LONGEST_CRAWL_DELAY = 60.0
"""A robots.txt that asks for more would make a walk last for days."""


class Pace(AutoThrottle):
    """Scrapy's AutoThrottle with two differences.

    The least pause is each host's own. And 304 and redirects are good answers: to AutoThrottle they are errors, after
    which a pause never shrinks, so a night on which nothing changed would go on at the pause of its slowest moment.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._floors: dict[str, float] = {}
        crawler.signals.connect(self._note_crawl_delay, signals.robots_parsed)

    def _note_crawl_delay(self, robotparser: RobotParser, request: Request) -> None:
        wanted = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        host = urlparse_cached(request).hostname or ""
        if wanted:
            self._floors[host] = max(self._floor(host), min(wanted, LONGEST_CRAWL_DELAY))

    def _floor(self, host: str) -> float:
        found = self._floors.get(host)
        return found if found is not None else Run.of(self.crawler).delays.get(host, self.mindelay)

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        """As AutoThrottle: towards the time that answers take, half way down, all the way up."""
        target = latency / self.target_concurrency
        wanted = max(target, (slot.delay + target) / 2)
        floor = self._floor(urlparse_cached(response).hostname or "")
        wanted = min(max(floor, wanted), max(floor, self.maxdelay))
        if response.status < 400 or wanted > slot.delay:
            slot.delay = wanted
