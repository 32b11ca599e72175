"""拓尔思 (TRS WCM), static pages ``…/YYYYMM/tYYYYMMDD_<id>.html``.

The pager is a call ``createPageHTML(pages, current, "index", "html")`` (重庆: ``createPage``), counted from 0: the
second page is ``index_1.html``. Older templates set ``countPage`` and ``currentPage`` and write the pager by hand;
newer ones ("动静结合") show the latest entries only and take the others from a search interface. 武汉 writes the
entries by script. Long articles are cut into parts by the same call.
"""

import math
import re
from itertools import islice
from urllib.parse import urlencode, urlsplit

from crawler.platforms.markup.answers import PAGES, TOTALS, find_number, find_records, link_of, read_json
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.written import find_entries
from crawler.platforms.step import BOUND, Ask, Link, Step, Verdict

NAME = "trs"

_CALLS = 20
"""So many calls of the pager are looked at; a page has one or two."""

_CALL = re.compile(
    r"createPage(?:HTML)?\s*\(\s*([\w$]+)\s*,\s*([\w$]+)\s*"
    r"(?:,\s*(?:\"([^\"]*)\"|'([^']*)'|[\w$.]+)\s*)?(?:,\s*(?:\"([^\"]*)\"|'([^']*)'|[\w$.]+)\s*)?[,)]"
)
_COUNT = re.compile(
    r"\b_?(?:countPage|nPageCount|pageCount|totalPages?|allPages?|maxPage)\s*=\s*['\"]?(\d{1,4})", re.IGNORECASE
)
_CURRENT = re.compile(
    r"\b_?(?:currentPage|nCurrIndex|curPage|currPage|nowPage|pageIndex)\s*=\s*['\"]?(\d{1,4})", re.IGNORECASE
)
_BY_HAND = re.compile(r"['\"]_['\"]\s*\+|index_")
_ENDING = re.compile(r"['\"]\.?['\"]?\s*\+\s*['\"]\.?(s?html?)['\"]|['\"]\.(s?html?)['\"]")
_SEARCH = re.compile(r"list\d*\.trsapi|listModel\s*\(")
_FUNCTION = re.compile(r"function\s+createPage(?:HTML)?\s*\([^)]*\)\s*\{", re.IGNORECASE)


def marks(page: ListPage) -> bool:
    """A call of the pager with numbers, its hand-written forerunner, or the list model of the newer templates."""
    return bool(_find_pager(page) or _SEARCH.search(page.scripts))


def read(page: ListPage) -> Step:
    """The entries of the page, whoever wrote them, and the other pages by number."""
    links = find_entries(page)
    if pager := _find_pager(page):
        pages, current, prefix, ending = pager
        return Step(NAME, links, _pages(page, pages, current, prefix, ending), pages=max(pages, 1))
    return _read_latest(page, links)


def article_parts(body: str, url: str) -> tuple[Ask, ...]:
    """The other parts of an article that is cut into pages, in order; empty for one that is whole."""
    if body.rfind("createPage") < 0:  # most articles are whole, and what is missing is missed sooner from the end
        return ()
    page = ListPage(body, url)
    match = _call(page)
    name = urlsplit(url).path.rpartition("/")[2].rpartition(".")[0]
    stem = re.sub(r"_\d{1,2}$", "", name) if name.count("_") > 1 else name
    if match is None or match[2] != stem or not stem.startswith("t"):
        return ()
    return tuple(ask for ask in _pages(page, *match) if ask.page != 1)


def answer(body: str, ask: Ask) -> Step:
    """One page of the search interface."""
    data = read_json(body)
    records = find_records(data)
    links = tuple(link for record in records if (link := link_of(record, ask.base)))
    if not links:
        return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason="the search interface gave no list")
    return Step(NAME, links, expected=find_number(data, TOTALS), pages=find_number(data, PAGES))


def _find_pager(page: ListPage) -> tuple[int, int, str, str] | None:
    return _call(page) or _written_by_hand(page)


