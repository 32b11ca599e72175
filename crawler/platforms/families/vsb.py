"""博达 VSB: ``<column>.htm`` and ``<column>/<N>.htm`` with N counted down: of 11 pages the second is ``/10.htm``."""

import re

from bs4.element import Tag

from crawler.discovery.markup import attribute, squeeze
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask, Step

NAME = "vsb"

_DETAIL = re.compile(r"/info/\d+/\d+\.htm")
_PLACE = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_RECORDS = re.compile(r"共\s*(\d+)\s*条")
_TURN = re.compile(r"^(.*?)(\d+)(\.html?)(?:\?.*)?$")


def marks(page: ListPage) -> bool:
    """The classes of its pager, or addresses of its articles."""
    return bool(page.soup.select_one(".p_pages, .p_next, .p_t") or _DETAIL.search(page.markup))


def read(page: ListPage) -> Step:
    """The entries, and the other pages by counting down from the one behind 下页."""
    links = find_items(page)
    stated = squeeze(" ".join(tag.get_text(" ") for tag in page.soup.select(".p_t")))
    place, records = _PLACE.search(stated), _RECORDS.search(stated)
    expected = int(records[1]) if records else None
    if place is None:
        return Step(NAME, links, expected=expected)
    current, pages = int(place[1]), int(place[2])
    return Step(
        NAME, links, _pages(page, current, pages), expected=expected, pages=pages if _next(page) or pages == 1 else None
    )


def _next(page: ListPage) -> str | None:
    anchor = page.soup.select_one(".p_next a[href]")
    return page.resolve(attribute(anchor, "href")) if isinstance(anchor, Tag) else None


def _pages(page: ListPage, current: int, pages: int) -> tuple[Ask, ...]:
    """All pages behind this one; the next one must count down from the total, or it alone is taken."""
    following = _next(page)
    match = _TURN.match(following) if following else None
    if following is None:
        return ()
    if match is None or int(match[2]) != pages - current:
        return (Ask(following, platform=NAME, base=page.url, page=current + 1),)
    numbers = ((n, pages - n + 1) for n in range(current + 1, pages + 1)[:BOUND])
    return tuple(Ask(f"{match[1]}{name}{match[3]}", platform=NAME, base=page.url, page=n) for n, name in numbers)
