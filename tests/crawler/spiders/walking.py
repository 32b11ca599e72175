"""A site whose pages are told by the test, walked without a network: what is wanted of each page, and the verdict."""

from datetime import UTC, datetime
from pathlib import Path

from crawler.endings import Ending
from crawler.items import Fetched
from crawler.sites import Quirk, Site
from crawler.spiders.choices import Wanted
from crawler.spiders.opening import open_page
from crawler.spiders.walk import SiteWalk
from storage.records import FetchOutcome, Walk
from tests.district import Answer

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


def walk(pages: dict[str, Answer | Ending], of: Site | None = None, years=()) -> tuple[list[Wanted], Walk]:
    """Ask for every page wanted, in turn, until none is; a path that is not there is not found."""
    walking = SiteWalk(of or site(), set(), frozenset(years))
    waiting, asked = list(walking.begin()), []
    while waiting:
        wanted = waiting.pop(0)
        asked.append(wanted)
        answer = pages.get(wanted.url.removeprefix(ROOT), Ending(FetchOutcome.NOT_FOUND, "status 404"))
        if isinstance(answer, Ending):
            waiting += walking.miss_turn(wanted.errand, answer.reason)
            walking.end(Fetched(wanted.url, answer.outcome, NOW, wanted.errand.context, reason=answer.reason))
            continue
        opened = open_page(walking, wanted.url, wanted.errand, answer.body, answer.content_type)
        waiting += opened.wanted
        context = wanted.errand.as_role(opened.role).context
        walking.end(Fetched(wanted.url, FetchOutcome.FETCHED, NOW, context))
    return asked, walking.conclude(NOW)


def paths(asked: list[Wanted]) -> list[str]:
    return [wanted.url.removeprefix(ROOT) for wanted in asked]