def _call(page: ListPage) -> tuple[int, int, str, str] | None:
    """Pages, current page, name and ending of the first call whose numbers can be told."""
    scripts = _FUNCTION.sub("{", page.scripts)
    for match in islice(_CALL.finditer(scripts), _CALLS):
        pages, current = _number(match[1], scripts), _number(match[2], scripts)
        if pages is not None and current is not None:
            return pages, current, match[3] or match[4] or "index", (match[5] or match[6] or _ending(page)).lstrip(".")
    return None


def _number(argument: str, scripts: str) -> int | None:
    """A number, or a variable that the page sets to one."""
    if argument.isdigit():
        return int(argument)
    match = re.search(rf"(?<![\w$.]){re.escape(argument)}\s*=\s*['\"]?(\d{{1,4}})\b", scripts)
    return int(match[1]) if match else None


def _written_by_hand(page: ListPage) -> tuple[int, int, str, str] | None:
    count, current = _COUNT.search(page.scripts), _CURRENT.search(page.scripts)
    if not count or not current or not _BY_HAND.search(page.scripts):
        return None
    match = _ENDING.search(page.scripts)
    return int(count[1]), int(current[1]), "index", (match[1] or match[2]) if match else _ending(page)


def _ending(page: ListPage) -> str:
    match = re.search(r"\.(s?html?)(?:$|[?#])", page.url)
    return match[1] if match else "html"


def _pages(page: ListPage, pages: int, current: int, prefix: str, ending: str) -> tuple[Ask, ...]:
    """All pages but this one; ``current`` counts from 0."""
    numbers = range(pages)[: BOUND + 1]
    names = {n: f"{prefix}_{n}.{ending}" if n else f"{prefix}.{ending}" for n in numbers if n != current}
    addresses = ((n, page.resolve(name)) for n, name in names.items())
    return tuple(Ask(url, platform=NAME, base=page.url, page=n + 1) for n, url in addresses if url)


def _read_latest(page: ListPage, shown: tuple[Link, ...]) -> Step:
    """A list whose page has the latest entries only: the others are asked of its search interface."""
    numbers = {
        name: _setting(page.scripts, name) for name in ("recordCount", "prepage", "chnlid", "channelid", "searchId")
    }
    items = sum(not link.beside for link in shown)
    total, size = numbers["recordCount"], numbers["prepage"] or items
    if total is None or items >= total or not size:
        return Step(NAME, shown, expected=total)
    channel = numbers["channelid"] or numbers["searchId"]
    if channel is None or numbers["chnlid"] is None:
        reason = f"the page shows {items} of {total} links, the others come from an interface that cannot be told"
        return Step(NAME, shown, verdict=Verdict.UNKNOWN_PAGINATION, reason=reason, expected=total)
    return Step(NAME, shown, _searches(page, channel, numbers["chnlid"], size, math.ceil(total / size)), expected=total)


def _searches(page: ListPage, channel: int, column: int, size: int, pages: int) -> tuple[Ask, ...]:
    """福建's application of this list model answers at ``/fjdzapp/search``, sorted as the static page is."""
    order = re.search(r"sortfield\s*:\s*['\"]([^'\"]+)['\"]", page.scripts)
    fields = {
        "channelid": channel,
        "classsql": f"chnlid={column}",
        "sortfield": order[1] if order else "-docreltime",
        "prepage": size,
    }
    numbers = range(2, pages + 1)[:BOUND]
    addresses = (page.resolve(f"/fjdzapp/search?{urlencode(fields | {'page': n})}") for n in numbers)
    return tuple(
        Ask(url, platform=NAME, interface=True, base=page.url, page=n) for n, url in enumerate(addresses, 2) if url
    )


def _setting(scripts: str, name: str) -> int | None:
    match = re.search(rf"\b{name}['\"]?\s*[:=]\s*['\"]?(\d{{1,7}})\b", scripts)
    return int(match[1]) if match else None
