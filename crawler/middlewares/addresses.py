"""The address guard: links, redirects and resolved names lead nowhere that the operator did not mean.

A name is judged twice: as it is written, before the request; and by the addresses that it resolves to, at the moment
of connecting, so that an answer of the name server that changes in between cannot slip through.
"""

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError

from crawler.endings import Ending
from crawler.errand import errand_of
from crawler.middlewares.resolver import PublicResolver
from crawler.run import Run
from storage.records import FetchOutcome


class AddressGuard:
    """Refuses, before anything is asked, an address that its site may not lead to."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "AddressGuard":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Links and redirects alike come by here; so does robots.txt, which has no errand and any site's trust."""
        run = Run.of(self._crawler)
        errand = errand_of(request)
        allowed = [run.hosts[errand.site]] if errand else list(run.hosts.values())
        refusals = [hosts.refusal(request.url) for hosts in allowed]
        if all(refusals):
            raise Ending(FetchOutcome.FORBIDDEN_ADDRESS, refusals[0])


class ResolverGuard:
    """Puts the sieve in front of the resolver, and tells names that it emptied from names that do not exist."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._resolver: PublicResolver | None = None
        crawler.signals.connect(self._install, signals.spider_opened)
        crawler.signals.connect(self._remove, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ResolverGuard":
        return cls(crawler)

    def _install(self) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 – importing it installs one

        self._resolver = PublicResolver(reactor.nameResolver, self._trusts)
        reactor.installNameResolver(self._resolver)

    def _remove(self) -> None:
        from twisted.internet import reactor  # noqa: PLC0415

        if self._resolver is not None:
            reactor.installNameResolver(self._resolver.inner)

    def _trusts(self, host: str, port: int) -> bool:
        authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        return any(hosts.trusts(f"http://{authority}/") for hosts in Run.of(self._crawler).hosts.values())

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Before the retries: a refused address stays refused."""
        if self._resolver is None or not isinstance(exception, CannotResolveHostError):
            return
        if refused := self._resolver.refused_for(request.url):
            raise Ending(FetchOutcome.FORBIDDEN_ADDRESS, f"the name resolves to {refused}, which is not public")
