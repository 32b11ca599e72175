"""开普 UCAP: lists come as JSON from ``/common/search/<channel>`` (or ``/searchList``) by ``_isJson=true``."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.platforms.markup.answers import TOTALS, find_number, find_records, link_of, read_json
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask, Step, Verdict

NAME = "ucap"

_INTERFACE = re.compile(
    r"['\"]([^'\"\s<>]*/(?:(?:common/search|searchList)/[\w-]{4,64}|search/[0-9a-f]{16,})[^'\"\s<>]*)['\"]"
)
_BASE = re.compile(r"['\"]([^'\"\s<>]*/(?:common/search|searchList))/?['\"]")
_CHANNEL = re.compile(r"channel_?id['\"]?\s*[:=]\s*['\"]([\w-]{4,64})['\"]", re.IGNORECASE)
_FIXED = {"_isAgg": "true", "_isJson": "true", "_template": "index"}
_SIZE = 20


def marks(page: ListPage) -> bool:
    """Its own tags, or its interface with the number of a channel."""
    return "UCAP" in page.body or _interface(page) is not None


def read(page: ListPage) -> Step:
    """The entries that the page has, and the first page of its interface."""
    links = tuple(link for link in find_items(page) if not link.beside)
    address = _interface(page)
    if address is None:
        return Step(NAME, links)
    ask = _page(Ask(address, platform=NAME, interface=True, base=page.url), 1)
    return Step(NAME, links, (ask,), Verdict.COMPLETE if links else Verdict.EMPTY, "an interface fills the list")


def answer(body: str, ask: Ask) -> Step:
    """One page of the interface; after the first all others, as large as the server made it."""
    data = read_json(body)
    inner = data.get("data") if isinstance(data, dict) else None
    if not isinstance(inner, dict):
        return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason="the interface gave no list")
    records = find_records(inner)
    links = tuple(link for record in records if (link := link_of(record, ask.base)))
    expected = find_number(inner, TOTALS)
    further: tuple[Ask, ...] = ()
    if ask.page == 1 and records and expected:
        further = tuple(_page(ask, n) for n in range(2, -(-expected // len(records)) + 1)[:BOUND])
    return Step(NAME, links, further, Verdict.COMPLETE if links else Verdict.EMPTY, expected=expected)


def _interface(page: ListPage) -> str | None:
    """The address of the list: whole in a script, or put together from path and channel."""
    markup = page.markup.replace("&amp;", "&")
    if match := _INTERFACE.search(markup):
        return page.resolve(match[1])
    base, channel = _BASE.search(page.scripts), _CHANNEL.search(page.scripts)
    return page.resolve(f"{base[1]}/{channel[1]}") if base and channel else None


def _page(ask: Ask, number: int) -> Ask:
    parts = urlsplit(ask.url)
    given = {name: value for name, value in parse_qsl(parts.query) if name != "page"}
    fields = {"page": str(number), "_pageSize": str(_SIZE)} | given | _FIXED
    url = urlunsplit(parts._replace(query=urlencode(fields)))
    return Ask(url, platform=NAME, interface=True, base=ask.base, page=number)
