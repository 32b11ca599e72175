"""What we have already: asked "changed since?" by what the database knows, and fetched no second time in one run."""

import logging
from dataclasses import replace

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.discovery.addresses import key
from crawler.discovery.obstacles import sent_home
from crawler.endings import Ending
from crawler.errand import ERRAND, Errand, errand_of
from crawler.run import Run
from storage.errors import StorageError
from storage.records import GONE, Exchange, FetchOutcome, Role
from storage.states import Known

logger = logging.getLogger(__name__)

UNCHANGED = "unchanged"
"""The flag of a response whose body came from the archive, because the server said that it is still the same."""

_WALKED = (Role.HOME, Role.LISTING)


class Conditional:
    """Sets If-None-Match and If-Modified-Since, and answers 304 for lists with the page as it was archived.

    So it does for a report's page behind which something is missing still: what it leads to is asked for once more.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Conditional":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Each hop of a redirect has validators of its own. A page that was gone is not asked whether it changed."""
        request.headers.pop("If-None-Match", None)
        request.headers.pop("If-Modified-Since", None)
        errand = errand_of(request)
        if errand is None:
            return
        run = Run.of(self._crawler)
        if "redirect_urls" in request.meta:
            _refuse_detour(request, run, errand)
        known = run.known[errand.site].get(request.url)
        request.meta[ERRAND] = replace(errand, known=known)
        afresh = errand.afresh or run.scope.full
        if known is not None and known.outcome not in GONE and request.method == "GET" and not afresh:
            _ask_whether_changed(request, known)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """A page that did not change is walked as it was; one that is gone from the archive is asked for afresh."""
        errand = errand_of(request)
        if response.status != 304 or errand is None:
            return response
        known = errand.known
        if known is None or not _is_conditional(request):
            raise Ending(FetchOutcome.SERVER_ERROR, "answers 304 although nothing was asked of changes", 304)
        walked = errand.role in _WALKED or known.capture.context.role in _WALKED  # whatever its link was called
        if not walked and not Run.of(self._crawler).known[errand.site].misses_behind(known):
            return response
        return await self._as_it_was(request, response, errand, known)

    async def _as_it_was(
        self, request: Request, response: Response, errand: Errand, known: Known
    ) -> Request | Response:
        keeping = Run.of(self._crawler).keeping
        try:
            then = await keeping.do(keeping.read, known)
        except (StorageError, OSError) as error:
            logger.warning("%s is asked for afresh, its capture cannot be read: %s", request.url, error)
            return request.replace(meta={**request.meta, ERRAND: errand.asked_afresh()})
        headers = response.headers.copy()
        headers["Content-Type"] = _type_of(then)
        return response.replace(status=200, body=then.body, headers=headers, flags=[UNCHANGED])


def _is_conditional(request: Request) -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers


def _refuse_detour(request: Request, run: Run, errand: Errand) -> None:
    """A redirect to the home page, or to a page that this run has asked for under its own address.

    A redirect to the same page, with a cookie or to https, leads on.
    """
    if obstacle := sent_home(request.url, request.meta["redirect_urls"][0]):
        raise Ending(obstacle.outcome, obstacle.reason)
    wanted = key(request.url)
    if wanted in run.seen[errand.site] and wanted not in {key(url) for url in request.meta["redirect_urls"]}:
        raise Ending(FetchOutcome.UNCHANGED, f"redirects to {request.url}, which this run asked for already")


def _ask_whether_changed(request: Request, known: Known) -> None:
    if known.etag:
        request.headers["If-None-Match"] = known.etag
    if known.last_modified:
        request.headers["If-Modified-Since"] = known.last_modified


def _type_of(exchange: Exchange) -> str:
    return next((value for name, value in exchange.response_headers if name.lower() == "content-type"), "")
