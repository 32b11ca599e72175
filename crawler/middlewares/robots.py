"""robots.txt, to the letter of RFC 9309: a file that could not be read forbids as much as one that says no."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.endings import Ending, ending_of
from storage.records import FetchOutcome


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, which by itself takes an unreadable file for permission."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unread: dict[str, Ending] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of a host; a host whose rules cannot be read ends the request as they ended."""
        parser = await super().robot_parser(request)
        if parser is None:
            why = self._unread.get(urlparse_cached(request).netloc)
            outcome = why.outcome if why else FetchOutcome.UNREACHABLE
            reason = f"robots.txt could not be read: {why.reason}" if why else "robots.txt could not be read"
            raise Ending(outcome, reason, why.status if why else None)
        return parser

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unread[netloc] = ending_of(exc)
        super()._robots_error(exc, netloc)
