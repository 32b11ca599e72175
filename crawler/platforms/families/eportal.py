"""汇蓝 ePortal (大兴, 平谷, 通州): ``/eportal/ui?pageId=<id>&currentPage=N``, turned by ``javascript:next(N)``."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.totals import read_totals
from crawler.platforms.step import BOUND, Ask, Step

NAME = "eportal"

_PORTAL = re.compile(r"/eportal/ui\?[^'\"\s<>]*pageId=", re.IGNORECASE)
_NEXT = re.compile(r"(?<![\w.])next\s*\(\s*['\"]?(\d{1,4})['\"]?\s*\)")
_LISTING = re.compile(
    r"['\"]((?:https?:)?[^'\"\s<>]*/eportal/ui\?[^'\"\s<>]*currentPage=\d+[^'\"\s<>]*)['\"]", re.IGNORECASE
)
_PAGE_ID = re.compile(r"pageId['\"]?\s*(?:value\s*)?[:=]\s*['\"]?(\w+)", re.IGNORECASE)
_MODULE_ID = re.compile(r"moduleId['\"]?\s*(?:value\s*)?[:=]\s*['\"]?([0-9a-f]{16,})", re.IGNORECASE)


def marks(page: ListPage) -> bool:
    """The address of the portal, or its way of turning pages."""
    return bool(_PORTAL.search(page.url) or _PORTAL.search(page.markup) or _NEXT.search(page.markup))


def read(page: ListPage) -> Step:
    """The entries, and the other pages by ``currentPage`` of the address that the pager or the form names."""
    links = find_items(page)
    totals = read_totals(page)
    template = _template(page)
    numbers = [int(number) for number in _NEXT.findall(page.markup)]
    pages = totals.pages or max(numbers, default=0) or None
    current = totals.current or int(_query(page.url).get("currentPage", "1") or 1)
    if template is None or pages is None:
        return Step(NAME, links)
    further = tuple(_page(template, n, page) for n in range(1, pages + 1)[: BOUND + 1] if n != current)
    return Step(NAME, links, further, pages=pages)


def _template(page: ListPage) -> str | None:
    """An address of the list that takes ``currentPage``."""
    markup = page.markup.replace("&amp;", "&")
    if match := _LISTING.search(markup):
        return page.resolve(match[1])
    if _PORTAL.search(page.url):
        return page.url
    identity, module = _PAGE_ID.search(markup), _MODULE_ID.search(markup)
    if identity is None or not _NEXT.search(markup):
        return None
    fields = {"pageId": identity[1]} | ({"moduleId": module[1]} if module else {})
    return page.resolve(f"/eportal/ui?{urlencode(fields)}")


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _page(template: str, number: int, page: ListPage) -> Ask:
    parts = urlsplit(template)
    url = urlunsplit(parts._replace(query=urlencode(_query(template) | {"currentPage": str(number)})))
    return Ask(url, platform=NAME, base=page.url, page=number)
