"""A site whose pages are told by the test, walked without a network: what is wanted of each page, and the verdict."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from crawler.discovery.obstacles import look
from crawler.endings import Ending
from crawler.items import Fetched
from crawler.platforms import Ask
from crawler.sites import Quirk, Site
from crawler.spiders.opening import open_page
from crawler.spiders.walk import SiteWalk
from crawler.spiders.walk.choices import Wanted
from storage.records import FetchOutcome, Walk
from tests.district import Answer, Asked
from tests.district.server import Page

ROOT = "http://www.shili.gov.cn"
NOW = datetime(2026, 1, 20, tzinfo=UTC)


def site(*, start: str = "/", allowed_hosts=(), quirks: tuple[Quirk, ...] = (), platform: str | None = None) -> Site:
    return Site(
        id="shili",
        code="990101",
        name="示例市示例区",
        start_urls=(ROOT + start,),
        allowed_hosts=tuple(allowed_hosts),
        platform=platform,
        delay=0.0,
        agencies=(),
        quirks=quirks,
        path=Path("shili.toml"),
    )


def walk(pages: dict[str, Page | Ending], of: Site | None = None, years=()) -> tuple[list[Wanted], Walk]:
    """Ask for every page wanted, in turn, until none is; a path that is not there is not found."""
    walking = SiteWalk(of or site(), set(), frozenset(years))
    waiting, asked = list(walking.begin()), []
    while waiting := waiting or walking.open_aside():
        wanted = waiting.pop(0)
        asked.append(wanted)
        answer = _answer(pages, wanted)
        if isinstance(answer, Ending):
            waiting += walking.miss_turn(wanted.errand, answer.reason)
            walking.end(Fetched(wanted.url, answer.outcome, NOW, wanted.errand.context, reason=answer.reason))
            continue
        opened = open_page(walking, wanted.url, wanted.errand, answer.body, answer.content_type)
        waiting += opened.wanted
        context = wanted.errand.as_role(opened.role).context
        walking.end(Fetched(wanted.url, FetchOutcome.FETCHED, NOW, context))
    return asked, walking.conclude(NOW)


def _answer(pages: dict[str, Page | Ending], wanted: Wanted) -> Answer | Ending:
    """What a path holds, or computes of the request; what stands in the way of an answer that is no page."""
    path = wanted.url.removeprefix(ROOT)
    found = pages.get(path) or pages.get(path.partition("?")[0], Ending(FetchOutcome.NOT_FOUND, "status 404"))
    if isinstance(found, Answer | Ending):
        return found
    answer = found(_asked(path, wanted.errand.ask))
    obstacle = look(answer.status, {"Content-Type": answer.content_type or ""}, answer.body, wanted.url, wanted.url)
    return Ending(obstacle.outcome, obstacle.reason) if obstacle else answer


def _asked(path: str, ask: Ask | None) -> Asked:
    if ask is None or ask.method == "GET":
        return Asked(path, 0, 0, 0, {})
    if ask.json:
        return Asked(path, 0, 0, 0, {"content-type": "application/json"}, ask.method, ask.json)
    kind = "application/x-www-form-urlencoded"
    return Asked(path, 0, 0, 0, {"content-type": kind}, ask.method, urlencode(ask.form))


def paths(asked: list[Wanted]) -> list[str]:
    return [wanted.url.removeprefix(ROOT) for wanted in asked]
