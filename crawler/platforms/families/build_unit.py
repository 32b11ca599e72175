"""大汉 JPaaS: the list is built by an interface ``…/front/page/build/unit`` that the page names with its parameters.

A page names several units (path, menu, list); each is asked for once, and the one that answers with a list is turned
by ``paramJson={"pageNo":N,"pageSize":M}``, which is the only parameter that turns its pages.
"""

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from bs4.element import Tag

from crawler.discovery.markup import attribute
from crawler.platforms.markup.answers import read_json
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask, Step, Verdict

NAME = "build_unit"

_PATH = "build/unit"
_PAIR = re.compile(r"['\"]([\w-]+)['\"]\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([^,'\"{}]+))")
_SIZE = 15
_ROWS = re.compile(r'"pageSize":(\d+)')


def marks(page: ListPage) -> bool:
    """The path of the interface together with the parameters of a unit."""
    return _PATH in page.body and "querydata" in page.body.lower()


def read(page: ListPage) -> Step:
    """What the page itself shows, and its units to ask for."""
    links = tuple(link for link in find_items(page) if not link.beside)
    asks = tuple(_asks(page))
    if not asks:
        return Step(NAME, links)
    expected, size = _totals(page)
    asks = tuple(_page(ask, 1, size or _SIZE) for ask in asks)
    return Step(
        NAME, links, asks, Verdict.COMPLETE if links else Verdict.EMPTY, "an interface fills the list", expected
    )


def answer(body: str, ask: Ask) -> Step:
    """The list of one unit. A unit without a list (path, menu) is no part of the listing."""
    data = read_json(body)
    markup = _markup(data)
    if markup is None:
        return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason="the interface gave no list")
    page = ListPage(markup, ask.base)
    links = tuple(link for link in find_items(page) if not link.beside)
    if not links:
        return Step(NAME, (), verdict=Verdict.EMPTY, reason="the unit holds no list", part=_part(ask))
    expected, size = _totals(page)
    return Step(NAME, links, _further(ask, len(links), expected, size), expected=expected, part=_part(ask))


def _part(ask: Ask) -> str:
    """The unit, whichever of its pages is asked for."""
    return ask.url.partition("&paramJson=")[0]


def _further(ask: Ask, shown: int, expected: int | None, size: int | None) -> tuple[Ask, ...]:
    """All other pages when the first tells the total, else the next one until a page brings nothing new."""
    number, size = ask.page or 1, size or _size_of(ask)
    if expected is not None:
        rows = size or max(shown, 1)
        return tuple(_page(ask, n, rows) for n in range(2, -(-expected // rows) + 1)[:BOUND]) if number == 1 else ()
    return (_page(ask, number + 1, size or _SIZE),)


def _asks(page: ListPage) -> Iterator[Ask]:
    for tag in page.soup.find_all(lambda tag: tag.has_attr("querydata")):
        url = page.resolve(attribute(tag, "url") or attribute(tag, "unitbuildurl") or _interface(page))
        fields = _fields(attribute(tag, "querydata"))
        if url and _PATH in url and fields:
            yield Ask(f"{url}?{urlencode(fields)}", platform=NAME, interface=True, base=page.url)


def _interface(page: ListPage) -> str:
    match = re.search(r"['\"]([^'\"\s]*build/unit)['\"]", page.body)
    return match[1] if match else ""


def _fields(text: str) -> dict[str, str]:
    """The parameters: JSON, though in single quotes."""
    pairs = _PAIR.finditer(html.unescape(text))
    return {m[1]: next(v for v in (m[2], m[3], m[4]) if v is not None).strip() for m in pairs}


def _page(ask: Ask, number: int, size: int) -> Ask:
    """The same unit, turned to a page; without blanks in the JSON, for some servers refuse them."""
    parts = urlsplit(ask.url)
    fields = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paramJson"]
    fields.append(("paramJson", json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))))
    url = urlunsplit(parts._replace(query=urlencode(fields)))
    return Ask(url, platform=NAME, interface=True, base=ask.base, page=number)


def _size_of(ask: Ask) -> int | None:
    """The rows that were asked for: with others the pages would not meet."""
    match = _ROWS.search(unquote(ask.url))
    return int(match[1]) if match else None


def _totals(page: ListPage) -> tuple[int | None, int | None]:
    """Entries and rows a page, from the attributes of the pagination element."""
    tag = page.soup.find(lambda tag: tag.has_attr("count") and (tag.has_attr("rows") or tag.has_attr("pagesize")))
    if not isinstance(tag, Tag):
        return None, None
    count, rows = attribute(tag, "count"), attribute(tag, "rows") or attribute(tag, "pagesize")
    return int(count) if count.isdigit() else None, int(rows) if rows.isdigit() and int(rows) else None


def _markup(data: object) -> str | None:
    """The HTML inside the answer."""
    inner = data.get("data") if isinstance(data, dict) else None
    found = inner.get("html") if isinstance(inner, dict) else inner
    return found if isinstance(found, str) else None
