"""A run without a network: requests and responses handed to a middleware as Scrapy would."""

import asyncio
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse, Response

from crawler.errand import ERRAND, Errand
from crawler.run import Run
from crawler.scope import Scope
from crawler.spiders.walk.choices import first_errand
from storage.records import Role
from tests.crawler.spiders.walking import site


class Keeping:
    """Reads what the test put into the archive; what is not there raises as the archive does."""

    def __init__(self, archived=None, error: Exception | None = None):
        self.archived, self.error = archived, error

    def read(self, _):
        if self.error is not None:
            raise self.error
        return self.archived

    async def do(self, work, *arguments):
        return work(*arguments)


class Pages(dict[str, Any]):
    """What is known of a site's pages, by address; behind those of ``missed`` something could not be had."""

    missed: tuple[str, ...] = ()

    def misses_behind(self, page: Any) -> bool:
        return page.url in self.missed


def crawler(*, known=None, keeping: Any = None, sites=None) -> Any:
    sites = sites or [site()]
    run = Run(sites, Scope(), {each.id: known or Pages() for each in sites}, keeping or Keeping())
    settings = SimpleNamespace(getint=lambda _: 8)
    return SimpleNamespace(
        spider=SimpleNamespace(run=run), settings=settings, signals=SimpleNamespace(connect=lambda *_: None)
    )


def errand(role: Role = Role.REPORT) -> Errand:
    return first_errand(site()).as_role(role)


def request(url: str, role: Role | None = Role.REPORT, **meta) -> Request:
    return Request(url, meta={**meta, **({ERRAND: errand(role)} if role else {})})


def response(of: Request, body: bytes = b"", status: int = 200, **headers: str) -> Response:
    return HtmlResponse(of.url, status=status, headers=headers, body=body, request=of)


def run(coroutine):
    return asyncio.run(coroutine)
