"""What stands in the way: answers that are not the page, and hosts that are left alone after refusing too often.

Nothing here solves a challenge. What it recognises ends the request, and the errback makes it a row.
"""

from collections import Counter
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.discovery import obstacles, redirects
from crawler.discovery.addresses import key
from crawler.discovery.details import is_file
from crawler.endings import NOT_ASKED, Ending, ending_of
from crawler.errand import Errand, errand_of
from crawler.exchange import header
from storage.records import FetchOutcome, Role

PATIENCE = 5
"""After so many refusals, or failures to connect, in a row a host is not asked again in this run."""

_PAGES = (".html", ".htm", ".shtml")
"""The other pages of a report and those in its frames are no files, though they hang on it like one."""
_RESENTED = {FetchOutcome.BLOCKED, FetchOutcome.UNREACHABLE}
_EVIDENT = {FetchOutcome.BLOCKED, FetchOutcome.SOFT_404}
"""What only the page itself shows; of other failures the status says it all."""


class Obstacles:
    """Sees every answer last, after retries and redirects, and every failure."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._in_a_row: Counter[str] = Counter()
        self._last: dict[str, Ending] = {}
        self._homes: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Obstacles":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """A host that refused too often is not asked."""
        host = urlparse_cached(request).netloc
        if self._in_a_row[host] >= PATIENCE:
            last = self._last[host]
            raise Ending(last.outcome, f"{NOT_ASKED}{PATIENCE} times in a row {last.reason}", last.status)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The page, or where it sends its reader, or an ending."""
        host = urlparse_cached(request).netloc
        errand = errand_of(request)
        obstacle = _look(request, response, errand)
        if obstacle is not None:
            if errand is None and response.status < 500:
                return response  # a robots.txt that is not there, which permits everything
            evidence = response if obstacle.outcome in _EVIDENT else None
            self._end(host, Ending(obstacle.outcome, obstacle.reason, response.status, evidence))
        if errand is not None and 300 <= response.status != 304:  # a redirect that was not followed
            reason = f"sent to where there is no page (status {response.status})"
            self._end(host, Ending(FetchOutcome.SERVER_ERROR, reason, response.status))
        self._in_a_row[host] = 0
        if errand is not None and self._is_sent_home(request, response, errand):
            self._end(host, Ending(FetchOutcome.SOFT_404, "sent to the home page", response.status, response))
        if errand is not None and errand.ask is None:
            return self._follow_signpost(request, response, to_file=errand.role is Role.ATTACHMENT)
        return response

    def _is_sent_home(self, request: Request, response: Response, errand: Errand) -> bool:
        """Whether a page further down sent its reader to where the home page was found, wherever that is."""
        if errand.role is Role.HOME:
            self._homes |= {key(url) for url in (*request.meta.get("redirect_urls", []), response.url)}
            return False
        asked = request.meta.get("redirect_urls", [request.url])[0]
        return key(response.url) in self._homes and key(asked) not in self._homes

    def _follow_signpost(self, request: Request, response: Response, *, to_file: bool) -> Request | Response:
        """A page with nothing on it but where to go, by meta refresh or one line of script.

        In place of a file (``to_file``) one is followed to a file only: 正在下载… and its address.
        """
        target = redirects.redirect_target(response.body, response.url)
        if target is None or response.status != 200 or (to_file and not is_file(target)):
            return response
        passed = [*request.meta.get("redirect_urls", []), request.url]
        if len(passed) > self._crawler.settings.getint("REDIRECT_MAX_TIMES"):
            raise Ending(FetchOutcome.UNREACHABLE, "its pages send their reader in circles", response.status)
        return request.replace(
            url=target, meta={**request.meta, "redirect_urls": passed, "redirect_times": len(passed)}
        )

    def process_exception(self, request: Request, exception: Exception) -> None:
        """A failure that retries did not mend. Endings by other middlewares say nothing about the host."""
        if not isinstance(exception, Ending):
            self._end(urlparse_cached(request).netloc, ending_of(exception))

    def _end(self, host: str, ending: Ending) -> None:
        if ending.outcome in _RESENTED:
            self._in_a_row[host] += 1
            self._last[host] = ending
        raise ending


def _look(request: Request, response: Response, errand: Errand | None) -> obstacles.Obstacle | None:
    if response.status == 304:
        return None
    asked = request.meta.get("redirect_urls", [request.url])[0]
    kind = header(response, "Content-Type")
    wants_file = errand is not None and errand.role is Role.ATTACHMENT and not urlsplit(asked).path.endswith(_PAGES)
    headers = {"Content-Type": kind} if kind else {}
    return obstacles.look(response.status, headers, response.body, response.url, asked, file=wants_file)
