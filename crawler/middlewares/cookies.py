"""Cookies go back to the host that set them, within the walk of its site, and nowhere else.

Scrapy's middleware sends them to neighbouring hosts as well, for which it has to know what belongs to a whole country:
it asks a list of public suffixes, that comes with a second HTTP library and would fetch a new one by itself.
"""

from collections import defaultdict
from http.cookiejar import Cookie, DefaultCookiePolicy

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.cookies import CookieJar, WrappedRequest

from crawler.errand import errand_of

_TO_ITS_HOST = DefaultCookiePolicy.DomainStrictNonDomain


class Cookies:
    """A jar for each site; robots.txt, which belongs to none, has one of its own."""

    def __init__(self) -> None:
        self._jars: defaultdict[str | None, CookieJar] = defaultdict(_jar)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Cookies":  # noqa: ARG003 – as Scrapy calls it
        return cls()

    def process_request(self, request: Request) -> None:
        """Each hop of a redirect has the cookies of its own host."""
        request.headers.pop("Cookie", None)
        jar = self._jars[_site(request)]
        if len(jar):
            jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Redirects come by here too: some lead to the same page until their cookie comes back."""
        if "Set-Cookie" in response.headers:
            jar = self._jars[_site(request)]
            asked = WrappedRequest(request)
            for cookie in jar.make_cookies(response, request):
                if jar.policy.set_ok(cookie, asked):  # type: ignore[arg-type]
                    jar.set_cookie(_for_host(cookie, asked.origin_req_host))
        return response


def _jar() -> CookieJar:
    return CookieJar(DefaultCookiePolicy(strict_ns_domain=_TO_ITS_HOST))


def _site(request: Request) -> str | None:
    errand = errand_of(request)
    return errand.site if errand else None


def _for_host(cookie: Cookie, host: str) -> Cookie:
    """The same cookie as if it had not named a domain."""
    if cookie.domain_specified:
        cookie.domain = host if "." in host else f"{host}.local"  # as the jar spells hosts without a dot
        cookie.domain_specified = cookie.domain_initial_dot = False
    return cookie
